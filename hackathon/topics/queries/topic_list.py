"""Searching the list of topics, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, and_, bindparam, case, func, or_, select

from hackathon.accounts.models import Person
from hackathon.core.database.totals import total_of
from hackathon.core.domain.topics import ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.text.folding import folded, folded_name
from hackathon.events.models import Event
from hackathon.topics.areas.models import Area
from hackathon.topics.comments.models import Comment
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Contact, Topic, topic_address
from hackathon.topics.votes.models import Vote
from hackathon.topics.votes.queries import counting

PER_PAGE = 100
"""The number of topics on a page of the list; most events have fewer."""
MOST_AT_ONCE = 1_000
"""The maximum number of topics shown when the whole list is requested."""
MOST_CONTACTS = 500
"""The maximum number of contacts that the list offers as a filter."""
NOT_REVIEWED = "none"
"""The filter value for topics without a review state."""


class Sort(StrEnum):
    """The order of the list; within an area or state, the most popular topics come first."""

    VOTES = "votes"
    NEW = "new"
    NUMBER = "number"
    AREA = "area"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Search criteria: all words must match; an empty text or None matches everything.

    Withdrawn topics match only if their state is selected, merged topics never.
    """

    words: str = ""
    area: str = ""
    state: str = ""
    contact: int | None = None
    sort: Sort = Sort.VOTES
    page: int | None = None
    """The page, counted from 1; None for the whole list, up to its maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTopic:
    """A topic in the list; equal values are rendered once."""

    number: int
    title: str
    description: str
    difficulty: str
    is_plenary: bool
    review_state: ReviewState | None
    area_slug: str | None
    area_name: str | None
    contacts: tuple[str, ...]
    """Their names, in order."""

    @property
    def address(self) -> str:
        """The last part of the topic's URL, as `Topic.address`."""
        return topic_address(self.number, self.title)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the topic is withdrawn."""
        return self.review_state is ReviewState.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicListItem:
    """A topic in the list, with its numbers of interested people and open comments, and the reader's vote."""

    topic: ListedTopic
    wanted: int
    mine: Choice | None
    open_comments: int
    of_all: int
    """The number of matching topics on all pages."""


def listed(event: Event, search: Search, person: Person | None) -> Sequence[TopicListItem]:
    """Return the matching topics with their areas, contacts and votes."""
    matching = {row.id: row for row in db.session.execute(_matching(event, search))}
    rows = db.session.execute(_shown(), {"topics": list(matching), "reader": person.id if person else None})
    shown, names = {row.id: row for row in rows}, contact_names(matching)
    return [
        TopicListItem(
            topic=ListedTopic(
                number=row.number,
                title=row.title,
                description=row.description,
                difficulty=row.difficulty,
                is_plenary=row.is_plenary,
                review_state=row.review_state,
                area_slug=row.area_slug,
                area_name=row.area_name,
                contacts=tuple(names.get(key, ())),
            ),
            wanted=match.wanted,
            mine=row.choice,
            open_comments=row.open_comments,
            of_all=match.of_all,
        )
        for key, match in matching.items()
        if (row := shown.get(key))
    ]


def _matching(event: Event, search: Search) -> Select[int, int, int]:
    """Return the query for the keys of a page's topics, in order; their texts are loaded afterwards."""
    wanted = counting.wanted(event)
    order: dict[Sort, list[ColumnElement[Any]]] = {
        Sort.VOTES: [wanted.desc()],
        Sort.NEW: [Topic.inserted_on.desc().nulls_last(), Topic.made_at.desc()],
        Sort.NUMBER: [],
        Sort.AREA: [Area.position.nulls_last(), Area.id.asc(), wanted.desc()],
        Sort.STATE: [place_of_state(), wanted.desc()],
    }
    found = select(Topic.id, wanted.label("wanted"))
    if search.sort is Sort.AREA or search.area or search.words:
        found = found.outerjoin(Topic.area)  # otherwise an index alone determines the topics on the page
    found = found.where(Topic.event_id == event.id, *_asked_for(search))
    return (
        found.add_columns(total_of(found).label("of_all"))
        .order_by(*order[search.sort], Topic.number)
        .limit(PER_PAGE if search.page else MOST_AT_ONCE)
        .offset((search.page - 1) * PER_PAGE if search.page else None)
    )


