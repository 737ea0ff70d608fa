"""What one person loses, and why."""

from dataclasses import replace

from hackathon.planner.evaluation.check import check
from hackathon.planner.evaluation.loss import Attendance, Lost, attendance, floor, loss
from hackathon.planner.model.problem import Person, Topic
from tests.planner.smalltown import place, town

ARM, DOCS, QEMU = Topic(key=1), Topic(key=2), Topic(key=3)
LARS = Person(key=1, votes=((0, 4), (1, 2), (2, 1)))


def test_of_sessions_at_one_time_a_person_sits_in_the_one_they_want_most() -> None:
    problem = town(ARM, DOCS, QEMU, people=(LARS,))

    assert attendance(problem, place((0, 0), (0, 1), (1, 0)), 0) == Attendance(
        attended=(0, 2), runs=(), lost=(Lost(topic=1, weight=2, instead=(0,)),)
    )


def test_two_short_sessions_may_outweigh_a_long_one() -> None:
    problem = town(
        replace(ARM, length=2), DOCS, QEMU, people=(replace(LARS, votes=((0, 4), (1, 3), (2, 2))),)
    )

    assert attendance(problem, place((0, 0), (0, 1), (1, 1)), 0) == Attendance(
        attended=(1, 2), runs=(), lost=(Lost(topic=0, weight=4, instead=(1, 2)),)
    )


def test_what_a_contact_runs_comes_before_what_they_want_more() -> None:
    problem = town(ARM, replace(DOCS, contacts=(0,)), QEMU, people=(LARS,))

    assert attendance(problem, place((0, 0), (0, 1), (-1, -1)), 0) == Attendance(
        attended=(1,),
        runs=(1,),
        lost=(Lost(topic=0, weight=4, instead=(1,)), Lost(topic=2, weight=1, left_out=True)),
    )


def test_what_runs_while_somebody_is_away_is_lost_to_them() -> None:
    problem = town(ARM, DOCS, QEMU, people=(replace(LARS, away=(0,)),))

    assert attendance(problem, place((0, 0), (1, 1), (2, 0)), 0) == Attendance(
        attended=(1, 2), runs=(), lost=(Lost(topic=0, weight=4, away=True),)
    )


def test_who_wants_more_than_there_are_slots_loses_the_lightest_whatever_happens() -> None:
    two_of_lars = replace(LARS, count=2)

    assert floor(town(ARM, DOCS, QEMU, people=(two_of_lars,), slots=2)) == 2
    assert floor(town(ARM, DOCS, QEMU, people=(two_of_lars,), slots=3)) == 0
    assert floor(town(ARM, DOCS, QEMU, people=(replace(LARS, away=(0, 1)),), slots=3)) == 3


def test_only_a_topic_that_must_be_placed_holds_its_contact_for_certain() -> None:
    runs = replace(QEMU, contacts=(0,))
    voter = replace(LARS, votes=((0, 4), (1, 2)))

    assert floor(town(ARM, DOCS, runs, people=(voter,), slots=2)) == 0
    assert floor(town(ARM, DOCS, replace(runs, required=True), people=(voter,), slots=2)) == 2


def test_what_was_lengthened_past_the_last_slot_is_lost_as_if_left_out() -> None:
    problem = town(Topic(key=1, length=3), people=(Person(key=1, votes=((0, 2),)),))
    placement = place((1, 0))

    assert attendance(problem, placement, 0).lost[0].left_out
    assert loss(problem, placement) == check(problem, placement).loss
