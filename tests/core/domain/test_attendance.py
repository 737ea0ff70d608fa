"""What an answer and a decision come to, whatever was before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.domain.attendance import (
    ANSWERS,
    AttendanceSituation,
    Capacity,
    Status,
    after_answer,
    after_decision,
    as_named,
)
from hackathon.core.errors import BadEntry, NotInvited

ROOM = Capacity(capacity=40, taken=12)
FULL = Capacity(capacity=40, taken=40)
STANDINGS = st.builds(
    AttendanceSituation,
    status=st.sampled_from(Status),
    is_remote=st.booleans(),
    is_approved=st.booleans(),
    has_offer=st.booleans(),
)


def says(
    answer: Status, before: Status, *, places: Capacity = ROOM, is_remote: bool = False, **known: bool
) -> Status:
    return after_answer(
        answer, before=AttendanceSituation(status=before, **known), is_remote=is_remote, places=places
    )


@pytest.mark.parametrize("answer", ANSWERS)
def test_while_there_are_places_an_answer_is_what_it_says(answer: Status) -> None:
    assert says(answer, Status.INVITED) is answer


def test_who_comes_to_a_full_event_waits() -> None:
    assert says(Status.CONFIRMED, Status.INVITED, places=FULL) is Status.WAITLISTED
    assert says(Status.CONFIRMED, Status.CONFIRMED, places=FULL) is Status.CONFIRMED


def test_who_takes_part_from_elsewhere_needs_no_place() -> None:
    assert says(Status.CONFIRMED, Status.INVITED, places=FULL, is_remote=True) is Status.CONFIRMED
    assert says(Status.CONFIRMED, Status.WAITLISTED, places=FULL, is_remote=True) is Status.CONFIRMED


def test_who_takes_part_from_elsewhere_cannot_come_to_a_full_room() -> None:
    remote = AttendanceSituation(status=Status.CONFIRMED, is_remote=True)

    with pytest.raises(BadEntry, match="All places are taken, so you"):
        after_answer(Status.CONFIRMED, before=remote, is_remote=False, places=FULL)


def test_who_waits_takes_the_place_that_is_held_for_them() -> None:
    assert says(Status.CONFIRMED, Status.WAITLISTED, places=FULL, has_offer=True) is Status.CONFIRMED
    assert says(Status.CONFIRMED, Status.WAITLISTED, places=FULL) is Status.WAITLISTED


def test_whom_no_organizer_approved_waits_whatever_they_say_but_may_go() -> None:
    for answer in (Status.CONFIRMED, Status.MAYBE):
        assert says(answer, Status.DECLINED, is_approved=False) is Status.WAITLISTED
    assert says(Status.DECLINED, Status.WAITLISTED, is_approved=False) is Status.DECLINED


def test_whose_place_was_cancelled_asks_an_organizer() -> None:
    with pytest.raises(NotInvited):
        says(Status.CONFIRMED, Status.CANCELLED)


@given(st.sampled_from(ANSWERS), STANDINGS, st.booleans())
def test_no_answer_takes_a_place_of_a_full_event(
    answer: Status, before: AttendanceSituation, is_remote: bool
) -> None:
    try:
        after = after_answer(answer, before=before, is_remote=is_remote, places=FULL)
    except (BadEntry, NotInvited):
        return
    if after is Status.CONFIRMED:
        assert is_remote or before.has_place


def test_an_organizer_puts_nobody_into_a_place_that_is_taken() -> None:
    with pytest.raises(BadEntry, match="All 40 places are taken"):
        after_decision(Status.CONFIRMED, before=None, is_remote=False, places=FULL)
    came = AttendanceSituation(status=Status.CONFIRMED)
    assert after_decision(Status.CONFIRMED, before=came, is_remote=False, places=FULL) is Status.CONFIRMED
    assert after_decision(Status.WAITLISTED, before=None, is_remote=False, places=FULL) is Status.WAITLISTED


def test_whom_a_page_names_beyond_the_places_waits() -> None:
    assert as_named(Status.CONFIRMED, places=FULL) is Status.WAITLISTED
    assert as_named(Status.INVITED, places=FULL) is Status.INVITED
    assert as_named(Status.CONFIRMED, places=Capacity(capacity=None, taken=400)) is Status.CONFIRMED
