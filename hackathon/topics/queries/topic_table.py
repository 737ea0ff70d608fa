"""Loading the organizers' tables of topics."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from hackathon.core.database.totals import total_of
from hackathon.core.domain.topics import ReviewState
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Contact, Topic, topic_address
from hackathon.topics.queries.topic_list import NOT_REVIEWED, contact_names, has_word, place_of_state
from hackathon.topics.votes.models import Vote

PER_PAGE = 100
"""The number of topics on a page of the organizers' table."""


class TableSort(StrEnum):
    """The order of the table; equal rows are ordered by number."""

    NUMBER = "number"
    TITLE = "title"
    AREA = "area"
    VOTES = "votes"
    LENGTH = "length"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsSearch:
    """The filters and order of the table; an empty text means all."""

    words: str = ""
    area: str = ""
    """A slug, or `NOT_REVIEWED` for those without an area."""
    state: str = ""
    """A review state, or `NOT_REVIEWED`."""
    has_no_contact: bool = False
    sort: TableSort = TableSort.NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLine:
    """A topic, withdrawn or not, and the number of its voters, whether they attend or not."""

    number: int
    title: str
    area: tuple[str, str] | None
    """The slug and name of its area."""
    contacts: tuple[str, ...]
    review_state: ReviewState | None
    length: int
    is_plenary: bool
    votes: int
    is_chosen: bool = False
    """Whether its checkbox is checked when the page is shown again."""

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
    """A page of the organizers' table of topics; `total` counts the rows of all pages."""

    lines: Sequence[TopicLine]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """The number of pages."""
        return -(-self.total // PER_PAGE)


def topics(event: Event, search: TopicsSearch, *, page: int = 1, chosen: Collection[int] = ()) -> TopicsPage:
    """Return a page of the event's topics that match; those with the numbers `chosen` are checked.

    Withdrawn topics are included, merged ones are not.
    """
    votes = select(func.count()).where(Vote.topic_id == Topic.id).scalar_subquery()
    found = (
        select(
            Topic.id, Topic.number, Topic.title, Topic.review_state, Topic.length, Topic.is_plenary,
            Area.slug, Area.name,
        )
        .outerjoin(Topic.area)
        .where(*_asked_for(event, search))
    )  # fmt: skip
    rows = db.session.execute(
        found.add_columns(votes.label("votes"), total_of(found).label("total"))
        .order_by(*_order(search.sort, votes), Topic.number)
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
                length=row.length,
                is_plenary=row.is_plenary,
                votes=row.votes,
                is_chosen=row.number in chosen,
            )
            for row in rows
        ],
        page=page,
        total=rows[0].total if rows else 0,
    )


def _asked_for(event: Event, search: TopicsSearch) -> Sequence[ColumnElement[bool]]:
    asked = [Topic.event_id == event.id, ~topic_links.is_merged(), *map(has_word, search.words.split())]
    if search.area:
        asked.append(Topic.area_id.is_(None) if search.area == NOT_REVIEWED else Area.slug == search.area)
    if search.state:
        state = None if search.state == NOT_REVIEWED else ReviewState(search.state)
        asked.append(Topic.review_state.is_not_distinct_from(state))
    if search.has_no_contact:
        asked.append(~select(Contact.id).where(Contact.topic_id == Topic.id).exists())
    return asked


def _order(sort: TableSort, votes: Any) -> Sequence[ColumnElement[Any]]:  # noqa: ANN401 -- a subquery of one number
    orders: dict[TableSort, Sequence[ColumnElement[Any]]] = {
        TableSort.NUMBER: (),
        TableSort.TITLE: (func.lower(Topic.title).asc(),),
        TableSort.AREA: (Area.position.nulls_last(), Area.id.asc()),
        TableSort.VOTES: (votes.desc(),),
        TableSort.LENGTH: (Topic.length.desc(),),
        TableSort.STATE: (place_of_state().asc(),),
    }
    return orders[sort]


def chosen(event: Event, numbers: Collection[int]) -> Sequence[Topic]:
    """Return the event's topics with these numbers, by number, with what is needed to change them."""
    return db.session.scalars(
        select(Topic)
        .where(Topic.event_id == event.id, Topic.number.in_(numbers), ~topic_links.is_merged())
        .options(joinedload(Topic.area), selectinload(Topic.contacts))
        .order_by(Topic.number)
    ).all()


def planned_topics(event: Event) -> Sequence[Topic]:
    """Return every topic of the event that is not withdrawn, by number."""
    found = select(Topic).where(Topic.event_id == event.id).order_by(Topic.number)
    return [topic for topic in db.session.scalars(found) if not topic.is_withdrawn]
