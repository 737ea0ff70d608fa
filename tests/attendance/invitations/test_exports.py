"""The date of an event in one person's calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from hackathon.attendance.invitations import exports as invitation_ical
from hackathon.attendance.invitations.exports import EventCalendarEntry
from hackathon.mail.domain import Invite

OCCASION = EventCalendarEntry(
    uid="4f0c",
    sequence=0,
    title="Xen Hackathon",
    place="Dublin, Ireland",
    first_day=date(2013, 5, 16),
    last_day=date(2013, 5, 17),
    url="https://hackathon.example/dublin-2013/invitations/secret",
    organizer="hackathon@hackathon.example",
    attendee="ian@xen.example",
    attendee_name="Ian Campbell",
    now=datetime(2013, 5, 1, 12, tzinfo=UTC),
)


def read(invite: Invite) -> tuple[str, Any]:
    calendar = Calendar.from_ical(invite.content)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == invite.method
    return invite.method, event


def test_an_invitation_asks_one_person_for_the_whole_days_of_the_event() -> None:
    method, event = read(invitation_ical.request(OCCASION))

    assert (method, event["STATUS"], event["SEQUENCE"]) == ("REQUEST", "CONFIRMED", 0)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2013, 5, 16), date(2013, 5, 18))
    assert event["ATTENDEE"] == "mailto:ian@xen.example"
    assert event["ORGANIZER"] == "mailto:hackathon@hackathon.example"


def test_a_withdrawn_invitation_cancels_the_same_date() -> None:
    method, event = read(invitation_ical.cancel(replace(OCCASION, sequence=1)))

    assert (method, event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCEL", "CANCELLED", 1, "4f0c")


def test_a_hostile_name_adds_no_line_and_no_parameter() -> None:
    hostile = replace(
        OCCASION, title="A\r\nMETHOD:CANCEL\nB", attendee_name='Bobby" ;ROLE=CHAIR:\r\nATTENDEE:x'
    )

    _, event = read(invitation_ical.request(hostile))

    assert event["SUMMARY"] == "A METHOD:CANCEL B"
    assert event["ATTENDEE"].params["CN"] == "Bobby' ;ROLE=CHAIR: ATTENDEE:x"
    assert event["ATTENDEE"].params["ROLE"] == "REQ-PARTICIPANT"
