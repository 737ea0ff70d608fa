"""Small events are solved exactly whatever their rules, held against trying every agenda."""

import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from hackathon.planner.bounds.stretches import Stretches
from hackathon.planner.model.problem import Multipliers, Person, Previous, Problem, Room, Slot, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.solve import solve
from hackathon.planner.verification.verify import Confirmation, verify
from tests.examples import examples
from tests.planner.smalltown import brute_force, problems, repeating


@st.composite
def every_rule(draw: st.DrawFn) -> Problem:
    """Draw a tiny problem in which every rule may occur together."""
    problem = draw(problems(topics=4) | repeating(topics=3))
    return replace(
        problem,
        most_in_a_row=draw(st.integers(0, 2)),
        buffer=draw(st.sampled_from((0, 10))),
        multipliers=draw(st.sampled_from((Multipliers(), Multipliers(loss=3, seat=30, change=5)))),
        hard_clash=not problem.twice and draw(st.integers(0, 4)) == 0,
    )


@examples(1000, suppress_health_check=[HealthCheck.too_slow])
@given(every_rule())
def test_a_tiny_event_is_solved_exactly_whatever_its_rules(problem: Problem) -> None:
    least = brute_force(problem)

    solution = solve(problem, seconds=None, steps=20)

    assert (solution.status, solution.cost) == (("infeasible", None) if least is None else ("optimal", least))
    if least is not None:
        assert verify(problem, solution).confirmation == Confirmation.CONFIRMED
        assert verify(problem, replace(solution, bound=least + 1)).is_refuted


def voters(*votes: tuple[int, dict[int, int]]) -> tuple[Person, ...]:
    """Return how many people have the same votes, as people of a problem."""
    return tuple(
        Person(key=at, count=count, votes=tuple(weights.items())) for at, (count, weights) in enumerate(votes)
    )


THREE_HOURS = Problem(
    slots=(Slot(), Slot(), Slot()),
    rooms=(Room(key=1, capacity=12), Room(key=2, capacity=5)),
    topics=tuple(Topic(key=at, length=1 + (at == 0), required=True) for at in range(4)),
    people=voters(
        (6, {0: 2, 1: 2, 3: 1}), (3, {1: 2, 2: 2, 3: 3}), (5, {0: 2, 2: 1, 3: 2}), (9, {1: 3, 2: 2})
    ),
    multipliers=Multipliers(loss=3, seat=30),
)
TWO_DAYS = Problem(
    slots=(Slot(), Slot(), Slot(block=1), Slot(block=1)),
    rooms=(Room(key=1, capacity=6), Room(key=2, capacity=3)),
    topics=tuple(
        Topic(key=at, length=1 + (at == 0), required=True, contacts=(0,) if at in (1, 2) else ())
        for at in range(5)
    ),
    people=voters(
        (2, {0: 2, 3: 3, 4: 1}),
        (1, {0: 2, 2: 2}),
        (1, {2: 2, 3: 1, 4: 3}),
        (1, {0: 3, 2: 1, 4: 1}),
        (3, {0: 3, 1: 3}),
    ),
    most_in_a_row=1,
    buffer=10,
)
ONE_AGAIN = Problem(
    slots=(Slot(), Slot(), Slot()),
    rooms=(Room(key=1, capacity=4), Room(key=2, capacity=2)),
    topics=(
        *(Topic(key=at, length=1 + (at == 1), required=True) for at in range(4)),
        Topic(key=-1),
    ),
    people=voters(
        (2, {2: 1, 3: 1}),
        (1, {0: 1, 2: 1, 3: 2}),
        (2, {0: 3, 1: 2}),
        (1, {1: 3, 2: 3}),
        (1, {0: 3, 2: 1, 3: 2}),
    ),
    twice=((0, 4),),
)


@pytest.mark.parametrize(
    ("problem", "least"),
    [(THREE_HOURS, 618), (TWO_DAYS, 73), (ONE_AGAIN, 2)],
    ids=["a long session and dear seats", "pauses", "a second run"],
)
def test_a_small_event_is_not_given_up_before_it_is_proven(problem: Problem, least: int) -> None:
    solution = solve(problem, seconds=10, clock=time.process_time)

    assert brute_force(problem) == least
    assert (solution.status, solution.cost, solution.bound) == ("optimal", least, least)
    assert verify(problem, solution).confirmation == Confirmation.CONFIRMED


def with_a_second_run(**more: Any) -> Problem:  # noqa: ANN401 -- as `Problem` takes them
    """Return an event of three hours in which the first of three topics may run twice, as the last."""
    return Problem(
        slots=(Slot(), Slot(), Slot()),
        rooms=(Room(key=1, capacity=4), Room(key=2, capacity=2)),
        topics=tuple(Topic(key=key, required=key < 3) for key in range(4)),
        people=(
            Person(key=1, count=3, votes=((0, 1), (1, 1))),
            Person(key=2, count=3, votes=((0, 1), (2, 1))),
            Person(key=3, count=2, votes=((1, 2), (2, 1))),
        ),
        twice=((0, 3),),
        **more,
    )


def test_a_column_holds_either_of_two_runs_that_are_alike() -> None:
    problem = with_a_second_run()

    solution = solve(problem, seconds=None, steps=20)

    assert Stretches(PreprocessedInstance(problem)).merged == {0: 3}
    assert (solution.status, solution.cost) == ("optimal", brute_force(problem))
    assert 0 <= solution.start[0] < solution.start[3]


@pytest.mark.parametrize(
    "problem",
    [
        with_a_second_run(previous=(Previous(topic=3, start=1, room=0),), multipliers=Multipliers(change=3)),
        with_a_second_run(order=((0, 1),)),
    ],
    ids=["published", "in an order"],
)
def test_runs_that_a_rule_tells_apart_have_columns_of_their_own(problem: Problem) -> None:
    solution = solve(problem, seconds=None, steps=20)

    assert Stretches(PreprocessedInstance(problem)).merged == {}
    assert (solution.status, solution.cost) == ("optimal", brute_force(problem))
