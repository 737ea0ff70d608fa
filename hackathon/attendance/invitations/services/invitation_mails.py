"""Emails about invitations and answers; many are rendered before any is queued, since that takes longer."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import update

from hackathon.attendance.invitations.exports import EventCalendarEntry, cancel, request
from hackathon.attendance.invitations.queries import Invitee
from hackathon.attendance.invitations.services import invitation_links
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.server_clocks import rising
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import Invite, MailKind, MailState
from hackathon.mail.exports.rendering import Letter
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox

About = tuple[MailKind, int, str, str, str, str | None, int, datetime | None]
"""What a rendered email depends on: kind, event version, language, address, name and calendar state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMail:
    """An email, the secret of its link, and the UID of its calendar entry."""

    about: About
    secret: str
    uid: str
    stamp: datetime
    letter: Letter
    calendar: Invite

    @property
    def to(self) -> str:
        """The recipient's address."""
        return self.about[3]


def drawn_for_list(event: Event, invitee: Invitee, now: datetime) -> InvitationMail:
    """Render an invitation for someone who may not be on the list yet; nothing is stored."""
    person, attendance = invitee.person, invitee.attendance
    about = (
        MailKind.INVITATION,
        event.version,
        outbox.language_of(event=event, person=person),
        (person and person.email) or invitee.entry.email,
        person.name if person else invitee.entry.name,
        attendance.calendar_uid if attendance else None,
        attendance.calendar_sequence if attendance else 0,
        attendance.calendar_stamp if attendance else None,
    )
    return _drawn(event, about, now)


def drawn(
    kind: MailKind,
    event: Event,
    to: Attendance,
    now: datetime,
    ready: Mapping[str, InvitationMail] | None = None,
) -> InvitationMail | None:
    """Return the email to someone, reusing a rendered one for that address if it is still current.

    Returns None without an address.
    """
    person = to.person
    if person.email is None:
        return None
    language = outbox.language_of(event=event, person=person)
    told = (to.calendar_uid, to.calendar_sequence, to.calendar_stamp)
    about = (kind, event.version, language, person.email, person.name, *told)
    found = (ready or {}).get(person.email)
    return found if found and found.about == about else _drawn(event, about, now)


@transaction
def confirm(*, attendance: Attendance, now: datetime) -> None:
    """Email someone a confirmation of their answer with a calendar entry.

    Earlier confirmations that are still queued are dropped.
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
        .values(state=MailState.DROPPED, good_until=now, last_error=str(message("Answered in the meantime.")))
    )


def _accepted(attendance: Attendance, email: str, url: str, now: datetime) -> Invite:
    """Return the calendar entry of a confirmed event."""
    if attendance.calendar_uid is None:
        attendance.calendar_uid = str(uuid.uuid4())
    else:
        attendance.calendar_sequence += 1
    event, uid, sequence = attendance.event, attendance.calendar_uid, attendance.calendar_sequence
    name, stamp = attendance.person.name, _stamped(attendance, now)
    told = _occasion(event, uid, sequence, to=email, name=name, url=url, now=stamp)
    return request(replace(told, is_coming=True))


def cancelled(attendance: Attendance, email: str, now: datetime) -> Invite | None:
    """Return the cancellation of the calendar entry; None if none was sent."""
    if attendance.calendar_uid is None:
        return None
    attendance.calendar_sequence += 1
    event, person = attendance.event, attendance.person
    uid, sequence, url = (
        attendance.calendar_uid,
        attendance.calendar_sequence,
        f"{settings().url}/{event.slug}/",
    )
    stamp = _stamped(attendance, now)
    return cancel(_occasion(event, uid, sequence, to=email, name=person.name, url=url, now=stamp))


def _stamped(attendance: Attendance, now: datetime) -> datetime:
    """Return the timestamp of the entry, always later than the last one, even if the clock was set back."""
    attendance.calendar_stamp = rising(now, after=attendance.calendar_stamp)
    return attendance.calendar_stamp


def _drawn(event: Event, about: About, now: datetime) -> InvitationMail:
    kind, _, language, to, name, uid, sequence, told_at = about
    stamp = rising(now, after=told_at)
    secret, uid = secrets.token_urlsafe(24), uid or str(uuid.uuid4())
    link = invitation_links.address(event, secret)
    return InvitationMail(
        about=about,
        secret=secret,
        uid=uid,
        stamp=stamp,
        letter=outbox.draw(kind=kind, words={"link": link}, event=event, language=language, name=name),
        calendar=request(_occasion(event, uid, sequence, to=to, name=name, url=link, now=stamp)),
    )


def _occasion(
    event: Event, uid: str, sequence: int, *, to: str, name: str, url: str, now: datetime
) -> EventCalendarEntry:
    return EventCalendarEntry(
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
