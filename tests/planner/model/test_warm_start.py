"""Planning again: from the draft, with the smallest repair first, and never to anything worse."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Person, Placement, Problem, Room, Slot, Topic
from hackathon.planner.model.solution import Solution
from hackathon.planner.model.warm_start import starting_from
from hackathon.planner.solve import require_all, solve
from tests.examples import examples
from tests.planner.smalltown import place, places, problems, repeating

# Whoever wants one topic wants the next as well, so a good agenda is not found by chance.
TOPICS = tuple(Topic(key=key, title=f"Topic {key}") for key in range(1, 8))
FANS = tuple(Person(key=at, count=3, votes=((at, 4), ((at + 1) % 7, 2))) for at in range(7))
ROOMS = (Room(key=1, name="Hall", capacity=20), Room(key=2, name="Attic", capacity=5))
WEEK = Problem(slots=tuple(Slot() for _ in range(4)), rooms=ROOMS, topics=TOPICS, people=FANS)
DRAFT = place((0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1))


def without(problem: Problem, gone: int) -> Problem:
    """Return the problem without its topic of that position, which is its last."""
    assert gone == len(problem.topics) - 1
    people = (replace(each, votes=tuple(v for v in each.votes if v[0] != gone)) for each in problem.people)
    return replace(problem, topics=problem.topics[:-1], people=tuple(people))


def resumed(problem: Problem, draft: Placement, **limits: float | None) -> Solution:
    seconds, steps = limits.get("seconds"), limits.get("steps")
    asked = require_all(replace(problem, draft=places(draft)))
    return solve(asked, seconds=seconds, steps=None if steps is None else int(steps))


def test_without_any_time_a_dropped_topic_leaves_all_others_where_they_are() -> None:
    rest = without(WEEK, 6)

    found = resumed(rest, place(*zip(DRAFT.start[:-1], DRAFT.room[:-1], strict=True)), seconds=0)

    assert (found.start, found.room) == (DRAFT.start[:-1], DRAFT.room[:-1])
    assert (found.is_repair, found.steps) == (True, 0)
    assert found.cost == check(rest, found.placement).cost


def test_the_same_holds_where_topics_may_run_twice() -> None:
    again = replace(TOPICS[0], key=-1)
    problem = replace(WEEK, topics=(*TOPICS, again), twice=((0, 7),))
    draft = place(*zip(DRAFT.start, DRAFT.room, strict=True), (3, 1))
    gone = replace(problem.topics[3], starts=())
    changed = replace(problem, topics=(*problem.topics[:3], gone, *problem.topics[4:]))

    found = solve(replace(changed, draft=places(draft)), seconds=0)

    kept = [at for at in range(8) if at != 3]
    assert [found.start[at] for at in kept] == [draft.start[at] for at in kept]
    assert found.start[3] == -1
    assert found.is_repair


def test_a_lost_room_moves_what_was_in_it_and_nothing_else() -> None:
    slots = (*WEEK.slots, *(Slot() for _ in range(4)))
    attic = replace(ROOMS[1], closed=tuple(range(8)))
    problem = replace(WEEK, slots=slots, rooms=(ROOMS[0], attic))

    found = resumed(problem, DRAFT, seconds=0)

    assert [(found.start[at], found.room[at]) for at in range(4)] == [(at, 0) for at in range(4)]
    assert {found.room[at] for at in range(4, 7)} == {0}
    assert -1 not in found.start


def test_of_two_sessions_that_one_contact_runs_at_once_one_moves() -> None:
    ian = Person(key=9, name="Ian")
    both = {at: replace(TOPICS[at], contacts=(7,)) for at in (0, 4)}
    topics = tuple(both.get(at, topic) for at, topic in enumerate(TOPICS))

    found = resumed(replace(WEEK, topics=topics, people=(*FANS, ian)), DRAFT, seconds=0)

    moved = [at for at in range(7) if (found.start[at], found.room[at]) != (DRAFT.start[at], DRAFT.room[at])]
    assert moved in ([0], [4])


def test_something_new_moves_others_only_where_it_has_no_place_else() -> None:
    new = Topic(key=8, title="New", starts=(0,))
    problem = replace(WEEK, topics=(*TOPICS, new))

    found = resumed(problem, DRAFT, seconds=0)

    moved = [at for at in range(7) if (found.start[at], found.room[at]) != (DRAFT.start[at], DRAFT.room[at])]
    assert found.start[7] == 0
    assert len(moved) == 1


def test_a_search_from_a_draft_is_the_same_for_the_same_seed_and_steps() -> None:
    one, other = (resumed(WEEK, DRAFT, steps=50) for _ in range(2))

    assert one.placement == other.placement
    assert one.cost is not None
    assert one.cost <= check(WEEK, DRAFT).cost


def test_of_a_draft_only_what_still_has_a_time_and_a_room_is_known() -> None:
    draft = place((0, 0), (-1, 0), (2, -1), (3, 0), (-1, -1), (1, 1), (2, 1))

    asked = starting_from(WEEK, draft)

    assert [(each.topic, each.start, each.room) for each in asked.draft] == [
        (0, 0, 0), (3, 3, 0), (5, 1, 1), (6, 2, 1),
    ]  # fmt: skip


def test_a_draft_is_no_part_of_what_is_asked() -> None:
    asked = replace(WEEK, draft=places(DRAFT))

    assert asked.digest == WEEK.digest
    assert asked.to_json() != WEEK.to_json()
    assert Problem.from_json(asked.to_json()) == asked


@st.composite
def drafted(draw: st.DrawFn) -> Problem:
    """Draw a problem, and a draft that keeps its rules."""
    problem = draw(st.one_of(problems(topics=4, required=False), repeating()))
    topics = tuple(replace(topic, required=False) for topic in problem.topics)
    problem, draft = replace(problem, topics=topics), [(-1, -1)] * len(topics)
    slots, rooms = range(len(problem.slots)), range(len(problem.rooms))
    for at in range(len(topics)):
        draft[at] = draw(st.sampled_from([(slot, room) for slot in slots for room in rooms]))
        if check(problem, place(*draft)).broken:
            draft[at] = (-1, -1)
    assume(max(draft) >= (0, 0))
    return replace(problem, draft=places(place(*draft)))


@examples(25)
@pytest.mark.parametrize("limits", [(0.0, None), (None, 0), (None, 20)], ids=str)
@given(problem=drafted())
def test_nothing_worse_than_the_draft_comes_back(
    limits: tuple[float | None, int | None], problem: Problem
) -> None:
    known = {each.topic: (each.start, each.room) for each in problem.draft}
    before = check(problem, place(*(known.get(at, (-1, -1)) for at in range(len(problem.topics)))))
    assert not before.broken
    seconds, steps = limits

    found = solve(problem, seconds=seconds, steps=steps)

    assert found.cost is not None
    assert found.cost <= before.cost
    costs = [moment.cost for moment in found.history if moment.cost is not None]
    assert costs == sorted(costs, reverse=True)
    assert costs[0] <= before.cost
