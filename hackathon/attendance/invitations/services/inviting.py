"""Inviting people, sending reminders and withdrawing invitations."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.invitations import queries as invitees
from hackathon.attendance.invitations.domain import ListedPerson
from hackathon.attendance.invitations.queries import Invitee, Outcome
from hackathon.attendance.invitations.services import invitation_links
from hackathon.attendance.invitations.services.invitation_mails import (
    InvitationMail,
    cancelled,
    drawn,
    drawn_for_list,
)
from hackathon.attendance.people.services import lookalikes, many_people
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox

T = TypeVar("T")

AT_ONCE = 50
"""The number of people per transaction, since it blocks other writes on SQLite."""
_MEANT = (Outcome.NEW, Outcome.AGAIN)


def invite_all(*, event: Event, entries: Sequence[ListedPerson], by: Person | None, now: datetime) -> int:
    """Invite everyone on a list who has not answered by email; return how many were invited.

    People invited just now, and people with the name of someone on the list, are left out. A long list is
    processed in batches whose emails are rendered beforehand, so that others can vote in the meantime. If
    that is interrupted, sending the list again emails only those who have not got one yet.
    """
    return sum(_invite_some(event=event, entries=some, by=by, now=now) for some in _parts(entries))


def _invite_some(*, event: Event, entries: Sequence[ListedPerson], by: Person | None, now: datetime) -> int:
    meant = _meant(event, entries, by=by, now=now)
    ready = {each.to: each for each in (drawn_for_list(event, one, now) for one in meant)}
    return _write_invitations(event=event, entries=entries, ready=ready, by=by, now=now)


@transaction(takes=Lock.ROLL)
def _write_invitations(
    *,
    event: Event,
    entries: Sequence[ListedPerson],
    ready: Mapping[str, InvitationMail],
    by: Person | None,
    now: datetime,
) -> int:
    _refuse_afterwards(event, now)
    meant = _meant(event, entries, by=by, now=now)
    invited = [_on_the_list(event, each, now) for each in meant]
    try:
        db.session.flush()
    except IntegrityError as error:
        raise BadEntry(
            message(
                "One of these addresses was added by someone else just now. Please check the list "
                "again: nobody who is already invited gets a second email."
            )
        ) from error
    lookalikes.propose(event, [each.person for each in invited])
    _send(MailKind.INVITATION, event, invited, ready=ready, by=by, now=now)
    if invited:
        _log_invited(event, invited, by=by, now=now)
    return len(invited)


def _log_invited(event: Event, invited: Sequence[Attendance], *, by: Person | None, now: datetime) -> None:
    if len(invited) == 1:
        activity.record(LogKind.INVITED, event=event, by=by, now=now, person=invited[0].person.name)
    else:
        activity.record(LogKind.INVITED_SEVERAL, event=event, by=by, now=now, number=len(invited))


@transaction
def invite(*, attendance: Attendance, by: Person | None, now: datetime) -> str:
    """Invite someone on the list, by email if there is an address; return the URL of the link.

    People who declined or were cancelled are invited again; other answers stay.
    """
    event = attendance.event
    _refuse_afterwards(event, now)
    if attendance.status.is_gone:
        attendance_status.change(attendance=attendance, status=Status.INVITED, now=now)
    activity.record(LogKind.INVITED, event=event, by=by, now=now, person=attendance.person.name)
    return _send(MailKind.INVITATION, event, [attendance], by=by, now=now)[attendance.id]


@transaction
def invite_chosen(*, attendances: Sequence[Attendance], by: Person | None, now: datetime) -> int:
    """Invite several people on the list by email, and return how many.

    Raises BadEntry where nobody is chosen, and with the names of all who have no address.
    """
    many_people.refuse_none(attendances)

    def invite_one(attendance: Attendance) -> None:
        if attendance.person.email is None:
            raise BadEntry(message("We don't have an email address for them."))
        invite(attendance=attendance, by=by, now=now)

    many_people.for_each(attendances, invite_one)
    return len(attendances)


def remind(*, event: Event, by: Person | None, now: datetime) -> int:
    """Email a reminder to everyone invited by email who has not answered; return how many.

    Works in batches like `invite_all`.
    """
    _refuse_afterwards(event, now)
    keys = [each.id for each in invitees.unanswered(event, now)]
    return sum(_remind_some(event=event, keys=some, by=by, now=now) for some in _parts(keys))


def _remind_some(*, event: Event, keys: Sequence[int], by: Person | None, now: datetime) -> int:
    mails = (
        drawn(MailKind.INVITATION_REMINDER, event, each, now)
        for each in invitees.unanswered(event, now, among=keys)
    )
    ready = {each.to: each for each in mails if each}
    return _write_reminders(event=event, keys=keys, ready=ready, by=by, now=now)


@transaction
def _write_reminders(
    *,
    event: Event,
    keys: Sequence[int],
    ready: Mapping[str, InvitationMail],
    by: Person | None,
    now: datetime,
) -> int:
    _refuse_afterwards(event, now)
    silent = invitees.unanswered(event, now, among=keys)
    _send(MailKind.INVITATION_REMINDER, event, silent, ready=ready, by=by, now=now)
    if silent:
        activity.record(LogKind.REMINDED, event=event, by=by, now=now, number=len(silent))
    return len(silent)


@transaction
def withdraw(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Withdraw an invitation: revoke its links, cancel its calendar entry and free its place.

    Withdrawing twice changes nothing.
    """
    event, person = attendance.event, attendance.person
    if attendance.status is Status.CANCELLED:
        return
    invitation_links.withdraw(attendance=attendance, now=now)
    attendance_status.change(attendance=attendance, status=Status.CANCELLED, now=now)
    waiting.move_up(event=event, now=now)
    if person.email:
        calendar = cancelled(attendance, person.email, now)
        outbox.write(
            kind=MailKind.WITHDRAWAL, to=person.email, name=person.name, event=event, person=person,
            words={"has_date": calendar is not None}, calendar=calendar, now=now,
        )  # fmt: skip
    activity.record(LogKind.WITHDREW_INVITATION, event=event, by=by, now=now, person=person.name)


