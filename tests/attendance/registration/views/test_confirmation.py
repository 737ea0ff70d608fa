"""Saying whether one comes, and when."""

import re
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Needs
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

ADDRESS = "/dublin-2013/confirmation"


def told(person: Person) -> tuple[Status, list[tuple[date, time, time]]]:
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()
    return part.status, [(each.day, each.arrives, each.leaves) for each in part.availability]


def days(*hours: tuple[date, str, str] | None) -> dict[str, str]:
    """Return the fields of the days as a browser sends them; None is a day with its box unchecked."""
    sent = {}
    for at, (day, each) in enumerate(zip((THURSDAY, FRIDAY), hours, strict=True)):
        sent[f"days-{at}-day"] = day.isoformat()
        sent[f"days-{at}-arrives"], sent[f"days-{at}-leaves"] = each[1:] if each else ("09:00", "17:00")
        if each:
            sent[f"days-{at}-is_there"] = "y"
    return sent


WHOLE = days((THURSDAY, "09:00", "17:00"), (FRIDAY, "09:00", "17:00"))


def test_a_stranger_is_asked_to_sign_in(visitor: Visitor, dublin: Dublin) -> None:
    assert visitor.get(ADDRESS).status_code == 401
    assert visitor.post(ADDRESS, data={"status": "confirmed", **WHOLE}).status_code == 401
    assert told(dublin.kelly) == (Status.INVITED, [])


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        ("confirmed", Status.CONFIRMED, "You&#39;re coming."),
        ("maybe", Status.MAYBE, "You might come."),
        ("declined", Status.DECLINED, "You&#39;re not coming."),
    ],
)
def test_one_button_answers_for_the_whole_time(
    visitor: Visitor, dublin: Dublin, answer: str, status: Status, says: str
) -> None:
    visitor.signed_in_as(dublin.kelly)
    sent = visitor.post(ADDRESS, data={"status": answer, **WHOLE})

    assert (sent.status_code, sent.location) == (303, ADDRESS)
    assert told(dublin.kelly) == (status, [])
    assert says in visitor.get(ADDRESS).text


def test_an_answer_without_a_word_on_the_days_is_for_the_whole_time(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.kelly).post(ADDRESS, data={"status": "confirmed"})

    assert told(dublin.kelly) == (Status.CONFIRMED, [])


def test_hours_are_kept_by_day_and_shown_again(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.kelly)
    visitor.post(ADDRESS, data={"status": "confirmed", **days(None, (FRIDAY, "10:30", "16:00"))})

    assert told(dublin.kelly) == (Status.CONFIRMED, [(FRIDAY, time(10, 30), time(16))])
    page = visitor.get(ADDRESS).text
    assert 'value="10:30"' in page
    assert re.findall(r'checked id="(days-\d)', page) == ["days-1"]


def test_hours_taken_back_mean_the_whole_time_again(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.kelly)
    for hours in (days(None, (FRIDAY, "10:30", "16:00")), WHOLE):
        visitor.post(ADDRESS, data={"status": "confirmed", **hours})

    assert told(dublin.kelly) == (Status.CONFIRMED, [])


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"status": "organizer", **WHOLE}, "Please choose one of the options"),
        (WHOLE, "Please choose an answer."),
        (
            {"status": "confirmed", **days((THURSDAY, "", "09:00"), None)},
            "Please enter when you will arrive and leave.",
        ),
        (
            {"status": "confirmed", **days(None, None)},
            "Please choose at least one day, or answer that you&#39;re not coming.",
        ),
    ],
)
def test_an_answer_that_cannot_be_read_shows_the_page_again(
    visitor: Visitor, dublin: Dublin, sent: dict[str, str], says: str
) -> None:
    answer = visitor.signed_in_as(dublin.kelly).post(ADDRESS, data=sent)

    assert answer.status_code == 422
    assert says in answer.text
    assert told(dublin.kelly) == (Status.INVITED, [])


