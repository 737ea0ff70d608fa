"""Whom an announcement reaches."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all

from hackathon.accounts.models import Person
from hackathon.announcements.domain import Audience
from hackathon.announcements.models import Unsubscription
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic

STATUSES: Mapping[Audience, tuple[Status, ...]] = {
    Audience.EVERYBODY: tuple(each for each in Status if not each.is_gone),
    Audience.UNANSWERED: (Status.INVITED,),
    Audience.CONFIRMED: (Status.CONFIRMED,),
    Audience.MAYBE: (Status.MAYBE,),
    Audience.WAITLISTED: (Status.WAITLISTED,),
}


def recipients(event: Event, audience: Audience) -> Sequence[Person]:
    """Return whom it reaches, by name: who has an address and did not unsubscribe, each once."""
    return db.session.scalars(
        select(Person).where(*_reached(event, audience)).order_by(Person.sort_key, Person.id)
    ).all()


def numbers(event: Event) -> dict[Audience, int]:
    """Count whom each audience reaches, in one question to the database."""
    asked = [
        select(literal(each.value).label("audience"), func.count(Person.id).label("number")).where(
            *_reached(event, each)
        )
        for each in Audience
    ]
    return {Audience(row.audience): row.number for row in db.session.execute(union_all(*asked))}


def wants_none(event: Event, person: Person) -> bool:
    """Whether the person wants no more announcements of the event."""
    return db.session.get(Unsubscription, (event.id, person.id)) is not None


def _reached(event: Event, audience: Audience) -> tuple[ColumnElement[bool], ...]:
    left = select(Unsubscription.person_id).where(Unsubscription.event_id == event.id)
    return (Person.email.is_not(None), Person.id.in_(_asked(event, audience)), Person.id.not_in(left))


def _asked(event: Event, audience: Audience) -> Select[int]:
    if audience is Audience.CONTACTS:
        topics = select(Topic.id).where(Topic.event_id == event.id, ~Topic.is_withdrawn)
        return select(Contact.person_id).where(Contact.topic_id.in_(topics))
    return select(Attendance.person_id).where(
        Attendance.event_id == event.id, Attendance.status.in_(STATUSES[audience])
    )
