"""Two sessions of one topic, explained, supposed otherwise and held while an event runs."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import example, given

from hackathon.planner.evaluation.check import check
from hackathon.planner.explanation.alternatives import (
    Hindrance,
    HindranceKind,
    kept_from,
    missing,
    why,
)
from hackathon.planner.explanation.conflict import explained
from hackathon.planner.explanation.what_if import difference
from hackathon.planner.model.freezing import freeze
from hackathon.planner.model.problem import Multipliers, Person, Previous, Problem, Room, Slot, Topic
from hackathon.planner.second_run_assignment import with_places
from hackathon.planner.solve import require_all, solve
from tests.examples import examples
from tests.planner.smalltown import place, repeating, twice

NOWHERE = (-1, -1)

few = examples(40)


# The first session had no place before and has none now, which counts as a change for who wants it.
STILL_NOWHERE = Problem(
    slots=(Slot(),),
    rooms=(Room(key=0, name="", capacity=0),),
    topics=(Topic(key=10, title="", plenary=True), Topic(key=-10, title="", plenary=True)),
    people=(Person(key=0, name="", votes=((0, 0),)),),
    multipliers=Multipliers(loss=10, seat=1, change=20),
    previous=(Previous(topic=0, start=-1, room=-1), Previous(topic=1, start=0, room=0)),
    twice=((0, 1),),
)


@few
@given(repeating())
@example(STILL_NOWHERE)
def test_every_place_for_either_session_costs_what_the_checker_counts(problem: Problem) -> None:
    problem = replace(problem, topics=tuple(replace(topic, required=False) for topic in problem.topics))
    placement = solve(problem, seconds=None, steps=40).placement
    now = check(problem, placement)

    for topic in (topic for pair in problem.twice for topic in pair):
        found = why(problem, placement, topic)
        assert found.leaving == check(problem, with_places(placement, {topic: NOWHERE})).cost - now.cost
        for each in (each for time in found.times for each in time.places):
            report = check(problem, with_places(placement, {topic: (each.start, each.room)}))
            assert each.is_free == (report.broken == ())
            if each.is_free:
                assert (each.change, each.lost) == (report.cost - now.cost, report.loss - now.loss)


def test_the_other_session_stands_in_the_way() -> None:
    found = why(twice(Person(key=1, votes=((0, 1),))), place((0, 0), NOWHERE, (1, 0)), 0)

    assert [time.reasons for time in found.times] == [
        (),
        (Hindrance(kind=HindranceKind.OTHER_SESSION, topic=2),),
    ]


def test_those_who_miss_both_sessions_miss_each() -> None:
    problem = twice(Person(key=1, votes=((0, 1), (1, 5)), away=(1,)), Person(key=2, votes=((0, 1),)))
    agenda = place((0, 0), (0, 1), (1, 0))

    assert [who for who, _ in missing(problem, agenda, 0)] == [0]
    assert missing(problem, agenda, 0) == missing(problem, agenda, 2)
    assert kept_from(problem, place((1, 0), (0, 1), NOWHERE), 0, 0, 1) is None


def test_a_second_session_that_finds_no_place_is_no_conflict() -> None:
    problem = require_all(twice(slots=1))
    found = solve(problem, seconds=None, steps=20)

    assert found.start == (0, 0, -1)
    assert explained(problem, found) is found


def test_a_session_that_has_begun_stays_and_the_other_may_still_come() -> None:
    hours = tuple(
        Slot(starts=f"2013-05-16T{at:02}:00:00+00:00", ends=f"2013-05-16T{at + 1:02}:00:00+00:00")
        for at in (9, 10, 11)
    )
    early, late = Person(key=1, away=(1, 2), votes=((0, 2),)), Person(key=2, away=(0,), votes=((0, 2),))
    problem = replace(twice(early, late, slots=3), slots=hours)
    problem = replace(problem, previous=(Previous(topic=0, start=0, room=1),))

    begun = freeze(problem, datetime(2013, 5, 16, 9, 30, tzinfo=UTC))
    found = solve(require_all(begun), seconds=None, steps=60)

    assert (found.start[0], found.room[0], found.cost) == (0, 1, 0)
    assert found.start[2] > 0


def test_what_a_supposition_moves_is_one_session() -> None:
    early, late = Person(key=1, away=(1,), votes=((0, 2),)), Person(key=2, away=(0,), votes=((0, 2),))
    problem = twice(early, late)

    found = difference(problem, place((0, 0), NOWHERE, NOWHERE), place((0, 0), NOWHERE, (1, 0)))

    assert [move.topic for move in found.moves] == [2]
    assert (found.people, found.shifts) == (2, ((1, -2),))
