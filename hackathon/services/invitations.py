"""Links that open on the answer to an invitation, and sign in where they are answered."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import joinedload

from hackathon.domain.attendance import Status
from hackathon.domain.details import Details
from hackathon.domain.errors import LinkSpent
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Invitation, Person
from hackathon.queries import people
from hackathon.services import attendances
from hackathon.services.transactions import take_turns, transaction


@transaction
def make_links(*, to: Iterable[Attendance], now: datetime) -> dict[int, str]:
    """Make a link for each and return their secrets by the attendance's key; the secrets are not kept.

    Links that were made before work on, and all are withdrawn together.
    """
    found = {each.id: secrets.token_urlsafe(24) for each in to}
    if found:
        rows = [
            {"attendance_id": key, "digest": _digest(secret), "made_at": now} for key, secret in found.items()
        ]
        db.session.execute(insert(Invitation), rows)
    return found


def look_up(*, event: Event, secret: str, now: datetime) -> Invitation:
    """Return the invitation without changing anything, so that a mail scanner that opens it does no harm.

    Raises LinkSpent for a link that never was one of the event's, was withdrawn, or comes too late.
    """
    found = db.session.scalar(
        select(Invitation)
        .join(Invitation.attendance)
        .where(Invitation.digest == _digest(secret), Attendance.event_id == event.id)
        .options(joinedload(Invitation.attendance).joinedload(Attendance.person))
    )
    if found is None:
        raise LinkSpent(
            "This is no invitation of ours. Perhaps a part of the link was lost on its way: open it from the "
            "mail itself, or ask an organizer for another."
        )
    if found.withdrawn_at is not None:
        raise LinkSpent("This invitation was withdrawn. Ask an organizer if you did not expect that.")
    if event.is_over(now):
        raise LinkSpent(f"{event.title} is over, so there is nothing left to answer. Its pages stay.")
    return found


@transaction
def answer(*, event: Event, secret: str, status: Status, is_remote: bool, now: datetime) -> Attendance:
    """Record what the invited person answers, and return their part in the event as it is then.

    Of two answers at one instant the later counts. Raises LinkSpent like `look_up`.
    """
    take_turns(event)
    invitation = look_up(event=event, secret=secret, now=now)
    attendance = invitation.attendance
    details = _with_place(attendance, is_remote=is_remote)
    attendances.answer(
        event=event, person=attendance.person, status=status, hours=None, details=details, now=now
    )
    invitation.answered_at = now
    return attendance


@transaction
def withdraw_links(*, attendance: Attendance, now: datetime) -> None:
    """End every link that the person was given."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.attendance_id == attendance.id, Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def may_sign_in(person: Person) -> bool:
    """Whether an invitation, which works for weeks and is forwarded easily, may sign the person in.

    Who has a role anywhere on this server, or may create events, signs in by a link of their own.
    """
    has_role = any(role is not Role.ATTENDEE for role in people.roles_of(person).values())
    return not (has_role or person.creates_events or person.is_administrator)


def _with_place(attendance: Attendance, *, is_remote: bool) -> Details | None:
    """Return the details as they are, with the one that an answer may bring along."""
    if attendance.is_remote == is_remote:
        return None
    return Details(
        affiliation=attendance.person.affiliation, is_remote=is_remote, is_shown=attendance.is_shown
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
