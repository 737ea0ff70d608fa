"""Who gets a badge, and the badges that were made."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from hackathon.domain.attendance import Status
from hackathon.extensions import db
from hackathon.models import Attendance, Badges, Event, Person


def wearers(event: Event) -> Sequence[Attendance]:
    """Return who comes to the room, by name."""
    return db.session.scalars(
        select(Attendance)
        .join(Attendance.person)
        .where(
            Attendance.event_id == event.id,
            Attendance.status == Status.CONFIRMED,
            ~Attendance.is_remote,
        )
        .options(joinedload(Attendance.person))
        .order_by(Person.name_key, Person.id)
    ).all()


def of(event: Event) -> Badges | None:
    """Return what was last asked for, if anything was."""
    return db.session.get(Badges, event.id)


def content(event: Event) -> bytes | None:
    """Return the sheets, or None as long as there are none."""
    found = select(Badges).where(Badges.event_id == event.id).options(undefer(Badges.content))
    made = db.session.scalar(found.execution_options(populate_existing=True))
    return made.content if made else None
