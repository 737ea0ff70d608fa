"""Which construction, bound and search run for which problem."""

from dataclasses import replace

import pytest

from hackathon.planner import strategy
from hackathon.planner.model.problem import Person, Previous, Problem, Room, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.strategy import Bound, Construction, Search
from tests.planner.smalltown import town

SMALL = town(Topic(key=1), Topic(key=2), people=(Person(key=1, votes=((0, 2), (1, 1))),))
LARGE = replace(
    town(
        *(Topic(key=key) for key in range(80)),
        people=tuple(Person(key=key, votes=((key, 1),)) for key in range(80)),
        slots=20,
    ),
    rooms=tuple(Room(key=key, capacity=10) for key in range(6)),
)
LONG = replace(SMALL, topics=(Topic(key=1, length=2), Topic(key=2)))
PUBLISHED = replace(SMALL, previous=(Previous(topic=0, start=0, room=0),))
UNTIED = [Bound.FLOOR, Bound.ENUMERATION, Bound.COLUMN_GENERATION]


def strategy_for(problem: Problem) -> tuple[list[Construction], list[Bound], Search]:
    preprocessed = PreprocessedInstance(problem)
    constructions = [method for method in Construction if strategy.uses(method, preprocessed)]
    bounds = [method for method in Bound if strategy.uses(method, preprocessed)]
    return constructions, bounds, strategy.search_for(preprocessed)


@pytest.mark.parametrize(
    ("problem", "constructions", "bounds", "search"),
    [
        (SMALL, [Construction.GREEDY], UNTIED, Search.SINGLE_SLOT),
        (LARGE, [Construction.GREEDY], [Bound.FLOOR, Bound.COLUMN_GENERATION], Search.SINGLE_SLOT),
        (LONG, [Construction.GREEDY], list(Bound), Search.MULTI_SLOT),
        (
            PUBLISHED,
            [Construction.GREEDY, Construction.KEEP_PUBLISHED],
            [Bound.FLOOR, Bound.ENUMERATION],
            Search.MULTI_SLOT,
        ),
        (
            replace(SMALL, draft=(Previous(topic=0, start=0, room=0),)),
            [Construction.REPAIR_DRAFT, Construction.GREEDY],
            UNTIED,
            Search.SINGLE_SLOT,
        ),
        (replace(SMALL, most_in_a_row=1), [Construction.GREEDY], list(Bound), Search.MULTI_SLOT),
        (
            replace(SMALL, people=(Person(key=1, votes=((0, 2**30),)),)),
            [Construction.GREEDY],
            UNTIED,
            Search.SINGLE_SLOT,
        ),
    ],
    ids=["small", "large", "long sessions", "published", "draft", "breaks", "large numbers"],
)
def test_the_strategy_follows_from_the_problem(
    problem: Problem, constructions: list[Construction], bounds: list[Bound], search: Search
) -> None:
    assert strategy_for(problem) == (constructions, bounds, search)