# Loads values instead of model instances: a list of 100 takes half the time.
_SHOWN = (
    Topic.number,
    Topic.title,
    Topic.description,
    Topic.difficulty,
    Topic.is_plenary,
    Topic.review_state,
    Area.slug.label("area_slug"),
    Area.name.label("area_name"),
)


# Putting these three together takes as long as running them.
@cache
def _shown() -> Select[*tuple[Any, ...]]:
    mine = and_(Vote.topic_id == Topic.id, Vote.person_id == bindparam("reader"))
    return (
        select(Topic.id, *_SHOWN, Vote.choice, open_comments().label("open_comments"))
        .outerjoin(Topic.area)
        .outerjoin(Vote, mine)
        .where(Topic.id.in_(bindparam("topics", expanding=True)))
    )


@cache
def _contact_names() -> Select[int, str]:
    return (
        select(Contact.topic_id, Person.name)
        .join(Contact.person)
        .where(Contact.topic_id.in_(bindparam("topics", expanding=True)))
        .order_by(Contact.position, Contact.id)
    )


@cache
def _contacts() -> Select[int, str]:
    keys = select(Contact.person_id).distinct().join(Topic).where(Topic.event_id == bindparam("event"))
    return (
        select(Person.id, Person.name)
        .where(Person.id.in_(keys.limit(bindparam("most", type_=Integer))))
        .order_by(Person.sort_key, Person.id)
    )


def contact_names(topic_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the names of the contacts of each topic, in order."""
    names: dict[int, list[str]] = {}
    for topic_id, name in db.session.execute(_contact_names(), {"topics": list(topic_ids)}):
        names.setdefault(topic_id, []).append(name)
    return names


def open_comments() -> ScalarSelect[int]:
    """Return a subquery for the number of open threads of a topic."""
    is_open = and_(Comment.reply_to_id.is_(None), Comment.addressed_at.is_(None))
    return select(func.count(Comment.id)).where(Comment.topic_id == Topic.id, is_open).scalar_subquery()


def contacts(event: Event) -> Sequence[tuple[int, str]]:
    """Return the id and name of every contact at the event, by name, for a list to choose from.

    Empty if there are too many to choose from; searching for a name still finds their topics.
    """
    rows = db.session.execute(_contacts(), {"event": event.id, "most": MOST_CONTACTS + 1}).all()
    return [(key, name) for key, name in rows] if len(rows) <= MOST_CONTACTS else []


def has_word(word: str) -> ColumnElement[bool]:
    """Return the SQL condition that a topic matches a word by text, area, contact or number (`#7` or `7`)."""
    wanted = folded(word)
    by_name = Contact.person.has(Person.search_key.contains(folded_name(word), autoescape=True))
    found = [
        Topic.search_text.contains(wanted, autoescape=True),
        Area.search_key.contains(wanted, autoescape=True),
        Topic.contacts.any(by_name),
    ]
    number = word.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        found.append(Topic.number == int(number))
    return or_(*found)


def place_of_state() -> ColumnElement[int]:
    """Return the position of a topic's review state; topics without one come first."""
    places = {state.value: place for place, state in enumerate(ReviewState, start=1)}
    return case(places, value=Topic.review_state, else_=0)


def _asked_for(search: Search) -> list[ColumnElement[bool]]:
    asked = [has_word(word) for word in search.words.split()]
    if search.area:
        asked.append(Area.slug == search.area)
    if search.contact is not None:
        asked.append(Topic.contacts.any(Contact.person_id == search.contact))
    return [*asked, _has_state(search.state)]


def _has_state(state: str) -> ColumnElement[bool]:
    if state == NOT_REVIEWED:
        return Topic.review_state.is_(None)
    if state:
        return and_(Topic.review_state == ReviewState(state), ~topic_links.is_merged())
    return ~Topic.is_withdrawn
