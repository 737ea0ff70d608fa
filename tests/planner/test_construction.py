"""The agenda that is there at once."""

from hackathon.planner import construction
from hackathon.planner.model.problem import Person, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from tests.planner.smalltown import place, town


def test_when_the_time_is_over_each_that_finds_a_place_still_lies_where_it_hurts_least() -> None:
    people = (Person(key=1, count=5, votes=((0, 1), (2, 1))), Person(key=2, votes=((1, 1),)))
    both = (Topic(key=at, starts=(0,), room=0, required=True) for at in (0, 1))
    topics = (*both, Topic(key=2, required=True))
    arrays = PreprocessedInstance(town(*topics, people=people, slots=2))

    assert construction.construct(arrays, lambda: True) in (
        place((0, 0), (-1, -1), (1, 0)),
        place((-1, -1), (0, 0), (1, 0)),
    )
