"""Finding people."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hackathon.domain.names import normalise
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Handle, Needs, Person


def named(who: str) -> Sequence[Person]:
    """Return the people whom an e-mail address, a handle or a name means, compared as names are."""
    key = normalise(who)
    handles = select(Handle.person_id).where(Handle.name_key == key)
    return db.session.scalars(
        select(Person)
        .where((Person.email == who.strip().casefold()) | (Person.name_key == key) | Person.id.in_(handles))
        .order_by(Person.id)
    ).all()


def attendance_of(person: Person, *, event_id: int) -> Attendance | None:
    """Return one person's part in an event, if they have one."""
    return db.session.scalar(
        select(Attendance).where(Attendance.event_id == event_id, Attendance.person_id == person.id)
    )


def roles_of(person: Person) -> dict[int, Role]:
    """Return what the person is at each event that knows them, by the event's key."""
    rows = db.session.execute(
        select(Attendance.event_id, Attendance.role).where(Attendance.person_id == person.id)
    )
    return dict(rows.all())


def attending(event: Event) -> Sequence[Attendance]:
    """Return everybody's part in the event, with their hours, by name."""
    return db.session.scalars(
        select(Attendance)
        .join(Attendance.person)
        .where(Attendance.event_id == event.id)
        .options(
            selectinload(Attendance.person).selectinload(Person.handles), selectinload(Attendance.presences)
        )
        .order_by(Person.name_key)
    ).all()


def needs_of(event: Event) -> Mapping[int, Needs]:
    """Return what people said they need, by the key of their attendance; for organizers alone."""
    mine = select(Needs).join(Needs.attendance).where(Attendance.event_id == event.id)
    return {each.attendance_id: each for each in db.session.scalars(mine)}
