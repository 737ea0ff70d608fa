"""A plenary is for everyone: the largest room that it may have, and seats counted for all who come."""

from dataclasses import replace

import pytest
from hypothesis import given

from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Person, Previous, Problem, Room, Slot, Topic
from hackathon.planner.plenary_rooms import in_largest_rooms
from hackathon.planner.solve import solve
from tests.examples import examples
from tests.planner.smalltown import place, problems

CLOSING = Topic(key=1, title="Closing", plenary=True, required=True)
TALK = Topic(key=2, title="Talk", required=True)
ROOMS = (
    Room(key=1, name="Den", capacity=2, features=("screen",)),
    Room(key=2, name="Hall", capacity=50, features=("screen",)),
    Room(key=3, name="Dome", capacity=90),
)
FAN = Person(key=1, name="Ian", votes=((0, 2),))
EVENT = Problem(slots=(Slot(), Slot()), rooms=ROOMS, topics=(CLOSING, TALK), people=(FAN,), expected=60)


def room_of(problem: Problem) -> str:
    found = solve(problem, seconds=None, steps=20)
    return problem.rooms[found.room[0]].name


@pytest.mark.parametrize("seat", [1, 0])
def test_it_gets_the_largest_room_even_where_a_smaller_one_would_do(seat: int) -> None:
    problem = replace(EVENT, multipliers=replace(EVENT.multipliers, seat=seat))

    assert room_of(problem) == "Dome"
    assert room_of(replace(problem, expected=1)) == "Dome"


def test_the_largest_is_the_largest_that_is_free_and_has_what_it_needs() -> None:
    shut = replace(ROOMS[2], closed=(0, 1))

    assert room_of(replace(EVENT, rooms=(*ROOMS[:2], shut))) == "Hall"
    assert room_of(replace(EVENT, topics=(replace(CLOSING, features=("screen",)), TALK))) == "Hall"


def test_it_stays_where_it_is_pinned() -> None:
    assert room_of(replace(EVENT, topics=(replace(CLOSING, room=0), TALK))) == "Den"


def test_seats_are_counted_for_everyone_expected_and_not_only_those_who_voted() -> None:
    in_den, in_hall, in_dome = (check(EVENT, place((0, room), (1, 0))) for room in range(3))

    assert [each.seats_short for each in (in_den, in_hall, in_dome)] == [58, 10, 0]
    assert check(replace(EVENT, expected=0), place((0, 0), (1, 0))).seats_short == 0


def test_a_session_that_is_no_plenary_needs_no_more_seats_than_its_followers() -> None:
    problem = replace(EVENT, topics=(replace(CLOSING, plenary=False), TALK))

    assert check(problem, place((0, 0), (1, 0))).seats_short == 0


def test_a_published_plenary_is_not_moved_for_seats_that_nobody_lacks() -> None:
    crowd = replace(EVENT, people=(replace(FAN, count=40),), expected=40)
    published = replace(crowd, previous=(Previous(topic=0, start=0, room=1),))

    found = solve(published, seconds=None, steps=20)

    assert (found.start[0], found.room[0]) == (0, 1)


def test_a_contact_still_has_the_time_to_change_rooms() -> None:
    run = tuple(replace(topic, contacts=(0,)) for topic in EVENT.topics)
    problem = replace(EVENT, topics=(run[0], replace(run[1], room=0)), buffer=10)
    agenda = place((0, 0), (1, 0))
    assert not check(problem, agenda).broken

    assert in_largest_rooms(problem, agenda) == agenda


@examples(60)
@given(problems(topics=4))
def test_a_larger_room_breaks_no_rule_and_costs_nothing(problem: Problem) -> None:
    topics = (replace(problem.topics[0], plenary=True), *problem.topics[1:])
    problem = replace(problem, topics=topics, expected=9)
    found = solve(problem, seconds=0).placement
    before = check(problem, found)

    after = check(problem, in_largest_rooms(problem, found))

    assert set(after.broken) <= set(before.broken)
    assert after.cost <= before.cost
