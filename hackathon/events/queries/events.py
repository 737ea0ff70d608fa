"""Finding events."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import abort
from sqlalchemy import and_, bindparam, exists, func, or_, select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


def get(slug: str) -> Event | None:
    """Return the event with that slug, or None."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def find(slug: str, person: Person | None) -> tuple[Event, Attendance | None]:
    """Return the event and the person's attendance; 404 if there is no such event."""
    row = db.session.execute(_FOUND, {"slug": slug, "person": person.id if person else None}).first()
    if row is None:
        abort(404)
    event, attendance = row
    return event, attendance


# Every page runs this first. Building the statement takes as long as executing it, so it is cached.
_MINE = and_(Attendance.event_id == Event.id, Attendance.person_id == bindparam("person"))
_FOUND = select(Event, Attendance).outerjoin(Attendance, _MINE).where(Event.slug == bindparam("slug"))


def all_by_day() -> Sequence[Event]:
    """Return every event, newest first."""
    return db.session.scalars(select(Event).order_by(Event.first_day.desc(), Event.slug)).all()


PAST_PER_PAGE = 50
"""The number of past events on the first page of the site."""
# Long enough for any time zone, and for a last night that runs late.
_SURELY_OVER_AFTER = timedelta(days=3)


def lately(today: date) -> Sequence[Event]:
    """Return recently ended events, and those held in a phase, newest first."""
    recent = or_(Event.last_day >= today - _SURELY_OVER_AFTER, Event.held_phase.is_not(None))
    found = select(Event).where(recent).order_by(Event.first_day.desc(), Event.slug)
    return db.session.scalars(found).all()


def long_over(today: date, *, page: int) -> tuple[Sequence[Event], int]:
    """Return one page of all other events, newest first, and how many pages there are."""
    is_over = and_(Event.last_day < today - _SURELY_OVER_AFTER, Event.held_phase.is_(None))
    found = select(Event).where(is_over).order_by(Event.first_day.desc(), Event.slug)
    shown = found.limit(PAST_PER_PAGE).offset((page - 1) * PAST_PER_PAGE)
    number = db.session.scalar(select(func.count()).select_from(Event).where(is_over)) or 0
    return db.session.scalars(shown).all(), -(-number // PAST_PER_PAGE)


def may_create(person: Person) -> bool:
    """Whether a person may create events: they have that permission, or organize one already."""
    organizes = exists().where(Attendance.person_id == person.id, Attendance.is_organizer)
    return person.creates_events or person.is_administrator or bool(db.session.scalar(select(organizes)))


def organized_after(event: Event, person: Person) -> Sequence[Event]:
    """Return the later events that the person organizes, soonest first."""
    organizes = exists().where(
        Attendance.event_id == Event.id, Attendance.person_id == person.id, Attendance.is_organizer
    )
    later = select(Event).where(Event.first_day > event.first_day)
    mine = later if person.is_administrator else later.where(organizes)
    return db.session.scalars(mine.order_by(Event.first_day, Event.slug)).all()
