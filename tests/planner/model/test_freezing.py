"""What has begun stays where it is, whatever is known since."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner.evaluation.check import check
from hackathon.planner.model.freezing import freeze
from hackathon.planner.model.problem import Person, Placement, Previous, Problem, Topic
from hackathon.planner.solve import solve
from tests.planner.smalltown import place, problems, town

NINE = datetime(2013, 5, 16, 9, tzinfo=UTC)


def hour(number: int) -> datetime:
    return NINE + timedelta(hours=number)


def timed(problem: Problem) -> Problem:
    """Give each slot an hour of its own, from nine o'clock."""
    slots = tuple(
        replace(slot, starts=hour(at).isoformat(), ends=hour(at + 1).isoformat())
        for at, slot in enumerate(problem.slots)
    )
    return replace(problem, slots=slots)


def published(problem: Problem, placement: Placement) -> Problem:
    """Return the problem after that agenda was published."""
    placed = zip(range(len(problem.topics)), placement.start, placement.room, strict=True)
    previous = tuple(
        Previous(topic=topic, start=start, room=room) for topic, start, room in placed if start >= 0
    )
    return replace(problem, previous=previous)


def morning(*topics: Topic, people: tuple[Person, ...] = ()) -> Problem:
    return timed(town(*topics, people=people))


A, B, C = (Topic(key=number, contacts=(0,)) for number in (1, 2, 3))
IAN = Person(key=1, votes=((1, 2),))


def test_a_running_session_stays_in_a_room_that_is_lost_and_with_a_contact_who_left() -> None:
    problem = published(morning(A, B, people=(IAN,)), place((0, 0), (1, 0)))
    lost = replace(
        problem,
        rooms=(replace(problem.rooms[0], closed=(0, 1, 2)), problem.rooms[1]),
        people=(replace(IAN, away=(0,)),),
    )

    frozen = freeze(lost, NINE)
    again = solve(frozen, seconds=None)

    assert (again.start[0], again.room[0]) == (0, 0)
    assert again.room[1] == 1
    assert check(frozen, again.placement).broken == ()


def test_nothing_new_begins_in_the_past() -> None:
    problem = published(morning(A, replace(B, contacts=()), people=(IAN,)), place((0, 0), (-1, -1)))

    frozen = freeze(problem, hour(1))

    assert frozen.topics[0].starts == (0,)
    assert frozen.topics[1].starts == (2,)


def test_an_event_that_has_not_begun_or_is_over_is_planned_freely() -> None:
    problem = published(morning(A, B, people=(IAN,)), place((0, 0), (1, 0)))

    assert freeze(problem, NINE - timedelta(seconds=1)) == problem
    assert freeze(problem, hour(3)) == problem


def test_who_left_since_a_session_began_breaks_no_rule_then_or_later() -> None:
    problem = published(morning(A, replace(B, contacts=()), people=(IAN,)), place((0, 0), (1, 0)))
    gone = replace(problem, people=(replace(IAN, away=(0, 1, 2)),))
    shut = replace(gone, rooms=tuple(replace(room, closed=(0, 1, 2)) for room in gone.rooms))

    def broken(now: datetime) -> list[str]:
        report = check(freeze(shut, now), place((0, 0), (1, 0)))
        return [words for words in report.broken if "Topic 1" in words]

    assert len(broken(NINE - timedelta(minutes=1))) == 2
    for minutes in range(0, 60 * 24, 7):
        assert broken(NINE + timedelta(minutes=minutes)) == []


def test_slots_without_times_are_never_past() -> None:
    problem = published(town(A, B, people=(IAN,)), place((0, 0), (1, 0)))

    assert freeze(problem, NINE) == problem


@given(problem=problems(topics=4), begun=st.integers(0, 3), losses=st.data())
def test_whatever_is_lost_what_has_begun_is_kept(problem: Problem, begun: int, losses: st.DataObject) -> None:
    problem = timed(replace(problem, previous=(), order=()))
    before = solve(problem, seconds=None)
    if not before.is_agenda:
        return
    slots = tuple(range(len(problem.slots)))
    lost = losses.draw(st.integers(0, len(problem.rooms) - 1))
    away = losses.draw(st.integers(0, len(problem.people) - 1))
    after = replace(
        published(problem, before.placement),
        rooms=tuple(replace(r, closed=slots) if at == lost else r for at, r in enumerate(problem.rooms)),
        people=tuple(replace(p, away=slots) if at == away else p for at, p in enumerate(problem.people)),
        topics=tuple(replace(topic, required=False) for topic in problem.topics),
    )
    frozen = freeze(after, hour(begun))
    again = solve(frozen, seconds=None)

    held = {} if begun >= len(slots) else {at: s for at, s in enumerate(before.start) if 0 <= s <= begun}
    fresh = {start for at, start in enumerate(again.start) if at not in held}
    assert again.is_agenda
    for at, start in held.items():
        assert (again.start[at], again.room[at]) in ((start, before.room[at]), (-1, -1))
    assert begun >= len(slots) or not fresh & set(range(begun + 1))
    kept = Placement(
        start=tuple(held.get(at, -1) for at in range(len(before.start))),
        room=tuple(room if at in held else -1 for at, room in enumerate(before.room)),
    )
    assert check(frozen, kept).broken == ()
