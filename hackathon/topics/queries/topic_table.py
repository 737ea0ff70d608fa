"""Loading the organizers' tables of topics."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from hackathon.core.database.totals import total_of
from hackathon.core.domain.topics import ReviewState
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic, topic_address
from hackathon.topics.queries.topic_list import contact_names, has_word
from hackathon.topics.votes.models import Vote

PER_PAGE = 100
"""How many topics one page of the organizer's list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic, withdrawn or not, and how many people voted for it, whether they come or not."""

    number: int
    title: str
    area: tuple[str, str] | None
    """Its slug and its name."""
    contacts: tuple[str, ...]
    review_state: ReviewState | None
    votes: int

    @property
    def address(self) -> str:
        """The last part of the topic's URL, as `Topic.address`."""
        return topic_address(self.number, self.title)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the topic is withdrawn."""
        return self.review_state is ReviewState.WITHDRAWN


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
    found = (
        select(Topic.id, Topic.number, Topic.title, Topic.review_state, Area.slug, Area.name)
        .outerjoin(Topic.area)
        .where(Topic.event_id == event.id, ~topic_links.is_merged(), *map(has_word, words.split()))
    )
    rows = db.session.execute(
        found.add_columns(votes.label("votes"), total_of(found).label("total"))
        .order_by(Topic.number)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    names = contact_names([row.id for row in rows])
    return TopicsPage(
        lines=[
            TopicLine(
                number=row.number,
                title=row.title,
                area=None if row.slug is None else (row.slug, row.name),
                contacts=tuple(names.get(row.id, ())),
                review_state=row.review_state,
                votes=row.votes,
            )
            for row in rows
        ],
        page=page,
        total=rows[0].total if rows else 0,
    )


def planned_topics(event: Event) -> Sequence[Topic]:
    """Return every topic of the event that is not withdrawn, by number."""
    found = select(Topic).where(Topic.event_id == event.id).order_by(Topic.number)
    return [topic for topic in db.session.scalars(found) if not topic.is_withdrawn]
