"""Loading the rows for an event's problem, with a fixed number of queries."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, subqueryload

from hackathon.accounts.models import Person
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries.counting import attendance_of_voter


class VoteRow(NamedTuple):
    """A vote."""

    person_id: int
    topic_id: int
    choice: Choice


def topics(event: Event) -> Sequence[Topic]:
    """Return the topics except withdrawn ones, by number, with their areas and contacts."""
    return [topic for topic in every_topic(event) if not topic.is_withdrawn]


def every_topic(event: Event) -> Sequence[Topic]:
    """Return all topics, including withdrawn ones, by number, with their areas and contacts."""
    found = select(Topic).where(Topic.event_id == event.id).order_by(Topic.number)
    loaded = found.options(subqueryload(Topic.contacts).joinedload(Contact.person), joinedload(Topic.area))
    return db.session.scalars(loaded).all()


def attendances(event: Event) -> Sequence[Attendance]:
    """Return all attendances of the event, with availability."""
    found = select(Attendance).where(Attendance.event_id == event.id)
    return db.session.scalars(found.options(subqueryload(Attendance.availability))).all()


def people(event: Event) -> Sequence[Person]:
    """Return all voters and contacts of the event."""
    voters = select(Vote.person_id).join(Vote.topic).where(Topic.event_id == event.id)
    contacts = select(Contact.person_id).join(Contact.topic).where(Topic.event_id == event.id)
    wanted = Person.id.in_(voters) | Person.id.in_(contacts)
    return db.session.scalars(select(Person).where(wanted).order_by(Person.id)).all()


def votes(event: Event) -> list[VoteRow]:
    """Return the votes as plain values, because there may be tens of thousands."""
    columns = select(Vote.person_id, Vote.topic_id, Vote.choice).join(Vote.topic)
    found = columns.where(Topic.event_id == event.id).order_by(Vote.person_id, Vote.topic_id)
    if not event.counts_unlisted_votes:
        # Including those of people who don't attend, because what their votes would weigh is shown.
        found = found.outerjoin(Attendance, attendance_of_voter(event))
        found = found.where(or_(Attendance.id.is_not(None), Vote.from_page))
    return [VoteRow(*row) for row in db.session.execute(found)]
