"""Finding the recipients of an announcement."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, literal, select, union, union_all

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.announcements.domain import AgendaPart, Audience, PartKind
from hackathon.announcements.models import Unsubscription
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

STATUSES: Mapping[Audience, tuple[Status, ...]] = {
    Audience.EVERYBODY: tuple(each for each in Status if not each.is_gone),
    Audience.UNANSWERED: (Status.INVITED,),
    Audience.CONFIRMED: (Status.CONFIRMED,),
    Audience.MAYBE: (Status.MAYBE,),
    Audience.WAITLISTED: (Status.WAITLISTED,),
}


def recipients(
    event: Event, audience: Audience, part: AgendaPart | None = None, among: Collection[int] = ()
) -> Sequence[Person]:
    """Return the recipients by name: people with an address who have not unsubscribed, once each.

    With a part of the agenda, only its hosts and voters.
    """
    found = select(Person).where(*_reached(event, audience)).order_by(Person.sort_key, Person.id)
    if part is not None:
        found = found.where(Person.id.in_(_followers(event, part)))
    if among:
        found = found.where(Person.id.in_(among))
    return db.session.scalars(found).all()


def parts(event: Event, now: datetime) -> list[tuple[AgendaPart, str]]:
    """Return the current and future parts of the published agenda, with their names."""
    agenda = agendas.latest(event)
    if agenda is None:
        return []
    coming = [session for session in agenda.running if session.ends > now]
    titles = {session.topic: session.title for session in coming}
    rooms = {session.room for session in coming}
    areas = {session.area for session in coming}
    return [
        *((AgendaPart(PartKind.SESSION, str(number)), title) for number, title in titles.items()),
        *((AgendaPart(PartKind.ROOM, room.slug), room.name) for room in agenda.rooms if room.slug in rooms),
        *((AgendaPart(PartKind.AREA, area.slug), area.name) for area in agenda.areas if area.slug in areas),
    ]


def _followers(event: Event, part: AgendaPart) -> CompoundSelect[int]:
    agenda = agendas.latest(event)
    numbers = {session.topic for session in agenda.running if part.has(session)} if agenda else set()
    topics = select(Topic.id).where(Topic.event_id == event.id, Topic.number.in_(numbers))
    return union(
        select(Vote.person_id).where(Vote.topic_id.in_(topics)),
        select(Contact.person_id).where(Contact.topic_id.in_(topics)),
    )


def numbers(event: Event, among: Collection[int] = ()) -> dict[Audience, int]:
    """Count the recipients of each audience, in one query."""
    chosen = (Person.id.in_(among),) if among else ()
    asked = [
        select(literal(each.value).label("audience"), func.count(Person.id).label("number")).where(
            *_reached(event, each), *chosen
        )
        for each in Audience
    ]
    return {Audience(row.audience): row.number for row in db.session.execute(union_all(*asked))}


def wants_none(event: Event, person: Person) -> bool:
    """Whether the person has unsubscribed from the event's announcements."""
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
