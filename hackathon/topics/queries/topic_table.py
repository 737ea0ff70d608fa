"""What the organizer's tables show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Contact, Topic
from hackathon.topics.queries.topic_list import has_word
from hackathon.topics.votes.models import Vote

PER_PAGE = 100
"""How many topics one page of the organizer's list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic, withdrawn or not, and how many people voted for it, whether they come or not."""

    topic: Topic
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsPage:
    """One page of the organizer's list of topics; `total` counts the lines of all pages."""

    lines: Sequence[TopicLine]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return -(-self.total // PER_PAGE)


def topics(event: Event, *, words: str = "", page: int = 1) -> TopicsPage:
    """Return a page of the event's topics in which all the words stand, by number.

    Withdrawn topics are among them, merged ones are not.
    """
    votes = select(func.count()).where(Vote.topic_id == Topic.id).scalar_subquery()
    rows = db.session.execute(
        select(Topic, votes, func.count().over())
        .outerjoin(Topic.area)
        .where(Topic.event_id == event.id, ~topic_links.is_merged(), *map(has_word, words.split()))
        .options(contains_eager(Topic.area), selectinload(Topic.contacts).joinedload(Contact.person))
        .order_by(Topic.number)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return TopicsPage(
        lines=[TopicLine(topic=topic, votes=number) for topic, number, _ in rows],
        page=page,
        total=rows[0][2] if rows else 0,
    )


def planned_topics(event: Event) -> Sequence[Topic]:
    """Return every topic of the event that is not withdrawn, by number."""
    found = select(Topic).where(Topic.event_id == event.id).order_by(Topic.number)
    return [topic for topic in db.session.scalars(found) if not topic.is_withdrawn]
