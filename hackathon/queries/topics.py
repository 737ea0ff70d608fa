"""Finding topics: the list as it was asked for, and one topic with what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from hackathon.domain.attendance import Status
from hackathon.domain.errors import StaleForm
from hackathon.domain.names import normalise
from hackathon.domain.topics import ReviewState
from hackathon.domain.votes import Choice
from hackathon.extensions import db
from hackathon.models import Area, Attendance, Comment, Contact, Event, Person, Topic, Vote
from hackathon.queries import reviews, topic_links
from hackathon.queries.reviews import Counted

PER_PAGE = 100
"""How many topics stand on one page of a list; most events have fewer."""
NOT_REVIEWED = "none"
"""How a list of the topics without a review state is asked for."""


class Sort(StrEnum):
    """In which order topics are listed; by area or by state, the most wanted of each come first."""

    VOTES = "votes"
    NEW = "new"
    NUMBER = "number"
    AREA = "area"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which topics are asked for: all words must be found; an empty text or None asks for all.

    Withdrawn topics are found only where their state is asked for, merged ones never.
    """

    words: str = ""
    area: str = ""
    state: str = ""
    contact: int | None = None
    sort: Sort = Sort.VOTES
    page: int | None = None
    """Which page of the list, from 1; None asks for the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A topic in a list: how many want it, what the one who asks said of it, how many comments are open."""

    topic: Topic
    wanted: int
    mine: Choice | None
    open_comments: int
    of_all: int
    """How many topics were found, on whichever page of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many people said what of a topic, and what the one who asks said, with their note."""

    must: int = 0
    will: int = 0
    maybe: int = 0
    mine: Choice | None = None
    note: str = ""

    @property
    def wanted(self) -> int:
        """How many people want the topic at all."""
        return self.must + self.will + self.maybe


def find(event: Event, address: str) -> Topic:
    """Return the topic of an address, `NUMBER-slug`, of which only the number counts; 404 if none.

    The address of a topic that was merged is now that of the one in which it went up.
    """
    found = select(Topic).where(_stands_at(event, address)).options(*_WHOLE)
    return db.session.scalars(found).unique().one_or_none() or abort(404)


def find_itself(event: Event, address: str) -> Topic:
    """Return the topic of an address as `find` does, for a form about what it says.

    Raises StaleForm where that topic was merged: what was written of it is not meant for the other.
    """
    topic = find(event, address)
    refuse_another(topic, address)
    return topic


def find_with_past(event: Event, address: str) -> tuple[Topic, Topic | None]:
    """Return the topic of an address, merged or not, and the one in which it went up; 404 if none."""
    is_asked_for = (Topic.event_id == event.id, Topic.number == _number(address))
    topic = db.session.scalar(select(Topic).where(*is_asked_for)) or abort(404)
    return topic, topic_links.merged_into(topic)


def refuse_another(topic: Topic, address: str) -> None:
    """Raise StaleForm if the topic is another than the one of the address, which was merged into it."""
    if topic.number != _number(address):
        raise StaleForm(
            f"This topic was merged into “{topic.title}” after you opened the page. Go there instead."
        )


def reviewed(event: Event, address: str, person: Person | None) -> tuple[Topic, Counted]:
    """Return the topic of an address as `find` does, and how its review stands; 404 if none."""
    found = select(Topic, *reviews.counts(), reviews.is_mine(person)).where(_stands_at(event, address))
    row = db.session.execute(found.options(*_WHOLE)).unique().one_or_none() or abort(404)
    topic, number, open_questions, is_mine = row
    return topic, Counted(reviews=number, open_questions=open_questions, is_mine=bool(is_mine))


_WHOLE = (joinedload(Topic.area), joinedload(Topic.contacts).joinedload(Contact.person))


def _stands_at(event: Event, address: str) -> ColumnElement[bool]:
    return Topic.id == topic_links.standing(event.id, _number(address)).scalar_subquery()


def _number(address: str) -> int:
    number = address.partition("-")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        abort(404)
    return int(number)


