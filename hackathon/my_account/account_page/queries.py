"""Loading a person's part in every event, for their account page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, and_, func, or_, select
from sqlalchemy.orm import selectinload

from hackathon.accounts.models import Person
from hackathon.agenda.feeds.models import FeedKey
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A person's attendance at an event; `secret` is that of their calendar, None if never opened."""

    event: Event
    attendance: Attendance | None
    votes: int
    topics: int
    secret: str | None


def events_of(person: Person, *, at: Collection[str] | None) -> Sequence[EventLine]:
    """Return the person's attendance at all events, or at those with these slugs, latest event first."""
    votes, topics = _counted(Vote, person), _counted(Contact, person)
    found = (
        select(
            Event, Attendance, FeedKey.secret, func.coalesce(votes.c.some, 0), func.coalesce(topics.c.some, 0)
        )
        .outerjoin(Attendance, and_(Attendance.event_id == Event.id, Attendance.person_id == person.id))
        .outerjoin(FeedKey, and_(FeedKey.event_id == Event.id, FeedKey.person_id == person.id))
        .outerjoin(votes, votes.c.event_id == Event.id)
        .outerjoin(topics, topics.c.event_id == Event.id)
        .where(or_(*(each.is_not(None) for each in (Attendance.id, FeedKey.id, votes.c.some, topics.c.some))))
        .options(selectinload(Attendance.availability))
        .order_by(Event.first_day.desc(), Event.id.desc())
    )
    if at is not None:
        found = found.where(Event.slug.in_(at))
    return [
        EventLine(event=event, attendance=attendance, secret=secret, votes=voted, topics=stood_for)
        for event, attendance, secret, voted, stood_for in db.session.execute(found)
    ]


def _counted(part: type[Vote] | type[Contact], person: Person) -> Subquery:
    """Return for each event how many topics the person voted for, or is a contact for."""
    return (
        select(Topic.event_id, func.count(Topic.id.distinct()).label("some"))
        .join(part, part.topic_id == Topic.id)
        .where(part.person_id == person.id)
        .group_by(Topic.event_id)
        .subquery()
    )
