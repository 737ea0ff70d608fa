"""Small events are solved exactly whatever their rules, held against trying every agenda."""

from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from hackathon.planner.model.problem import Multipliers, Problem
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