def tally(topic: Topic, person: Person | None) -> Tally:
    """Count the votes that count for a topic."""
    mine = Vote.person_id == (person.id if person else None)
    is_mine, note = func.max(case((mine, 1), else_=0)), func.max(case((mine, Vote.note), else_=""))
    rows = db.session.execute(
        select(Vote.choice, func.sum(case((_counts(), 1), else_=0)), is_mine, note)
        .outerjoin(Attendance, _attendance_of_voter(topic.event_id))
        .where(Vote.topic_id == topic.id)
        .group_by(Vote.choice)
    ).all()
    choice, said = next(((choice, said) for choice, _, is_said, said in rows if is_said), (None, ""))
    return Tally(**{each.value: number for each, number, _, _ in rows}, mine=choice, note=said)


def listed(event: Event, search: Search, person: Person | None) -> Sequence[Listed]:
    """Return the topics that were asked for, each with its area, contacts, votes and mine."""
    counted = _counted(event)
    wanted = func.coalesce(counted.c.wanted, 0)
    mine = and_(Vote.topic_id == Topic.id, Vote.person_id == (person.id if person else None))
    order: dict[Sort, list[ColumnElement[Any]]] = {
        Sort.VOTES: [wanted.desc()],
        Sort.NEW: [Topic.inserted_on.desc().nulls_last(), Topic.made_at.desc()],
        Sort.NUMBER: [],
        Sort.AREA: [Area.position.nulls_last(), Area.id.asc(), wanted.desc()],
        Sort.STATE: [_place_of_state(), wanted.desc()],
    }
    rows = db.session.execute(
        select(Topic, wanted, Vote.choice, open_comments(), func.count().over())
        .outerjoin(Topic.area)
        .outerjoin(counted, counted.c.topic_id == Topic.id)
        .outerjoin(Vote, mine)
        .where(Topic.event_id == event.id, *_asked_for(search))
        .options(contains_eager(Topic.area), selectinload(Topic.contacts).joinedload(Contact.person))
        .order_by(*order[search.sort], Topic.number)
        .limit(PER_PAGE if search.page else None)
        .offset((search.page - 1) * PER_PAGE if search.page else None)
    )
    return [
        Listed(topic=topic, wanted=number, mine=choice, open_comments=said, of_all=of_all)
        for topic, number, choice, said, of_all in rows
    ]


def open_comments() -> ScalarSelect[int]:
    """Count what was said of a topic and is not addressed yet; answers belong to what they answer."""
    is_open = and_(Comment.reply_to_id.is_(None), Comment.addressed_at.is_(None))
    return select(func.count(Comment.id)).where(Comment.topic_id == Topic.id, is_open).scalar_subquery()


def contacts(event: Event) -> Sequence[tuple[int, str]]:
    """Return the key and the name of everybody who stands for a topic of the event, by name."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .where(Person.id.in_(select(Contact.person_id).join(Topic).where(Topic.event_id == event.id)))
        .order_by(Person.name_key, Person.id)
    )
    return [(key, name) for key, name in rows]


def _place_of_state() -> ColumnElement[int]:
    """Return how far a topic is in its review; one without a state comes first."""
    places = {state.value: place for place, state in enumerate(ReviewState, start=1)}
    return case(places, value=Topic.review_state, else_=0)


def _counts() -> ColumnElement[bool]:
    gone = [status for status in Status if status.is_gone]
    return or_(Attendance.status.is_(None), Attendance.status.not_in(gone))


def _attendance_of_voter(event_id: int) -> ColumnElement[bool]:
    return and_(Attendance.event_id == event_id, Attendance.person_id == Vote.person_id)


def _counted(event: Event) -> Subquery:
    """Count the people who want each topic; who will not come is left out, as in the plan."""
    return (
        select(Vote.topic_id, func.count().label("wanted"))
        .join(Topic, Topic.id == Vote.topic_id)
        .outerjoin(Attendance, _attendance_of_voter(event.id))
        .where(Topic.event_id == event.id, _counts())
        .group_by(Vote.topic_id)
        .subquery()
    )


def _asked_for(search: Search) -> list[ColumnElement[bool]]:
    asked = [_has_word(word) for word in search.words.split()]
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


def _has_word(word: str) -> ColumnElement[bool]:
    texts = (Topic.title, Topic.description, Topic.outcomes, Topic.skills, Area.name)
    by_name = Contact.person.has(Person.name_key.contains(normalise(word), autoescape=True))
    found = [*(text.icontains(word, autoescape=True) for text in texts), Topic.contacts.any(by_name)]
    number = word.removeprefix("#")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        found.append(Topic.number == int(number))
    return or_(*found)