def test_who_declines_need_not_get_their_hours_right(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.kelly)
    sent = visitor.post(ADDRESS, data={"status": "declined", **days((THURSDAY, "17:00", "09:00"), None)})

    assert sent.status_code == 303
    assert told(dublin.kelly) == (Status.DECLINED, [])


def test_a_page_opened_before_another_answer_is_refused(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.kelly)
    visitor.post(ADDRESS, data={"status": "confirmed", "version": "1", **WHOLE})
    late = visitor.post(ADDRESS, data={"status": "declined", "version": "1", **WHOLE})

    assert late.status_code == 409
    assert told(dublin.kelly) == (Status.CONFIRMED, [])


def test_who_is_on_no_list_is_told_whom_to_ask(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.msw)

    assert "You are not on this event's list yet." in visitor.get(ADDRESS).text
    refused = visitor.post(ADDRESS, data={"status": "confirmed", **WHOLE})
    assert refused.status_code == 409
    assert "Please ask an organizer to invite you" in refused.text


def test_what_one_needs_is_kept_with_the_date_of_its_deletion(visitor: Visitor, dublin: Dublin) -> None:
    dublin.event.last_day = date.today() + timedelta(days=30)  # noqa: DTZ011 -- far enough from any midnight
    db.session.commit()
    said = {"status": "confirmed", "diet": "Vegan", "wants_visa_letter": "y", "where": "remote"}
    visitor.signed_in_as(dublin.kelly).post(ADDRESS, data=said)

    page = visitor.get(ADDRESS).text
    gone = dublin.event.last_day + timedelta(days=30)
    assert 'value="Vegan"' in page
    assert f"Deleted on {gone:%a} {gone.day} {gone:%b} {gone.year}." in page
    assert 'value="remote"' in page


def test_nobody_is_asked_for_needs_that_would_be_deleted_at_once(visitor: Visitor, dublin: Dublin) -> None:
    page = visitor.signed_in_as(dublin.kelly).get(ADDRESS).text

    assert "What do you need?" not in page
    visitor.post(ADDRESS, data={"status": "confirmed", "diet": "Vegan"})
    assert db.session.scalars(select(Needs)).all() == []


@pytest.mark.parametrize("is_over", [True, False])
def test_once_the_event_is_over_nobody_is_coming_any_more(
    visitor: Visitor, dublin: Dublin, is_over: bool
) -> None:
    if is_over:
        dublin.event.held_phase = None
        db.session.commit()
    visitor.signed_in_as(dublin.wei)

    for path in (ADDRESS, "/dublin-2013/mine", "/account"):
        page = visitor.get(path).text
        assert ("You&#39;re coming" in page) is not is_over
        assert ("You planned to attend" in page) is is_over
    assert ("Xen Hackathon has ended" in visitor.get(ADDRESS).text) is is_over
    assert ("Show this QR code at check-in" in visitor.get(ADDRESS).text) is not is_over


def test_who_was_checked_in_was_there(visitor: Visitor, dublin: Dublin) -> None:
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.wei.id)).one()
    part.checked_in_at, dublin.event.held_phase = NOON, None
    db.session.commit()

    page = visitor.signed_in_as(dublin.wei).get(ADDRESS).text

    assert "<h1>You were there</h1>" in page
    assert "You were checked in on Wed 1 May, 13:00." in page


def test_after_the_event_no_answer_is_taken_and_a_name_can_still_be_hidden(
    visitor: Visitor, dublin: Dublin
) -> None:
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.wei.id)).one()
    dublin.event.held_phase = None
    db.session.commit()
    visitor.signed_in_as(dublin.wei)

    page = visitor.get(ADDRESS).text
    refused = visitor.post(ADDRESS, data={"status": "declined", "version": part.version})
    kept = visitor.post(
        ADDRESS, data={"status": "confirmed", "version": part.version, "affiliation": "Citrix"}
    )

    assert 'value="declined"' not in page
    assert 'name="days-0-arrives"' not in page
    assert refused.status_code == 409
    assert "Xen Hackathon has ended, so you can no longer change your answer." in refused.text
    assert kept.status_code == 303
    assert (part.status, part.is_shown, part.is_remote) == (Status.CONFIRMED, False, False)
