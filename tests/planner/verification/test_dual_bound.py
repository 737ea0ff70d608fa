"""Bounds recounted from their prices, held against trying everything, and against forgery."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hackathon.planner import construction
from hackathon.planner.bounds.column_generation import ColumnGeneration
from hackathon.planner.model.problem import Multipliers, Person, Problem, Topic
from hackathon.planner.model.solution import Prices, Solution
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.solve import solve, with_loss_bound
from hackathon.planner.verification.dual_bound import recount
from hackathon.planner.verification.verify import verify
from tests.examples import examples
from tests.planner.bounds.test_column_generation import endless, first_agendas, priced
from tests.planner.smalltown import brute_force, problems, town

several = examples(60)

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

    assert recount(problem, proof, never) == -(-columns.bound // columns.subproblems.scale)


def test_a_bound_with_its_prices_is_confirmed_and_a_higher_one_refused() -> None:
    found = replace(solve(WANTED, seconds=None, steps=50), proof="prices")
    forged = replace(found, prices=Prices(scale=1, topics=(0, 0, 0, 0)))

    assert verify(WANTED, found).bound.is_recounted
    assert verify(WANTED, forged).summary() == (
        f"Refuted: The prices prove a bound of 40, not of {found.bound}."
    )


@several
@given(
    problems(topics=3).map(lambda problem: replace(problem, previous=())),
    st.lists(st.integers(-10, 90), min_size=3, max_size=3),
    st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 3)), st.integers(-40, 40), max_size=4),
)
def test_however_prices_lean_no_agenda_costs_less_than_they_prove(
    problem: Problem, paid: list[int], leaning: dict[tuple[int, int], int]
) -> None:
    least = brute_force(problem)
    assume(least is not None)
    topics = tuple(replace(topic, length=2) for topic in problem.topics)
    problem = replace(problem, topics=topics)
    least = brute_force(problem)
    assume(least is not None)
    leans = tuple((at, slot, by) for (at, slot), by in leaning.items() if at < len(topics))

    found = recount(problem, Prices(scale=2, topics=tuple(paid[: len(topics)]), leaning=leans), never)

    assert found is not None
    assert least is not None
    assert found <= least


def test_prices_that_lean_another_way_than_they_were_made_are_refused() -> None:
    # A long session begins in the first slot or the second, and so takes the middle one in either case.
    topics = (Topic(key=at, length=1 + at % 2, required=True) for at in range(4))
    votes = (((0, 2), (1, 4)), ((0, 4), (2, 4)), ((3, 2),), ((1, 2), (2, 4)))
    problem = town(*topics, people=tuple(Person(key=at, votes=votes[at]) for at in range(4)), slots=3)
    columns = ColumnGeneration(PreprocessedInstance(problem))
    columns.learn(construction.construct(columns.arrays, lambda: False))
    columns.improve(endless(), lambda _: False)
    proof = columns.proof()
    assert proof is not None
    turned = replace(proof, leaning=tuple((at, slot, -by) for at, slot, by in proof.leaning))
    proven = recount(problem, proof, never)
    solution = solve(problem, seconds=None, steps=20)
    found = replace(solution, status="feasible", bound=proven, proof="prices")

    assert verify(problem, replace(found, prices=proof)).bound.is_recounted
    assert verify(problem, replace(found, prices=turned)).summary() == (
        f"Refuted: The prices prove a bound of 0, not of {proven}."
    )


@pytest.mark.parametrize("leaning", [((0, 0, 1),), ((9, 0, 1),), ((1, 0, 1), (1, 0, 2))])
def test_prices_that_lean_where_nothing_can_prove_nothing(leaning: tuple[tuple[int, int, int], ...]) -> None:
    problem = town(Topic(key=1), Topic(key=2, length=2))

    assert recount(problem, Prices(scale=2, topics=(0, 0), leaning=leaning), never) is None


def test_altered_votes_do_not_pass_with_the_old_prices() -> None:
    found = solve(WANTED, seconds=None, steps=50)
    altered = replace(WANTED, people=WANTED.people[:3])

    assert verify(altered, found).refuted[0] == (
        "The solution belongs to another problem, or the problem was altered."
    )


def test_a_recount_that_takes_too_long_is_left_and_said() -> None:
    found = solve(WANTED, seconds=None, steps=50)
    none = replace(found, prices=None)

    assert verify(WANTED, replace(none, proof="patterns")).bound.is_open
    assert recount(WANTED, Prices(scale=0, topics=(0, 0, 0, 0)), never) is None
    assert recount(WANTED, Prices(scale=1, topics=(0,)), never) is None


# Nobody wants more than they have slots for, but of every two topics somebody wants both.
CROSSED = town(
    *(Topic(key=at, required=True) for at in range(4)),
    people=tuple(Person(key=a * 4 + b, votes=((a, 1), (b, 1))) for a in range(4) for b in range(a)),
    slots=2,
)


def with_loss() -> Solution:
    """Return an agenda of a crowded problem, with a bound on its loss that only prices prove."""
    found = with_loss_bound(CROSSED, solve(CROSSED, seconds=None, steps=50), seconds=None, steps=50)
    assert found.loss_bound is not None
    return replace(found, loss_proof="prices")


def test_the_bound_on_loss_is_recounted_from_its_own_prices() -> None:
    said = verify(CROSSED, with_loss()).summary()

    assert said.endswith("; the bound of 24 was recounted too; the bound on loss of 2 was recounted too.")


def test_an_altered_bound_on_loss_is_refused_and_so_are_altered_prices() -> None:
    found = with_loss()
    least, prices = found.loss_bound or 0, found.loss_prices
    assert prices is not None
    lower = replace(prices, topics=(0,) * len(prices.topics))

    assert verify(CROSSED, replace(found, loss_prices=lower)).summary() == (
        f"Refuted: The prices prove a bound of 0 on loss, not of {least}."
    )
    assert verify(CROSSED, replace(found, loss_bound=(found.loss or 0) + 1)).refuted[0] == (
        f"The bound of {(found.loss or 0) + 1} on loss lies above the counted loss of {found.loss}."
    )


def test_a_bound_on_loss_that_prices_do_not_prove_is_said_not_to_be_recounted() -> None:
    found = replace(with_loss(), loss_proof="patterns", loss_prices=None)

    assert (
        verify(CROSSED, found)
        .summary()
        .endswith(f"; the bound on loss of {found.loss_bound} was recounted only up to 0.")
    )
    assert "on loss" not in verify(CROSSED, replace(found, loss_bound=None)).summary()


@several
@given(problems(topics=4))
def test_no_agenda_loses_less_than_the_bound_on_loss(problem: Problem) -> None:
    found = solve(problem, seconds=None, steps=30)
    assume(found.is_agenda)
    bounded = with_loss_bound(problem, found, seconds=None, steps=30)
    alone = replace(problem, multipliers=Multipliers(loss=1, seat=0, change=0))
    least = brute_force(alone)

    assert least is not None
    assert bounded.loss_bound is not None
    assert bounded.loss_bound <= least
    verdict = verify(problem, bounded)
    assert verdict.refuted == ()
    assert (verdict.loss_bound.proven or 0) <= least
