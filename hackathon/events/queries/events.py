"""Finding events."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import and_, bindparam, exists, select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


def get(slug: str) -> Event | None:
    """Return the event of that slug, if there is one."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def find(slug: str, person: Person | None) -> tuple[Event, Attendance | None]:
    """Return the event and the person's part in it; 404 if there is no such event."""
    row = db.session.execute(_FOUND, {"slug": slug, "person": person.id if person else None}).first()
    if row is None:
        abort(404)
    event, attendance = row
    return event, attendance


# Every page asks this first; putting it together takes as long as asking.
_MINE = and_(Attendance.event_id == Event.id, Attendance.person_id == bindparam("person"))
_FOUND = select(Event, Attendance).outerjoin(Attendance, _MINE).where(Event.slug == bindparam("slug"))


def all_by_day() -> Sequence[Event]:
    """Return every event, the latest first."""
    return db.session.scalars(select(Event).order_by(Event.first_day.desc(), Event.slug)).all()


def may_create(person: Person) -> bool:
    """Whether a person may create events: who was made to, or organizes one already."""
    organizes = exists().where(Attendance.person_id == person.id, Attendance.is_organizer)
    return person.creates_events or person.is_administrator or bool(db.session.scalar(select(organizes)))


def organized_after(event: Event, person: Person) -> Sequence[Event]:
    """Return the events that begin later than this one and that the person organizes, the soonest first."""
    organizes = exists().where(
        Attendance.event_id == Event.id, Attendance.person_id == person.id, Attendance.is_organizer
    )
    later = select(Event).where(Event.first_day > event.first_day)
    mine = later if person.is_administrator else later.where(organizes)
    return db.session.scalars(mine.order_by(Event.first_day, Event.slug)).all()