def _meant(
    event: Event, entries: Sequence[ListedPerson], *, by: Person | None, now: datetime
) -> list[Invitee]:
    return [each for each in invitees.matched(event, entries, now, by=by) if each.outcome in _MEANT]


def _on_the_list(event: Event, invitee: Invitee, now: datetime) -> Attendance:
    entry, person = invitee.entry, invitee.person or Person(name=invitee.entry.name)
    person.email = person.email or entry.email
    person.affiliation = person.affiliation or entry.affiliation
    attendance = invitee.attendance or Attendance(event=event, person=person)
    db.session.add(attendance)
    attendance_status.change(attendance=attendance, status=Status.INVITED, now=now)
    return attendance


def _send(
    kind: MailKind,
    event: Event,
    to: Sequence[Attendance],
    *,
    ready: Mapping[str, InvitationMail] | None = None,
    by: Person | None,
    now: datetime,
) -> dict[int, str]:
    """Create a link for each, queue the emails of those with an address, and return all links."""
    mails = {each.id: mail for each in to if (mail := drawn(kind, event, each, now, ready))}
    given = {key: mail.secret for key, mail in mails.items()}
    secrets = invitation_links.make(to=to, now=now, given=given)
    for each in to:
        mail = mails.get(each.id)
        if mail is None:
            continue
        each.calendar_uid, each.calendar_stamp = mail.uid, mail.stamp
        written = outbox.write(
            kind=kind, to=mail.to, name=each.person.name, words=mail.letter,
            calendar=mail.calendar, event=event, person=each.person, now=now,
        )  # fmt: skip
        written.reply_to = by.email if by else None
    return {key: invitation_links.address(event, secret) for key, secret in secrets.items()}


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def _refuse_afterwards(event: Event, now: datetime) -> None:
    if event.is_over(now):
        raise BadEntry(
            message(
                "%(event)s has ended. Reopen it on the organizers' overview before you invite people.",
                event=event.title,
            )
        )
