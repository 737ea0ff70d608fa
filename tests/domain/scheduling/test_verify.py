"""A solution is confirmed by recounting it, or refused with the reason."""

from dataclasses import replace

import pytest

from hackathon.domain.scheduling.problem import Person, Topic
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.solve import solve
from hackathon.domain.scheduling.verify import verify
from tests.domain.scheduling.smalltown import town

# Two slots, three topics, and one person who wants them all: the lightest must go.
PROBLEM = town(
    *(Topic(key=key, required=True) for key in (1, 2, 3)),
    people=(Person(key=1, votes=((0, 4), (1, 2), (2, 1))),),
    slots=2,
)
SOLUTION = solve(PROBLEM, seconds=None, steps=50)


def test_a_solution_as_it_was_made_is_confirmed_bound_and_all() -> None:
    assert verify(PROBLEM, SOLUTION).words() == (
        "Confirmed: the agenda keeps every rule and costs 10 (loss 1); the bound was recounted too."
    )


def test_a_bound_that_rests_on_more_than_people_alone_is_not_recounted() -> None:
    crowd = Person(key=1, count=4, votes=((0, 1),))
    overfull = town(Topic(key=1, required=True), people=(crowd,))

    assert verify(overfull, solve(overfull, seconds=None, steps=50)).words() == (
        "Confirmed: the agenda keeps every rule and costs 1 (loss 0); bound not recounted."
    )


@pytest.mark.parametrize(
    ("altered", "reason"),
    [
        (replace(SOLUTION, cost=0, bound=0), "Refused: The cost: 0 stated, 10 counted."),
        (replace(SOLUTION, loss=0), "Refused: The loss: 0 stated, 1 counted."),
        (replace(SOLUTION, seats_short=3), "Refused: The seats short: 3 stated, 0 counted."),
        (
            replace(SOLUTION, bound=11),
            "Refused: The bound of 11 lies above the counted cost of 10.",
        ),
        (
            replace(SOLUTION, loss_bound=2),
            "Refused: The bound of 2 on loss lies above the counted loss of 1.",
        ),
        (
            replace(SOLUTION, bound=3),
            "Refused: 'optimal' is claimed, but the bound of 3 does not meet the cost.",
        ),
        (
            replace(SOLUTION, status="perfect"),
            "Refused: 'perfect' is no status. The solution names a cost, but claims no agenda.",
        ),
        (
            replace(SOLUTION, problem="0" * 64),
            "Refused: The solution belongs to another problem, or the problem was altered.",
        ),
    ],
)
def test_altered_numbers_are_refused(altered: Solution, reason: str) -> None:
    assert verify(PROBLEM, altered).words().startswith(reason.removesuffix("."))


def test_an_altered_agenda_is_refused_with_the_rule_that_it_breaks() -> None:
    altered = replace(SOLUTION, start=(0, 0, 0), room=(0, 0, 1))

    assert verify(PROBLEM, altered).refused[0] == "Topic 2 and Topic 1 share a room in slot 0."


def test_altered_votes_are_refused() -> None:
    altered = replace(PROBLEM, people=(replace(PROBLEM.people[0], votes=((0, 4),)),))

    assert verify(altered, SOLUTION).refused[0] == (
        "The solution belongs to another problem, or the problem was altered."
    )


def test_that_there_is_no_agenda_is_not_recounted() -> None:
    crowded = replace(PROBLEM, rooms=(), slots=())
    found = solve(crowded, seconds=None)

    assert found.status == "infeasible"
    assert verify(crowded, found).words() == (
        "The solution has no agenda; that there is none was not recounted."
    )
