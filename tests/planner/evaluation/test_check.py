"""Each hard rule of an agenda, and the numbers, recounted."""

from dataclasses import replace

import pytest

from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.model.problem import Person, Placement, Previous, Problem, Room, Slot, Topic
from tests.planner.smalltown import place, town

ARM = Topic(key=1, title="Arm")
DOCS = Topic(key=2, title="Docs")
JULIEN = Person(key=1, name="Julien")


def broken(problem: Problem, placement: Placement) -> tuple[str, ...]:
    return check(problem, placement).broken


def test_an_agenda_that_keeps_every_rule_breaks_none() -> None:
    assert broken(town(ARM, DOCS), place((0, 0), (0, 1))) == ()


def test_a_required_topic_is_placed() -> None:
    problem = town(replace(ARM, required=True), DOCS)

    assert broken(problem, place((-1, -1), (-1, -1))) == ("Topic 1 (Arm) is not placed.",)


@pytest.mark.parametrize("cell", [(3, 0), (0, 2), (-1, 0), (0, -1), (-2, -2)])
def test_a_session_lies_within_the_timetable(cell: tuple[int, int]) -> None:
    assert broken(town(ARM), place(cell)) == ("Topic 1 (Arm) is placed outside the timetable.",)


def test_an_agenda_places_as_many_topics_as_there_are() -> None:
    assert broken(town(ARM, DOCS), place((0, 0))) == ("The agenda places 1 topics, the problem has 2.",)


def test_a_room_holds_one_session_at_a_time() -> None:
    assert broken(town(ARM, DOCS), place((0, 0), (0, 0))) == (
        "Topic 2 (Docs) and Topic 1 (Arm) share a room in slot 0.",
    )


def test_a_long_session_keeps_its_room_to_the_end() -> None:
    problem = town(replace(ARM, length=2), DOCS)

    assert broken(problem, place((0, 0), (1, 0))) == (
        "Topic 2 (Docs) and Topic 1 (Arm) share a room in slot 1.",
    )


def test_a_session_does_not_run_across_a_break() -> None:
    problem = replace(town(replace(ARM, length=2)), slots=(Slot(block=0), Slot(block=1)))

    assert broken(problem, place((0, 0))) == ("Topic 1 (Arm) runs across a break.",)


def test_a_session_starts_where_it_may() -> None:
    problem = town(replace(ARM, starts=(1, 2)))

    assert broken(problem, place((0, 0))) == ("Topic 1 (Arm) may not start in slot 0.",)


def test_a_pinned_session_stays_in_its_room() -> None:
    assert broken(town(replace(ARM, room=1)), place((0, 0))) == ("Topic 1 (Arm) is not in its pinned room.",)


def test_a_room_has_what_a_session_needs() -> None:
    problem = town(replace(ARM, features=("screen", "board")))

    assert broken(problem, place((0, 0))) == ("Topic 1 (Arm) is in a room without board, screen.",)


def test_a_room_has_the_seats_that_a_session_cannot_do_without() -> None:
    assert broken(town(replace(ARM, min_capacity=2)), place((0, 1))) == (
        "Topic 1 (Arm) needs 2 seats, its room has 1.",
    )


def test_a_room_is_free() -> None:
    problem = replace(town(ARM), rooms=(Room(key=1, capacity=1, closed=(2,)),))

    assert broken(problem, place((2, 0))) == ("Topic 1 (Arm) is in a room that is closed in slot 2.",)


def test_a_contact_is_not_in_two_places() -> None:
    problem = town(replace(ARM, contacts=(0,)), replace(DOCS, contacts=(0,)), people=(JULIEN,))

    assert broken(problem, place((0, 0), (0, 1))) == (
        "Julien must be at Topic 1 (Arm) and Topic 2 (Docs) at the same time.",
    )


def test_a_contact_is_there() -> None:
    problem = town(replace(ARM, contacts=(0,)), people=(replace(JULIEN, away=(0,)),))

    assert broken(problem, place((0, 0))) == ("Julien must be at Topic 1 (Arm), but is away in slot 0.",)


def test_what_is_broken_is_told_in_times_where_the_slots_have_them() -> None:
    slot = Slot(starts="2013-05-16T09:00+00:00", ends="2013-05-16T10:00+00:00")
    problem = replace(
        town(replace(ARM, contacts=(0,), starts=()), people=(replace(JULIEN, away=(0,)),)), slots=(slot,)
    )

    assert check(problem, place((0, 0)), zone="Europe/Dublin").broken == (
        "Topic 1 (Arm) may not start at Thu 16 May, 10:00.",
        "Julien must be at Topic 1 (Arm), but is away at Thu 16 May, 10:00.",
    )


@pytest.mark.parametrize("second", [0, 1])
def test_what_comes_before_has_ended(second: int) -> None:
    problem = replace(town(replace(ARM, length=2), DOCS), order=((0, 1),))

    assert broken(problem, place((0, 0), (second, 1))) == (
        "Topic 2 (Docs) starts before Topic 1 (Arm) has ended.",
    )


def test_an_order_binds_only_what_is_placed() -> None:
    problem = replace(town(ARM, DOCS), order=((0, 1),))

    assert broken(problem, place((-1, -1), (0, 1))) == ()


def test_a_plenary_is_alone_in_its_slots() -> None:
    problem = town(replace(ARM, length=2, plenary=True), DOCS)

    assert broken(problem, place((0, 0), (1, 1))) == (
        "Topic 1 (Arm) is a plenary, but Topic 2 (Docs) runs beside it.",
    )


def test_where_clashes_are_hard_nobody_wants_two_things_at_once() -> None:
    voter = replace(JULIEN, votes=((0, 1), (1, 1)))
    problem = replace(town(ARM, DOCS, people=(voter,)), hard_clash=True)

    assert broken(problem, place((0, 0), (0, 1))) == (
        "Julien wants Topic 1 (Arm) and Topic 2 (Docs) at the same time.",
    )


def test_a_cost_is_loss_seats_and_people_affected() -> None:
    # Three like Julien want both topics; the attic has one seat; one of them was told "slot 1".
    voters = replace(JULIEN, count=3, votes=((0, 4), (1, 2)))
    moved = replace(town(ARM, DOCS, people=(voters,)), previous=(Previous(topic=1, start=1, room=0),))

    assert check(moved, place((0, 0), (0, 1))) == Report(
        cost=10 * 6 + 2 + 20 * 3, loss=6, seats_short=2, people_affected=3, broken=()
    )
    assert check(moved, place((0, 0), (1, 0))) == Report(
        cost=0, loss=0, seats_short=0, people_affected=0, broken=()
    )


def test_a_person_is_affected_once_however_much_moves() -> None:
    voter = replace(JULIEN, votes=((0, 1), (1, 1)))
    problem = replace(
        town(ARM, DOCS, people=(voter,)),
        previous=(Previous(topic=0, start=-1, room=0), Previous(topic=1, start=1, room=1)),
    )

    assert check(problem, place((0, 0), (-1, -1))).people_affected == 1
