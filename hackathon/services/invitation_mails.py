"""The mails of invitations and answers; many are drawn before any is written, since that takes longer."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update

from hackathon.domain.attendance import Status
from hackathon.domain.mail import Invite, MailKind, MailState
from hackathon.exports.invitation_ical import Occasion, cancel, request
from hackathon.exports.letters import Letter
from hackathon.extensions import db, settings
from hackathon.models import Attendance, Event, Mail
from hackathon.queries.invitees import Invitee
from hackathon.services import invitation_links, outbox
from hackathon.services.transactions import transaction

About = tuple[MailKind, int, str, str, str | None, int]
"""What a mail was drawn for: its kind, the event's version, address, name, and how the calendar knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A mail, its link's secret, and the name of the event in the calendar that it is sent to."""

    about: About
    secret: str
    uid: str
    letter: Letter
    calendar: Invite

    @property
    def to(self) -> str:
        """The address that it goes to."""
        return self.about[2]


def drawn_for_list(event: Event, invitee: Invitee, now: datetime) -> Drawn:
    """Return the invitation of somebody who may not be on the list yet; nothing is written."""
    person, attendance = invitee.person, invitee.attendance
    about = (
        MailKind.INVITATION,
        event.version,
        (person and person.email) or invitee.entry.email,
        person.name if person else invitee.entry.name,
        attendance.calendar_uid if attendance else None,
        attendance.calendar_sequence if attendance else 0,
    )
    return _drawn(event, about, now)


def drawn(
    kind: MailKind, event: Event, to: Attendance, now: datetime, ready: Mapping[str, Drawn] | None = None
) -> Drawn | None:
    """Return the mail to somebody: from those that are ready, by address, if it would still say the same.

    None is for somebody whose address we do not know.
    """
    person = to.person
    if person.email is None:
        return None
    about = (kind, event.version, person.email, person.name, to.calendar_uid, to.calendar_sequence)
    found = (ready or {}).get(person.email)
    return found if found and found.about == about else _drawn(event, about, now)


@transaction
def confirm(*, attendance: Attendance, now: datetime) -> None:
    """Write to somebody what they answered, where they come or do not, with the date for their calendar.

    An earlier such mail that still waits is dropped: only the last answer is worth reading.
    """
    event, person, status = attendance.event, attendance.person, attendance.status
    if person.email is None or status not in (Status.CONFIRMED, Status.DECLINED) or event.is_over(now):
        return
    _drop_waiting(attendance, now)
    link = invitation_links.address(event, invitation_links.make(to=[attendance], now=now)[attendance.id])
    comes = status is Status.CONFIRMED
    calendar = (
        _accepted(attendance, person.email, link, now) if comes else cancelled(attendance, person.email, now)
    )
    words = {"comes": comes, "has_date": calendar is not None, "link": link}
    outbox.write(
        kind=MailKind.ANSWER, to=person.email, name=person.name, words=words, event=event, person=person,
        calendar=calendar, now=now,
    )  # fmt: skip


def _drop_waiting(attendance: Attendance, now: datetime) -> None:
    db.session.execute(
        update(Mail)
        .where(
            Mail.event_id == attendance.event_id,
            Mail.person_id == attendance.person_id,
            Mail.kind == MailKind.ANSWER,
            Mail.state == MailState.WAITING,
        )
        .values(state=MailState.DROPPED, good_until=now, last_error="Answered otherwise since.")
    )


def _accepted(attendance: Attendance, email: str, url: str, now: datetime) -> Invite:
    """Return what puts the event into the person's calendar, as one that they come to."""
    if attendance.calendar_uid is None:
        attendance.calendar_uid = str(uuid.uuid4())
    else:
        attendance.calendar_sequence += 1
    event, uid, sequence = attendance.event, attendance.calendar_uid, attendance.calendar_sequence
    name = attendance.person.name
    told = _occasion(event, uid, sequence, to=email, name=name, url=url, now=now)
    return request(replace(told, is_coming=True))


def cancelled(attendance: Attendance, email: str, now: datetime) -> Invite | None:
    """Return what takes the event out of the person's calendar; None where nothing was put there."""
    if attendance.calendar_uid is None:
        return None
    attendance.calendar_sequence += 1
    event, person = attendance.event, attendance.person
    uid, sequence, url = (
        attendance.calendar_uid,
        attendance.calendar_sequence,
        f"{settings().url}/{event.slug}/",
    )
    return cancel(_occasion(event, uid, sequence, to=email, name=person.name, url=url, now=now))


def _drawn(event: Event, about: About, now: datetime) -> Drawn:
    kind, _, to, name, uid, sequence = about
    secret, uid = secrets.token_urlsafe(24), uid or str(uuid.uuid4())
    link = invitation_links.address(event, secret)
    return Drawn(
        about=about,
        secret=secret,
        uid=uid,
        letter=outbox.draw(kind=kind, words={"link": link}, event=event, name=name),
        calendar=request(_occasion(event, uid, sequence, to=to, name=name, url=link, now=now)),
    )


def _occasion(
    event: Event, uid: str, sequence: int, *, to: str, name: str, url: str, now: datetime
) -> Occasion:
    return Occasion(
        uid=uid,
        sequence=sequence,
        title=event.title,
        place=event.place,
        first_day=event.first_day,
        last_day=event.last_day,
        url=url,
        organizer=settings().mail_from,
        attendee=to,
        attendee_name=name,
        now=now,
    )
