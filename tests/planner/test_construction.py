"""The agenda that is there at once."""

from dataclasses import replace

from hackathon.planner import construction
from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Person, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from tests.planner.smalltown import place, town


class Asked:
    """A time that is over, and that counts how often it is asked for."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bool:
        self.times += 1
        return True


def test_when_the_time_is_over_each_that_finds_a_place_still_lies_where_it_hurts_least() -> None:
    people = (Person(key=1, count=5, votes=((0, 1), (2, 1))), Person(key=2, votes=((1, 1),)))
    both = (Topic(key=at, starts=(0,), room=0, required=True) for at in (0, 1))
    topics = (*both, Topic(key=2, required=True))
    arrays = PreprocessedInstance(town(*topics, people=people, slots=2))

    assert construction.construct(arrays, lambda: True) in (
        place((0, 0), (-1, -1), (1, 0)),
        place((-1, -1), (0, 0), (1, 0)),
    )


def test_when_the_time_is_over_a_large_event_still_gets_an_agenda_that_keeps_every_rule() -> None:
    many = 3 * construction.LATE_COMPARISONS
    people = tuple(Person(key=at, votes=((at, 1), (at + 1, 1))) for at in range(many - 1))
    topics = tuple(
        Topic(key=at, required=True, contacts=(at % 7,), length=1 + (at % 50 == 0)) for at in range(many)
    )
    problem = replace(
        town(*topics, people=people, slots=300), order=tuple((at, at + 1) for at in range(0, many - 1, 9))
    )
    asked = Asked()

    late = construction.construct(PreprocessedInstance(problem), asked)

    assert check(problem, late).broken == ()
    assert asked.times >= many


def test_the_topics_that_come_late_of_many_go_where_fewest_others_run() -> None:
    many = construction.LATE_COMPARISONS + 4
    person = Person(key=1, votes=tuple((at, 1) for at in range(many)))
    problem = town(*(Topic(key=at, required=True) for at in range(many)), people=(person,), slots=many)

    at_leisure, late = (
        construction.construct(PreprocessedInstance(problem), stop) for stop in (lambda: False, lambda: True)
    )

    assert sorted(at_leisure.start) == sorted(late.start) == list(range(many))
