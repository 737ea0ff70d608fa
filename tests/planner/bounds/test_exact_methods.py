"""Small events are solved exactly whatever their rules, held against trying every agenda."""

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
