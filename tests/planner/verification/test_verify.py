"""A solution is confirmed by recounting it, or refuted with the reason."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from hackathon.planner.model.problem import Person, Problem, Topic
from hackathon.planner.model.solution import Prices, Solution
from hackathon.planner.solve import solve
from hackathon.planner.verification import dual_bound
from hackathon.planner.verification.trivial_bound import trivial_bound
from hackathon.planner.verification.verify import Confirmation, verify
from tests.planner.smalltown import brute_force, problems, town

several = settings(max_examples=60, deadline=None)

# Two slots, three topics, and one person who wants them all: the lightest must go.
PROBLEM = town(
    *(Topic(key=key, required=True) for key in (1, 2, 3)),
    people=(Person(key=1, votes=((0, 4), (1, 2), (2, 1))),),
    slots=2,
)
SOLUTION = solve(PROBLEM, seconds=None, steps=50)
# Nobody wants more than they have slots for, but of every two topics somebody wants both.
CROSSED = town(
    *(Topic(key=at, required=True) for at in range(4)),
    people=tuple(Person(key=a * 4 + b, votes=((a, 1), (b, 1))) for a in range(4) for b in range(a)),
    slots=2,
)
ROUND = solve(CROSSED, seconds=None, steps=50)


def test_a_solution_as_it_was_made_is_confirmed_bound_and_all() -> None:
    assert verify(PROBLEM, SOLUTION).summary() == (
        "Confirmed: the agenda keeps every rule and costs 10 (loss 1); the bound of 10 was recounted too."
    )


def test_the_floor_counts_seats_that_no_room_has() -> None:
    crowd = Person(key=1, count=4, votes=((0, 1),))
    overfull = town(Topic(key=1, required=True), people=(crowd,))
    found = solve(overfull, seconds=None, steps=50)

    assert (found.proof, found.bound) == ("floor", 1)
    assert verify(overfull, found).summary() == (
        "Confirmed: the agenda keeps every rule and costs 1 (loss 0); the bound of 1 was recounted too."
    )


@several
@given(problems())
def test_a_floor_is_always_recounted(problem: Problem) -> None:
    found = solve(problem, seconds=0)
    assume(found.is_agenda and found.proof == "floor")

    assert verify(problem, found).confirmation == Confirmation.CONFIRMED


@several
@given(problems(topics=4))
def test_no_agenda_costs_less_than_the_floor(problem: Problem) -> None:
    least = brute_force(problem)
    assume(least is not None)

    assert trivial_bound(problem) <= (least or 0)


def test_a_floor_that_is_too_high_is_refuted() -> None:
    found = replace(ROUND, proof="floor", prices=None)

    assert verify(CROSSED, found).summary() == f"Refuted: The floor is 0, not {ROUND.bound}."


@pytest.mark.parametrize("proof", ["patterns", None])
def test_a_bound_that_could_not_be_recounted_is_not_confirmed(proof: str | None) -> None:
    verdict = verify(CROSSED, replace(ROUND, proof=proof, prices=None))

    assert (ROUND.status, ROUND.bound) == ("optimal", ROUND.cost)
    assert verdict.confirmation == Confirmation.EXCEPT_BOUND
    assert verdict.summary() == (
        "Confirmed except the bound: the agenda keeps every rule and costs 24 (loss 2); "
        "the bound of 24 was recounted only up to 0."
    )


def test_a_bound_with_a_proof_that_nobody_knows_is_refuted() -> None:
    invented = replace(ROUND, proof="trust me", prices=None)

    assert verify(CROSSED, invented).summary() == "Refuted: 'trust me' is not a known proof of a bound."
    assert verify(CROSSED, replace(ROUND, loss_bound=0, loss_proof="magic")).is_refuted


def test_a_recount_that_runs_out_of_time_confirms_all_but_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    found = replace(ROUND, proof="prices")
    monkeypatch.setattr(dual_bound, "OFTEN", 1)

    assert verify(CROSSED, found).confirmation == Confirmation.CONFIRMED
    assert verify(CROSSED, found, lambda: True).confirmation == Confirmation.EXCEPT_BOUND


def test_prices_that_do_not_fit_the_problem_prove_nothing() -> None:
    found = replace(ROUND, proof="prices", prices=Prices(scale=0, topics=(0, 0, 0, 0)))

    assert verify(CROSSED, found).is_refuted


@pytest.mark.parametrize(
    ("altered", "reason"),
    [
        (replace(SOLUTION, cost=0, bound=0), "Refuted: The cost: 0 stated, 10 counted."),
        (replace(SOLUTION, loss=0), "Refuted: The loss: 0 stated, 1 counted."),
        (replace(SOLUTION, seats_short=3), "Refuted: The seats short: 3 stated, 0 counted."),
        (
            replace(SOLUTION, bound=11),
            "Refuted: The bound of 11 lies above the counted cost of 10.",
        ),
        (
            replace(SOLUTION, loss_bound=2),
            "Refuted: The bound of 2 on loss lies above the counted loss of 1.",
        ),
        (
            replace(SOLUTION, bound=3),
            "Refuted: 'optimal' is claimed, but the bound of 3 does not meet the cost.",
        ),
        (
            replace(SOLUTION, status="perfect"),
            "Refuted: 'perfect' is not a status. The solution names a cost, but claims no agenda.",
        ),
        (
            replace(SOLUTION, problem="0" * 64),
            "Refuted: The solution belongs to another problem, or the problem was altered.",
        ),
    ],
)
def test_altered_numbers_are_refuted(altered: Solution, reason: str) -> None:
    assert verify(PROBLEM, altered).summary().startswith(reason.removesuffix("."))


def test_an_altered_agenda_is_refuted_with_the_rule_that_it_breaks() -> None:
    altered = replace(SOLUTION, start=(0, 0, 0), room=(0, 0, 1))

    assert verify(PROBLEM, altered).refuted[0] == "Topic 2 and Topic 1 share a room in slot 0."


def test_altered_votes_are_refuted() -> None:
    altered = replace(PROBLEM, people=(replace(PROBLEM.people[0], votes=((0, 4),)),))

    assert verify(altered, SOLUTION).refuted[0] == (
        "The solution belongs to another problem, or the problem was altered."
    )


@pytest.mark.parametrize("problem", [PROBLEM, replace(PROBLEM, hard_clash=True)])
def test_a_solution_that_names_no_problem_is_checked_against_the_one_given(problem: Problem) -> None:
    verdict = verify(problem, replace(SOLUTION, problem=""))

    assert verdict.is_refuted == problem.hard_clash
    assert verdict.summary().endswith(
        "The solution does not name its problem; it was checked against the one given."
    )


def test_without_an_agenda_or_a_claim_nothing_is_confirmed() -> None:
    unknown = replace(SOLUTION, status="unknown", cost=None, bound=None, start=(-1,) * 3, room=(-1,) * 3)

    assert verify(PROBLEM, unknown).summary() == (
        "Not confirmed: the solution holds no agenda, and does not claim that there is none."
    )
