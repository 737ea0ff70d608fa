"""What somebody answered comes to them by mail, with the date for their calendar; the last of it, once."""

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.attendance.invitations.services import invitation_links, inviting
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.registration.domain import Details
from hackathon.attendance.registration.services import attendances, registering
from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.errors import MailSettled
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind, MailState
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox
from tests.dublin import NOON, Dublin

LATER = NOON + timedelta(hours=1)


def answer(dublin: Dublin, person: Person, *statuses: Status, details: Details | None = None) -> None:
    for status in statuses:
        attendances.answer(
            event=dublin.event, person=person, status=status, hours=None, details=details, now=LATER
        )


def invited(dublin: Dublin) -> Person:
    dublin.kelly.email = "kelly@xen.example"
    db.session.commit()
    inviting.invite(attendance=part(dublin), by=dublin.lars, now=NOON)
    return dublin.kelly


def part(dublin: Dublin) -> Attendance:
    found = people_list.attendance_of(dublin.kelly, event_id=dublin.event.id)
    assert found is not None
    return found


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).filter_by(kind=MailKind.ANSWER).order_by(Mail.id)))


def in_calendar(mail: Mail) -> tuple[str, int, str, str]:
    """Return what the mail tells a calendar: the method, the sequence, the status, what the person said."""
    (entry,) = Calendar.from_ical(mail.calendar or b"").walk("VEVENT")
    return (
        str(mail.calendar_method), int(str(entry["sequence"])), str(entry["status"]),
        str(entry["attendee"].params["PARTSTAT"]),
    )  # fmt: skip


def test_who_comes_gets_the_date_under_the_name_that_their_invitation_had(dublin: Dublin) -> None:
    kelly = invited(dublin)
    uid = part(dublin).calendar_uid

    answer(dublin, kelly, Status.CONFIRMED)

    (mail,) = mails()
    assert (mail.to_address, mail.subject) == ("kelly@xen.example", "You're coming: Xen Hackathon")
    assert in_calendar(mail) == ("REQUEST", 1, "CONFIRMED", "ACCEPTED")
    assert part(dublin).calendar_uid == uid
    assert uid is not None
    assert uid.encode() in (mail.calendar or b"")
    secret = mail.text.partition("/dublin-2013/invitations/")[2].split()[0]
    assert invitation_links.look_up(event=dublin.event, secret=secret, now=LATER).attendance is part(dublin)


def test_each_further_answer_replaces_what_still_waits_and_counts_on_in_the_calendar(dublin: Dublin) -> None:
    kelly = invited(dublin)

    answer(dublin, kelly, Status.CONFIRMED, Status.DECLINED, Status.CONFIRMED, Status.DECLINED)

    assert [each.state for each in mails()] == [MailState.DROPPED] * 3 + [MailState.WAITING]
    assert [in_calendar(each)[:3] for each in mails()] == [
        ("REQUEST", 1, "CONFIRMED"),
        ("CANCEL", 2, "CANCELLED"),
        ("REQUEST", 3, "CONFIRMED"),
        ("CANCEL", 4, "CANCELLED"),
    ]
    assert "This email removes the event from your calendar" in " ".join(mails()[-1].text.split())
    with pytest.raises(MailSettled):
        outbox.try_again(mail=mails()[0], by=None, now=LATER)


@pytest.mark.parametrize("again", [Status.CONFIRMED, Status.DECLINED])
def test_the_same_answer_again_writes_nothing(dublin: Dublin, again: Status) -> None:
    kelly = invited(dublin)

    answer(dublin, kelly, again, again)
    answer(dublin, kelly, again, details=Details(affiliation="Xen", is_remote=False, is_shown=True))

    assert len(mails()) == 1


def test_who_never_had_the_date_is_not_told_that_it_is_cancelled(dublin: Dublin) -> None:
    dublin.kelly.email = "kelly@xen.example"
    db.session.commit()

    answer(dublin, dublin.kelly, Status.DECLINED)

    (mail,) = mails()
    assert mail.calendar is None
    assert "calendar" not in mail.text


def test_who_may_come_waits_or_has_no_address_gets_no_mail(dublin: Dublin) -> None:
    kelly = invited(dublin)
    answer(dublin, kelly, Status.MAYBE)
    dublin.event.capacity = 1
    db.session.commit()
    answer(dublin, kelly, Status.CONFIRMED)
    answer(dublin, dublin.konrad, Status.DECLINED)

    assert part(dublin).status is Status.WAITLISTED
    assert mails() == []


def test_who_registers_is_told_that_they_come(dublin: Dublin) -> None:
    dublin.event.registration = Registration.OPEN
    jane = Person(name="Jane Doe", email="jane@xen.example")
    db.session.add(jane)
    db.session.commit()

    registering.register(event=dublin.event, person=jane, affiliation=None, now=NOON)

    (mail,) = mails()
    assert (mail.to_address, in_calendar(mail)) == (
        "jane@xen.example", ("REQUEST", 0, "CONFIRMED", "ACCEPTED"),
    )  # fmt: skip
