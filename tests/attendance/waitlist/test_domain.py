"""The waitlist: never too many, in order, and nobody forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.attendance.waitlist.domain import Moves, Waiter, held_until, latest, moves, position
from hackathon.core.domain.attendance import Capacity

NOON = datetime(2013, 5, 1, 12, tzinfo=UTC)
HOLD = timedelta(hours=48)


def waiter(key: int, **known: object) -> Waiter:
    return Waiter(key=key, since=NOON + timedelta(minutes=key), **known)  # type: ignore[arg-type]  # what a test knows


def full(capacity: int, taken: int) -> Capacity:
    return Capacity(capacity=capacity, taken=taken)


def test_a_free_place_is_offered_to_whoever_waited_longest() -> None:
    assert moves([waiter(3), waiter(1), waiter(2)], places=full(10, 8), now=NOON).offered == (1, 2)


def test_who_is_not_approved_is_passed_over() -> None:
    waiting = [waiter(1, is_approved=False), waiter(2)]

    assert moves(waiting, places=full(10, 9), now=NOON).offered == (2,)


def test_an_offer_that_runs_out_goes_to_the_next_and_its_owner_to_the_end() -> None:
    waiting = [waiter(1, offer_ends=NOON), waiter(2)]

    assert moves(waiting, places=full(10, 10), now=NOON) == Moves(sent_back=(1,), offered=(2,))


def test_the_second_offer_that_runs_out_is_the_last() -> None:
    waiting = [waiter(1, offer_ends=NOON, lapses=1)]

    assert moves(waiting, places=full(10, 10), now=NOON) == Moves(left=(1,))


def test_where_places_were_taken_away_promises_are_kept_and_nobody_is_offered_more() -> None:
    waiting = [waiter(1, offer_ends=NOON + HOLD), waiter(2)]

    assert moves(waiting, places=full(2, 5), now=NOON) == Moves()


def test_without_a_limit_nobody_waits() -> None:
    assert moves([waiter(1), waiter(2)], places=Capacity(capacity=None, taken=0), now=NOON).offered == (1, 2)


def test_who_a_place_is_held_for_stands_first() -> None:
    waiting = [waiter(1), waiter(2, offer_ends=NOON + HOLD)]

    assert [position(waiting, key) for key in (2, 1)] == [1, 2]


class World:
    """An event with a waitlist, as its services run it: every act is followed by a sweep."""

    def __init__(self, capacity: int) -> None:
        self.capacity, self.now = capacity, NOON
        self.coming: set[int] = set()
        self.waiting: dict[int, Waiter] = {}
        self.left: set[int] = set()
        self.offers: list[int] = []

    @property
    def taken(self) -> int:
        return len(self.coming) + sum(each.offer_ends is not None for each in self.waiting.values())

    def act(self, act: str, key: int) -> None:
        getattr(self, act)(key)
        self.now += timedelta(minutes=1)
        self.sweep()

    def come(self, key: int) -> None:
        if key in self.coming or (key in self.waiting and self.waiting[key].offer_ends is None):
            return
        if key in self.waiting or self.taken < self.capacity:
            self.waiting.pop(key, None)
            self.coming.add(key)
        else:
            self.waiting[key] = Waiter(key=key, since=self.now)
        self.left.discard(key)

    def go(self, key: int) -> None:
        self.coming.discard(key)
        if self.waiting.pop(key, None):
            self.left.add(key)

    def wait_long(self, _key: int) -> None:
        self.now += HOLD

    def add_a_place(self, _key: int) -> None:
        self.capacity += 1

    def sweep(self) -> None:
        found = moves(self.waiting.values(), places=full(self.capacity, self.taken), now=self.now)
        for key in found.left:
            del self.waiting[key]
            self.left.add(key)
        for number, key in enumerate(found.sent_back):
            since = self.now + timedelta(microseconds=number)
            was = self.waiting[key]
            self.waiting[key] = replace(was, since=since, offer_ends=None, lapses=was.lapses + 1)
        self.offers += found.offered
        for key in found.offered:
            self.waiting[key] = replace(self.waiting[key], offer_ends=self.now + HOLD)


ACTS = st.tuples(st.sampled_from(("come", "come", "go", "wait_long", "add_a_place")), st.integers(1, 8))


@given(st.integers(0, 4), st.lists(ACTS, max_size=40))
def test_whatever_happens_there_are_never_too_many(capacity: int, acts: list[tuple[str, int]]) -> None:
    world = World(capacity)
    for act, key in acts:
        world.act(act, key)

        assert world.taken <= world.capacity


@given(st.integers(0, 4), st.lists(ACTS, max_size=40))
def test_whatever_happens_nobody_is_forgotten(capacity: int, acts: list[tuple[str, int]]) -> None:
    world = World(capacity)
    for act, key in acts:
        known = world.coming | world.waiting.keys() | world.left
        world.act(act, key)

        assert known - (world.coming | world.waiting.keys() | world.left) <= {key}
        # While somebody waits without an offer, every place is taken or held.
        if any(each.offer_ends is None for each in world.waiting.values()):
            assert world.taken >= world.capacity


@given(st.integers(0, 4), st.lists(ACTS, max_size=40))
def test_whatever_happens_nobody_is_offered_a_place_before_who_waited_longer(
    capacity: int, acts: list[tuple[str, int]]
) -> None:
    world = World(capacity)
    for act, key in acts:
        world.act(act, key)

        since = {each.key: each.since for each in world.waiting.values()}
        waits = [each for each in world.waiting.values() if each.offer_ends is None]
        held = [each for each in world.waiting.values() if each.offer_ends == world.now + HOLD]
        assert all(since[offered.key] <= one.since for offered in held for one in waits)


@given(st.integers(0, 4), st.lists(ACTS, max_size=40))
def test_a_second_sweep_at_the_same_moment_changes_nothing(
    capacity: int, acts: list[tuple[str, int]]
) -> None:
    world = World(capacity)
    for act, key in acts:
        world.act(act, key)

    again = moves(world.waiting.values(), places=full(world.capacity, world.taken), now=world.now)
    assert again == Moves()


BEGINS = datetime(2013, 5, 16, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=2)


@pytest.mark.parametrize(
    ("before", "held"),
    [
        (timedelta(days=30), timedelta(hours=48)),
        (timedelta(hours=96), timedelta(hours=48)),
        (timedelta(hours=24), timedelta(hours=12)),
        (timedelta(hours=3), timedelta(hours=1.5)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(hours=-20), timedelta(hours=1)),
        (timedelta(hours=-46.5), timedelta(hours=0.5)),
        (timedelta(hours=-47), None),
    ],
)
def test_a_place_is_held_for_less_time_as_the_event_approaches(
    before: timedelta, held: timedelta | None
) -> None:
    now = BEGINS - before

    until = held_until(now, hours=48, begins=BEGINS, ends=ENDS)

    assert until == (None if held is None else now + held)
    assert until is None or until <= latest(ENDS) < ENDS
