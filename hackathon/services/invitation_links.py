"""The links of invitations: made, looked up, ended."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import joinedload

from hackathon.domain.errors import LinkSpent
from hackathon.extensions import db, settings
from hackathon.models import Attendance, Event, Invitation
from hackathon.services.transactions import transaction


@transaction
def make(
    *, to: Iterable[Attendance], now: datetime, given: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Make a link for each and return their secrets by the attendance's key; the secrets are not kept.

    Secrets that are `given` are taken, others made up. Links that were made before work on, and all are
    withdrawn together.
    """
    found = {each.id: secrets.token_urlsafe(24) for each in to} | dict(given or {})
    if found:
        rows = [
            {"attendance_id": key, "digest": _digest(secret), "made_at": now} for key, secret in found.items()
        ]
        db.session.execute(insert(Invitation), rows)
    return found


def address(event: Event, secret: str) -> str:
    """Return the address at which the link of that secret is answered."""
    return f"{settings().url}/{event.slug}/invitations/{secret}"


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
def withdraw(*, attendance: Attendance, now: datetime) -> None:
    """End every link that the person was given."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.attendance_id == attendance.id, Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
