"""Inviting people: one, a whole list, those who have not answered, and taking an invitation back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from hackathon.domain.address_lists import Entry
from hackathon.domain.attendance import Status
from hackathon.domain.errors import BadEntry
from hackathon.domain.mail import MailKind
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person
from hackathon.queries import invitees
from hackathon.queries.invitees import Invitee, Outcome
from hackathon.services import activity, invitation_links, outbox, standing, waiting
from hackathon.services.invitation_mails import Drawn, cancelled, drawn, drawn_for_list
from hackathon.services.transactions import take_turns, transaction

T = TypeVar("T")

AT_ONCE = 50
"""How many are invited in one transaction: while it lasts nobody else can write, on SQLite."""
_MEANT = (Outcome.NEW, Outcome.AGAIN)


def invite_all(*, event: Event, entries: Sequence[Entry], by: Person | None, now: datetime) -> int:
    """Invite everybody of a list who has not answered, by mail; return how many were.

    Who was invited a moment ago, and who shares the name of somebody on the list, is left out. A long list is
    kept some people at a time, each time with their mails drawn before, so that others can vote meanwhile.
    Where it was broken off, the same list sent again writes only to those to whom nothing was written yet.
    """
    return sum(_invite_some(event=event, entries=some, by=by, now=now) for some in _parts(entries))


def _invite_some(*, event: Event, entries: Sequence[Entry], by: Person | None, now: datetime) -> int:
    meant = [each for each in invitees.of(event, entries, now) if each.outcome in _MEANT]
    ready = {each.to: each for each in (drawn_for_list(event, one, now) for one in meant)}
    return _write_invitations(event=event, entries=entries, ready=ready, by=by, now=now)


@transaction
def _write_invitations(
    *, event: Event, entries: Sequence[Entry], ready: Mapping[str, Drawn], by: Person | None, now: datetime
) -> int:
    take_turns(event)
    _refuse_afterwards(event, now)
    meant = [each for each in invitees.of(event, entries, now) if each.outcome in _MEANT]
    invited = [_on_the_list(event, each, now) for each in meant]
    try:
        db.session.flush()
    except IntegrityError as error:
        raise BadEntry(
            "Somebody took one of these addresses a moment ago. Look at the list again: nobody who is invited"
            " by now gets a second mail."
        ) from error
    _send(MailKind.INVITATION, event, invited, ready=ready, by=by, now=now)
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


def remind(*, event: Event, by: Person | None, now: datetime) -> int:
    """Remind by mail everybody who was invited by mail and has not answered; return how many there are.

    Many are reminded some at a time, as `invite_all` does.
    """
    _refuse_afterwards(event, now)
    keys = [each.id for each in invitees.unanswered(event, now)]
    return sum(_remind_some(event=event, keys=some, by=by, now=now) for some in _parts(keys))


def _remind_some(*, event: Event, keys: Sequence[int], by: Person | None, now: datetime) -> int:
    mails = (
        drawn(MailKind.REMINDER, event, each, now) for each in invitees.unanswered(event, now, among=keys)
    )
    ready = {each.to: each for each in mails if each}
    return _write_reminders(event=event, keys=keys, ready=ready, by=by, now=now)


@transaction
def _write_reminders(
    *, event: Event, keys: Sequence[int], ready: Mapping[str, Drawn], by: Person | None, now: datetime
) -> int:
    take_turns(event)
    _refuse_afterwards(event, now)
    silent = invitees.unanswered(event, now, among=keys)
    _send(MailKind.REMINDER, event, silent, ready=ready, by=by, now=now)
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
        calendar = cancelled(attendance, person.email, now)
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
    kind: MailKind,
    event: Event,
    to: Sequence[Attendance],
    *,
    ready: Mapping[str, Drawn] | None = None,
    by: Person | None,
    now: datetime,
) -> dict[int, str]:
    """Make a link for each, write the mails of those whose address we know, and return all the links."""
    mails = {each.id: mail for each in to if (mail := drawn(kind, event, each, now, ready))}
    given = {key: mail.secret for key, mail in mails.items()}
    secrets = invitation_links.make(to=to, now=now, given=given)
    for each in to:
        mail = mails.get(each.id)
        if mail is None:
            continue
        each.calendar_uid = mail.uid
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
        raise BadEntry(f"{event.title} is over. Change its days in the settings before you invite anybody.")
