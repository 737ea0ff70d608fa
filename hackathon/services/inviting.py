"""Inviting people: one, a whole list, those who have not answered, and taking an invitation back."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from hackathon.domain.address_lists import Entry
from hackathon.domain.attendance import Status
from hackathon.domain.errors import BadEntry
from hackathon.domain.mail import Invite, MailKind
from hackathon.exports.invitation_ical import Occasion, cancel, request
from hackathon.extensions import db, settings
from hackathon.models import Attendance, Event, Person
from hackathon.queries import invitees
from hackathon.queries.invitees import Invitee, Outcome
from hackathon.services import activity, invitation_links, outbox, standing, waiting
from hackathon.services.transactions import take_turns, transaction


@transaction
def invite_all(*, event: Event, entries: Sequence[Entry], by: Person | None, now: datetime) -> int:
    """Invite everybody of a list who has not answered, by mail; return how many were.

    Who was invited a moment ago, and who shares the name of somebody on the list, is left out.
    """
    take_turns(event)
    _refuse_afterwards(event, now)
    meant = [
        each for each in invitees.of(event, entries, now) if each.outcome in (Outcome.NEW, Outcome.AGAIN)
    ]
    invited = [_on_the_list(event, each, now) for each in meant]
    try:
        db.session.flush()
    except IntegrityError as error:
        raise BadEntry(
            "Somebody took one of these addresses a moment ago. Look at the list again."
        ) from error
    _send(MailKind.INVITATION, event, invited, by=by, now=now)
    if invited:
        who = invited[0].person.name if len(invited) == 1 else f"{len(invited)} people"
        activity.did(f"invited {who}", event=event, by=by, now=now)
    return len(invited)


@transaction
def invite(*, attendance: Attendance, by: Person | None, now: datetime) -> str:
    """Invite somebody who is on the list, by mail where we know an address; return the address of their link.

    Whoever declined or whose place was cancelled is invited again; an answer that stands stays.
    """
    event = attendance.event
    take_turns(event)
    _refuse_afterwards(event, now)
    if attendance.status.is_gone:
        standing.become(attendance=attendance, status=Status.INVITED, now=now)
    activity.did(f"invited {attendance.person.name}", event=event, by=by, now=now)
    return _send(MailKind.INVITATION, event, [attendance], by=by, now=now)[attendance.id]


@transaction
def remind(*, event: Event, by: Person | None, now: datetime) -> int:
    """Remind by mail everybody who was invited by mail and has not answered; return how many there are."""
    take_turns(event)
    _refuse_afterwards(event, now)
    silent = invitees.unanswered(event, now)
    _send(MailKind.REMINDER, event, silent, by=by, now=now)
    if silent:
        activity.did(f"reminded {len(silent)} of their invitation", event=event, by=by, now=now)
    return len(silent)


@transaction
def withdraw(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Take an invitation back: its links end, its date leaves the calendar, the place goes to the next.

    Doing it twice changes nothing.
    """
    event, person = attendance.event, attendance.person
    take_turns(event)
    if attendance.status is Status.CANCELLED:
        return
    invitation_links.withdraw(attendance=attendance, now=now)
    standing.become(attendance=attendance, status=Status.CANCELLED, now=now)
    waiting.move_up(event=event, now=now)
    if person.email:
        calendar = _cancelled(attendance, person.email, now)
        outbox.write(
            kind=MailKind.WITHDRAWAL, to=person.email, name=person.name, event=event, person=person,
            words={"has_date": calendar is not None}, calendar=calendar, now=now,
        )  # fmt: skip
    activity.did(f"withdrew the invitation of {person.name}", event=event, by=by, now=now)


def _on_the_list(event: Event, invitee: Invitee, now: datetime) -> Attendance:
    entry, person = invitee.entry, invitee.person or Person(name=invitee.entry.name)
    person.email = person.email or entry.email
    person.affiliation = person.affiliation or entry.affiliation
    attendance = invitee.attendance or Attendance(event=event, person=person)
    db.session.add(attendance)
    standing.become(attendance=attendance, status=Status.INVITED, now=now)
    return attendance


def _send(
    kind: MailKind, event: Event, to: Sequence[Attendance], *, by: Person | None, now: datetime
) -> dict[int, str]:
    """Make a link for each, write the mails of those whose address we know, and return all the links."""
    secrets = invitation_links.make(to=to, now=now)
    links = {key: invitation_links.address(event, secret) for key, secret in secrets.items()}
    for each in to:
        person, link = each.person, links[each.id]
        if person.email is None:
            continue
        each.calendar_uid = each.calendar_uid or str(uuid.uuid4())
        mail = outbox.write(
            kind=kind, to=person.email, name=person.name, words={"link": link}, event=event, person=person,
            calendar=request(_occasion(each, person.email, link, now)), now=now,
        )  # fmt: skip
        mail.reply_to = by.email if by else None
    return links


def _cancelled(attendance: Attendance, email: str, now: datetime) -> Invite | None:
    """Return what takes the event out of the person's calendar; None where nothing was put there."""
    if attendance.calendar_uid is None:
        return None
    attendance.calendar_sequence += 1
    return cancel(_occasion(attendance, email, f"{settings().url}/{attendance.event.slug}/", now))


def _occasion(attendance: Attendance, email: str, url: str, now: datetime) -> Occasion:
    event = attendance.event
    return Occasion(
        uid=attendance.calendar_uid or "",
        sequence=attendance.calendar_sequence,
        title=event.title,
        place=event.place,
        first_day=event.first_day,
        last_day=event.last_day,
        url=url,
        organizer=settings().mail_from,
        attendee=email,
        attendee_name=attendance.person.name,
        now=now,
    )


def _refuse_afterwards(event: Event, now: datetime) -> None:
    if event.is_over(now):
        raise BadEntry(f"{event.title} is over. Change its days in the settings before you invite anybody.")
