"""The multi-slot kernel, compared with the checker, which counts independently."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.planner import construction, jit_cache
from hackathon.planner.evaluation.check import check
from hackathon.planner.local_search.annealing import MULTI_SLOT, Annealer
from hackathon.planner.model.problem import Person, Placement, Previous, Problem, Slot, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.solve import solve
from tests.examples import examples
from tests.planner.smalltown import brute_force, problems, town

several = examples(80)


@st.composite
def any_problems(draw: st.DrawFn, topics: int = 6) -> Problem:
    """Draw problems with long sessions, pauses and a revision, alone or mixed."""
    problem = draw(problems(topics=topics))
    longer = tuple(
        replace(topic, length=draw(st.sampled_from((topic.length, topic.length, 3))))
        for topic in problem.topics
    )
    return replace(
        problem,
        topics=longer,
        slots=_timed(problem.slots) if draw(st.booleans()) else problem.slots,
        previous=problem.previous if draw(st.booleans()) else (),
        most_in_a_row=draw(st.sampled_from((0, 0, 1, 2))),
        buffer=draw(st.sampled_from((0, 0, 5, 20))),
        hard_clash=draw(st.integers(0, 4)) == 0,
    )


def _timed(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Return the slots with times: an hour each, ten minutes between two blocks."""
    minutes = [60 * at + 10 * slot.block for at, slot in enumerate(slots)]
    clock = [f"2027-05-16T{at // 60 + 8:02}:{at % 60:02}:00+00:00" for at in (*minutes, 0)]
    ends = [f"2027-05-16T{(at + 60) // 60 + 8:02}:{(at + 60) % 60:02}:00+00:00" for at in minutes]
    return tuple(
        replace(slot, starts=starts, ends=end, day=0)
        for slot, starts, end in zip(slots, clock, ends, strict=False)
    )


def searched(problem: Problem, seed: int, steps: int) -> Annealer:
    arrays = PreprocessedInstance(problem)
    search = Annealer(MULTI_SLOT, arrays, construction.construct(arrays, lambda: False), seed)
    search.run(steps, temperature=4 * arrays.scale)
    return search


@several
@given(any_problems(), st.integers(0, 3), st.integers(0, 300))
def test_wherever_it_goes_it_counts_as_the_checker_does(problem: Problem, seed: int, steps: int) -> None:
    search = searched(problem, seed, steps)
    report = check(problem, search.current())

    assert search.is_valid == (report.broken == ())
    if not report.broken:
        assert search.state.cost[0] == report.cost


@several
@given(any_problems(), st.integers(0, 3))
def test_its_cheapest_agenda_keeps_every_rule_and_costs_what_it_says(problem: Problem, seed: int) -> None:
    search = searched(problem, seed, steps=200)

    report = check(problem, search.best())
    if search.cost < 10**18:
        assert (report.broken, report.cost) == ((), search.cost)
    else:
        assert report.broken


@examples(30)
@given(any_problems(topics=3))
def test_on_a_tiny_problem_it_finds_the_best_there_is(problem: Problem) -> None:
    least = brute_force(problem)

    found = check(problem, searched(problem, seed=1, steps=3000).best())

    if least is None:
        assert found.broken
    else:
        assert (found.cost, found.broken) == (least, ())


def crowd(*, length: int, many: int = 40, slots: int = 30) -> Problem:
    """Return a problem too large to write down all its patterns, every third session long."""
    people = tuple(
        Person(key=at, votes=tuple((k, 1 + (at * k) % 3) for k in range(at % 5, many, 3))) for at in range(20)
    )
    topics = (Topic(key=at, length=1 if at % 3 else length, required=True) for at in range(many))
    return town(*topics, people=people, slots=slots)


def revised(problem: Problem) -> Problem:
    """Return the problem with its first agenda published, and the attic closed in the morning."""
    first = solve(problem, seconds=None, steps=50)
    hall, attic = problem.rooms
    published = zip(range(len(problem.topics)), first.start, first.room, strict=True)
    return replace(
        problem,
        rooms=(hall, replace(attic, closed=(0, 1))),
        previous=tuple(Previous(topic=at, start=start, room=room) for at, start, room in published),
    )


EVERYTHING = (
    crowd(length=2),
    replace(crowd(length=2), most_in_a_row=2, buffer=10),
    revised(crowd(length=1)),
)


@pytest.mark.parametrize("problem", EVERYTHING, ids=["long", "linked", "revised"])
def test_a_large_event_of_any_kind_is_searched_with_every_worker_and_ends_in_time(problem: Problem) -> None:
    jit_cache.compile_all()

    found = solve(problem, seconds=1, workers=2)

    assert found.is_agenda
    assert found.seconds < 1.5


@pytest.mark.parametrize("problem", EVERYTHING, ids=["long", "linked", "revised"])
def test_the_same_steps_give_the_same_agenda(problem: Problem) -> None:
    first, second = (solve(problem, seconds=None, steps=30, seed=3) for _ in range(2))

    assert (first.placement, first.cost) == (second.placement, second.cost)


def test_two_short_sessions_change_places_with_a_long_one() -> None:
    # The long one must go to the second block, where two short ones lie.
    topics = (Topic(key=1, length=2, required=True), *(Topic(key=at, required=True) for at in (2, 3)))
    people = (Person(key=1, away=(0, 1), votes=((0, 4),)),)
    problem = replace(
        town(*topics, people=people, slots=4),
        rooms=town().rooms[:1],
        slots=tuple(Slot(block=block) for block in (0, 0, 1, 1)),
    )
    arrays = PreprocessedInstance(problem)
    search = Annealer(MULTI_SLOT, arrays, Placement(start=(0, 2, 3), room=(0, 0, 0)), seed=0)
    search.run(50, temperature=0.01)

    assert search.best().start == (2, 0, 1)
