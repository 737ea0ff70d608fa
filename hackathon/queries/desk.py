"""What the organizer's tables show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from hackathon.extensions import db
from hackathon.models import Activity, Attendance, Contact, Event, Person, Topic, Vote
from hackathon.queries import topic_links


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic, withdrawn or not, and how many people voted for it, whether they come or not."""

    topic: Topic
    votes: int


def topics(event: Event) -> Sequence[TopicLine]:
    """Return every topic of the event by number, merged ones left out, with area, contacts and votes."""
    votes = select(func.count()).where(Vote.topic_id == Topic.id).scalar_subquery()
    rows = db.session.execute(
        select(Topic, votes)
        .where(Topic.event_id == event.id, ~topic_links.is_merged())
        .options(joinedload(Topic.area), selectinload(Topic.contacts).joinedload(Contact.person))
        .order_by(Topic.number)
    )
    return [TopicLine(topic=topic, votes=number) for topic, number in rows]


def planned_topics(event: Event) -> Sequence[Topic]:
    """Return every topic of the event that is not withdrawn, by number."""
    found = select(Topic).where(Topic.event_id == event.id).order_by(Topic.number)
    return [topic for topic in db.session.scalars(found) if not topic.is_withdrawn]


def names(event: Event) -> Sequence[str]:
    """Return the names of everybody who comes to the event or stands for one of its topics."""
    attending = select(Attendance.person_id).where(Attendance.event_id == event.id)
    standing = select(Contact.person_id).join(Topic).where(Topic.event_id == event.id)
    return db.session.scalars(
        select(Person.name)
        .where(or_(Person.id.in_(attending), Person.id.in_(standing)))
        .order_by(Person.name_key)
    ).all()


def find_attendance(event: Event, person: int) -> Attendance:
    """Return one person's part in the event with their hours and handles; 404 for anybody else."""
    return db.session.scalar(
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.person_id == person)
        .options(
            joinedload(Attendance.person).selectinload(Person.handles), selectinload(Attendance.presences)
        )
    ) or abort(404)


def version_of(attendance: Attendance) -> int:
    """Return a number that rises whenever the person or their part in the event is changed."""
    return attendance.version + attendance.person.version


def unknown_voters(event: Event) -> Sequence[tuple[Person, int]]:
    """Return who voted without being on the event's list, and how often, by name."""
    attending = select(Attendance.person_id).where(Attendance.event_id == event.id)
    rows = db.session.execute(
        select(Person, func.count())
        .join(Vote, Vote.person_id == Person.id)
        .join(Topic, Topic.id == Vote.topic_id)
        .where(Topic.event_id == event.id, Person.id.not_in(attending))
        .group_by(Person.id)
        .order_by(Person.name_key)
    )
    return [(person, number) for person, number in rows]


def happened(event: Event, *, page: int, per_page: int) -> tuple[Sequence[Activity], int]:
    """Return one page of the event's log, the latest first, and how many pages there are."""
    lines = (
        select(Activity)
        .where(Activity.event_id == event.id)
        .options(joinedload(Activity.person))
        .order_by(Activity.id.desc())
    )
    found = db.paginate(lines, page=page, per_page=per_page)
    return found.items, found.pages
