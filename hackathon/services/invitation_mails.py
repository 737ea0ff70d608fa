"""The mails of invitations: drawn before anything is written, since drawing takes longer than writing."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hackathon.domain.mail import Invite, MailKind
from hackathon.exports.invitation_ical import Occasion, cancel, request
from hackathon.exports.letters import Letter
from hackathon.extensions import settings
from hackathon.models import Attendance, Event
from hackathon.queries.invitees import Invitee
from hackathon.services import invitation_links, outbox

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
