"""A problem as arrays: of large events without a table of all topics and people, and as exact."""

import pytest

from hackathon.planner import construction
from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Person, Problem, Room, Slot, Topic
from hackathon.planner.partial_solution import PartialSolution
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from tests.planner.smalltown import town


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


@pytest.mark.parametrize(("topics", "weight"), [(20, 3), (600, 3), (600, 10**6 + 1)])
def test_the_cost_of_a_large_event_is_exact_without_a_table_of_all_topics_and_people(
    topics: int, weight: int
) -> None:
    problem = with_topics(topics, weight)
    preprocessed = PreprocessedInstance(problem)
    solution = PartialSolution(preprocessed)

    placement = construction.construct(preprocessed, lambda: False)
    solution.load(placement)

    report = check(problem, placement)
    assert report.broken == ()
    assert solution.cost() == report.cost > 0
    assert not {"worth", "follows", "slot_worth"} & set(vars(preprocessed))


def test_voters_and_their_weights_are_those_of_the_table() -> None:
    people = (
        Person(key=1, votes=((0, 2), (1, 0)), away=(1,)),
        Person(key=2, count=3, votes=((1, 4), (2, 1))),
        Person(key=3),
    )
    topics = (Topic(key=0, contacts=(2,)), Topic(key=1, contacts=(1,)), Topic(key=2, length=2))
    preprocessed = PreprocessedInstance(town(*topics, people=people, slots=2))

    # Who runs a topic has more of it than of all their votes.
    assert [row.tolist() for row in preprocessed.voters] == [[0, 2], [1], [1]]
    assert [row.tolist() for row in preprocessed.weights] == [[2, 1], [10], [1]]
    assert [row.tolist() for row in preprocessed.followers] == [[0, 2], [0, 1], [1]]
    assert preprocessed.worth.tolist() == [[2, 0, 1], [0, 10, 0], [0, 1, 0]]
    assert preprocessed.slot_worth[2].tolist() == [0, 0.5, 0]
