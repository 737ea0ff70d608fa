"""Bounds recounted from their prices, held against trying everything, and against forgery."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hackathon.domain.scheduling.problem import Person, Problem, Topic
from hackathon.domain.scheduling.recount import recount
from hackathon.domain.scheduling.solution import Prices
from hackathon.domain.scheduling.solve import solve
from hackathon.domain.scheduling.verify import verify
from tests.domain.scheduling.engine.test_columns import first_agendas, priced
from tests.domain.scheduling.smalltown import brute_force, problems, town

several = settings(max_examples=60, deadline=None)

WANTED = town(
    *(Topic(key=at, required=True) for at in range(4)),
    people=tuple(Person(key=at, votes=((at, 1), ((at + 1) % 4, 1), ((at + 2) % 4, 2))) for at in range(4)),
    slots=2,
)


def never() -> bool:
    return False


@several
@given(problems(topics=4), st.lists(st.integers(-10, 90), min_size=4, max_size=4))
def test_whatever_the_prices_no_agenda_costs_less_than_they_prove(problem: Problem, paid: list[int]) -> None:
    least = brute_force(problem)
    assume(least is not None)
    prices = Prices(scale=2, topics=tuple(paid[: len(problem.topics)]))

    found = recount(problem, prices, never)

    assert found is not None
    assert least is not None
    assert found <= least


@several
@given(first_agendas())
def test_what_the_planner_proves_is_recounted(problem: Problem) -> None:
    columns, _ = priced(problem)
    proof = columns.proof()
    assume(proof is not None and brute_force(problem) is not None)
    assert proof is not None
    assert columns.bound is not None

    assert recount(problem, proof, never) == -(-columns.bound // columns.sights.scale)


def test_a_bound_with_its_prices_is_confirmed_and_a_higher_one_refused() -> None:
    found = replace(solve(WANTED, seconds=None, steps=50), proof="prices")
    forged = replace(found, prices=Prices(scale=1, topics=(0, 0, 0, 0)))

    assert verify(WANTED, found).bound_recounted
    assert verify(WANTED, forged).words() == (
        f"Refused: The prices prove a bound of 40, not of {found.bound}."
    )


def test_altered_votes_do_not_pass_with_the_old_prices() -> None:
    found = solve(WANTED, seconds=None, steps=50)
    altered = replace(WANTED, people=WANTED.people[:3])

    assert verify(altered, found).refused[0] == (
        "The solution belongs to another problem, or the problem was altered."
    )


def test_a_recount_that_takes_too_long_is_left_and_said() -> None:
    found = solve(WANTED, seconds=None, steps=50)
    none = replace(found, prices=None)

    assert "bound not recounted" in verify(WANTED, none).words()
    assert recount(WANTED, Prices(scale=0, topics=(0, 0, 0, 0)), never) is None
    assert recount(WANTED, Prices(scale=1, topics=(0,)), never) is None
