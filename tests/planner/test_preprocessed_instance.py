"""A problem as arrays: of large events in half the memory, and as exact."""

import numpy as np
import pytest

from hackathon.planner import construction
from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Person, Problem, Room, Slot, Topic
from hackathon.planner.partial_solution import PartialSolution
from hackathon.planner.preprocessed_instance import MANY_TOPICS, PreprocessedInstance


def with_topics(many: int, weight: int) -> Problem:
    """Return an event of so many topics, each wanted by two people and run by one of them."""
    return Problem(
        slots=tuple(Slot(block=slot // 2) for slot in range(many // 2 + 1)),
        rooms=(Room(key=1, capacity=9), Room(key=2, capacity=1), Room(key=3, capacity=0)),
        topics=tuple(
            Topic(key=at, contacts=(at,), required=True, length=1 + (at == 7)) for at in range(many)
        ),
        people=tuple(
            Person(key=at, votes=((at, weight), ((at + 1) % many, weight + 2), ((at + 9) % many, 1)))
            for at in range(many)
        ),
    )


@pytest.mark.parametrize(
    ("topics", "weight", "precision"),
    [
        (20, 3, np.float64),
        (MANY_TOPICS + 1, 3, np.float32),
        (MANY_TOPICS + 1, 10**6 + 1, np.float64),
    ],
    ids=["small", "large", "large, with heavy votes"],
)
def test_the_cost_is_exact_however_weights_are_held(topics: int, weight: int, precision: type) -> None:
    problem = with_topics(topics, weight)
    preprocessed = PreprocessedInstance(problem)
    solution = PartialSolution(preprocessed)

    placement = construction.construct(preprocessed, lambda: False)
    solution.load(placement)

    assert preprocessed.worth.dtype == precision
    report = check(problem, placement)
    assert report.broken == ()
    assert solution.cost() == report.cost > 0
