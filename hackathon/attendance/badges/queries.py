"""Finding who gets a badge, and the rendered badges."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from hackathon.accounts.models import Person
from hackathon.attendance.badges.models import Badges
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


def wearers(event: Event) -> Sequence[Attendance]:
    """Return the people who come in person, by name."""
    return db.session.scalars(
        select(Attendance)
        .join(Attendance.person)
        .where(
            Attendance.event_id == event.id,
            Attendance.status == Status.CONFIRMED,
            ~Attendance.is_remote,
        )
        .options(joinedload(Attendance.person))
        .order_by(Person.sort_key, Person.id)
    ).all()


def badges_of(event: Event) -> Badges | None:
    """Return the most recent request, if any."""
    return db.session.get(Badges, event.id)


def unmade() -> Sequence[int]:
    """Return the ids of the events with badges still to be rendered."""
    return db.session.scalars(select(Badges.event_id).where(Badges.made_at.is_(None))).all()


def content(event: Event) -> bytes | None:
    """Return the PDF, or None if it is not ready."""
    found = select(Badges).where(Badges.event_id == event.id).options(undefer(Badges.content))
    made = db.session.scalar(found.execution_options(populate_existing=True))
    return made.content if made else None


def missing_glyphs() -> str:
    """Return the characters that no font had on the current badges."""
    return "".join(db.session.scalars(select(Badges.notes).where(Badges.notes != "")))
