"""Why a session is where it is: every other place, its price and the rule against it."""

from dataclasses import replace

from hypothesis import given

from hackathon.planner import construction
from hackathon.planner.evaluation.check import check
from hackathon.planner.evaluation.loss import people_missing, topics_lost
from hackathon.planner.explanation.alternatives import Hindrance, HindranceKind, missing, why
from hackathon.planner.model.problem import Person, Placement, Problem, Topic
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from tests.examples import examples
from tests.planner.smalltown import place, problems, town

LARS, WEI = Person(key=1, name="Lars"), Person(key=2, name="Wei", votes=((0, 4), (1, 2)))
ARM, DOCS = Topic(key=1, title="Arm", contacts=(0,)), Topic(key=2, title="Docs")


def moved(placement: Placement, topic: int, start: int, room: int) -> Placement:
    starts, rooms = list(placement.start), list(placement.room)
    starts[topic], rooms[topic] = start, room
    return Placement(start=tuple(starts), room=tuple(rooms))


@examples(80)
@given(problems())
def test_every_place_costs_what_the_checker_counts_and_is_forbidden_just_where_it_objects(
    problem: Problem,
) -> None:
    problem = replace(problem, topics=tuple(replace(topic, required=False) for topic in problem.topics))
    placement = construction.construct(PreprocessedInstance(problem), lambda: False)
    now = check(problem, placement)
    assert now.broken == ()

    for topic in range(len(problem.topics)):
        found = why(problem, placement, topic)
        assert found.leaving == check(problem, moved(placement, topic, -1, -1)).cost - now.cost
        for time in found.times:
            for each in time.places:
                report = check(problem, moved(placement, topic, each.start, each.room))
                assert each.is_free == (report.broken == ())
                if each.is_free:
                    more = (report.loss - now.loss, report.seats_short - now.seats_short)
                    assert (each.change, each.lost, each.short) == (report.cost - now.cost, *more)


def test_what_stands_against_a_place_is_named() -> None:
    problem = town(ARM, DOCS, people=(replace(LARS, away=(2,)), WEI))

    found = why(problem, place((0, 0), (1, 1)), 0)

    assert [time.reasons for time in found.times] == [(), (), (Hindrance(kind=HindranceKind.AWAY, person=0),)]
    assert [each.reasons for each in found.times[1].places] == [
        (),
        (Hindrance(kind=HindranceKind.TAKEN, topic=1),),
    ]
    assert [each.change for each in found.times[1].places] == [20, 21]
    assert found.leaving == 40


def test_the_other_places_come_cheapest_first() -> None:
    problem = town(ARM, DOCS, people=(LARS, WEI), slots=2)
    placement = place((0, 0), (1, 1))

    others = why(problem, placement, 0).others(placement, 0)

    assert [(each.start, each.room, each.change) for each in others] == [(0, 1, 1), (1, 0, 20)]


def test_who_wants_a_session_and_cannot_come_is_named_with_what_keeps_them() -> None:
    problem = town(ARM, DOCS, people=(LARS, WEI))

    found = missing(problem, place((0, 0), (0, 1)), 1)

    assert [(person, lost.weight, lost.instead) for person, lost in found] == [(1, 2, (0,))]
    assert people_missing(problem, topics_lost(problem, place((0, 0), (0, 1)))) == (0, 1)
