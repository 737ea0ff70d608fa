"""Bounds recounted block by block from prices of whole sessions, held against trying everything."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from hackathon.planner.model.problem import Person, Problem, Slot, Topic
from hackathon.planner.model.solution import Prices
from hackathon.planner.solve import solve
from hackathon.planner.verification import block_bound
from hackathon.planner.verification.trivial_bound import trivial_bound
from hackathon.planner.verification.verify import verify
from tests.examples import examples
from tests.planner.smalltown import brute_force, problems, town

# Two of the sessions take two slots; everybody wants more than they can attend.
MORNINGS = replace(
    town(
        *(Topic(key=at, length=2 if at < 2 else 1, required=True) for at in range(10)),
        people=tuple(
            Person(
                key=at, votes=tuple(sorted(((at * at + 3 * step) % 10, 1 + step % 2) for step in range(6)))
            )
            for at in range(12)
        ),
    ),
    slots=tuple(Slot(block=at // 2) for at in range(6)),
)


def never() -> bool:
    return False


@examples(60)
@given(problems(topics=4), st.lists(st.integers(-10, 90), min_size=4, max_size=4))
def test_whatever_the_prices_no_agenda_costs_less_than_they_prove(problem: Problem, paid: list[int]) -> None:
    least = brute_force(problem)
    assume(least is not None)
    prices = Prices(scale=2, topics=tuple(paid[: len(problem.topics)]), is_whole=True)

    proven = block_bound.recount(problem, prices, never)

    assert proven is not None
    assert least is not None
    assert proven <= least


def test_an_event_with_long_sessions_is_proven_and_the_proof_is_recounted() -> None:
    found = solve(MORNINGS, seconds=None, steps=200)

    assert found.status == "optimal"
    assert found.prices is not None
    assert found.prices.is_whole
    verdict = verify(MORNINGS, found)
    assert verdict.refuted == ()
    assert verdict.bound.proven > trivial_bound(MORNINGS)
    assert block_bound.recount(MORNINGS, found.prices, never) == verdict.bound.proven


def test_prices_of_whole_sessions_for_another_problem_prove_nothing() -> None:
    assert not block_bound.fits(MORNINGS, Prices(scale=1, topics=(1, 2), is_whole=True))
    assert not block_bound.fits(MORNINGS, Prices(scale=0, topics=(1,) * 10, is_whole=True))
