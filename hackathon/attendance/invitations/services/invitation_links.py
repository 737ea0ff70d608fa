"""Creating, looking up and revoking invitation links."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import joinedload

from hackathon.attendance.invitations.models import Invitation
from hackathon.core.database import restored
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import LinkSpent
from hackathon.core.extensions import db, settings
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


@transaction(takes=Lock.SHARED)
def make(
    *, to: Iterable[Attendance], now: datetime, given: Mapping[int, str] | None = None
) -> dict[int, str]:
    """Create a link for each attendance and return the secrets by attendance id; only digests are stored.

    Uses the secrets in `given` and generates the others. Earlier links still work; all are withdrawn
    together.
    """
    found = {each.id: secrets.token_urlsafe(24) for each in to} | dict(given or {})
    if found:
        rows = [
            {"attendance_id": key, "digest": _digest(secret), "made_at": now} for key, secret in found.items()
        ]
        db.session.execute(insert(Invitation), rows)
    return found


def address(event: Event, secret: str) -> str:
    """Return the URL of the link with that secret."""
    return f"{settings().url}/{event.slug}/invitations/{secret}"


def look_up(*, event: Event, secret: str, now: datetime) -> Invitation:
    """Return the invitation without changing anything, so email scanners that open it do no harm.

    Raises LinkSpent for an unknown or withdrawn link, after the event, and while links are on hold since the
    server was restored.
    """
    row = db.session.execute(
        select(Invitation, restored.is_from_before(Invitation.made_at))
        .join(Invitation.attendance)
        .where(Invitation.digest == _digest(secret), Attendance.event_id == event.id)
        .options(joinedload(Invitation.attendance).joinedload(Attendance.person))
    ).first()
    found, is_held = row or (None, False)
    if found is None:
        raise LinkSpent(
            message("This link isn't valid. Open it from the email again, or ask an organizer for a new one.")
        )
    if found.withdrawn_at is not None:
        raise LinkSpent(
            message("This invitation was withdrawn. If you didn't expect that, please ask an organizer.")
        )
    if is_held:
        raise LinkSpent(
            message(
                "This server was restored from a backup, so earlier invitations are on hold until an "
                "administrator has checked them. Please try again later."
            )
        )
    if event.is_over(now):
        raise LinkSpent(message("%(event)s has ended, so you can no longer answer.", event=event.title))
    return found


@transaction
def withdraw(*, attendance: Attendance, now: datetime) -> None:
    """Revoke all links of the person."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.attendance_id == attendance.id, Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
