"""A digest of a problem's inputs: equal digests mean the same problem."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    select,
)

from hackathon.accounts.models import Person
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.topics.areas.models import Area
from hackathon.topics.models import Contact, Topic
from hackathon.topics.order.models import TopicOrder
from hackathon.topics.votes.models import Vote

PROSE = (
    *("about", "notice", "description", "outcomes", "steps", "references", "as_read", "search_text"),
    *("skills", "difficulty", "forum", "chat", "contact_note", "form_key"),
)
"""Columns that are long or irrelevant to the planner; pages cached by the digest don't show them."""


def digest(event: Event, *, draft: Draft | None, published: Agenda | None, now: datetime) -> str:
    """Return a digest of everything that `problems.load_problem` reads, much faster than loading it.

    It changes whenever the problem may have changed: with votes, topics, contacts, people, hours, rooms,
    slots, order, settings, the draft's sessions and the published revision, and when a slot begins.
    """
    return _digest_of(_parts(event, draft, published, now))


def sessions_digest(draft: Draft) -> str:
    """Return a digest of a draft's sessions, without loading them."""
    return _digest_of(tuple(row) for row in db.session.execute(_sessions(), {"draft": draft.id}))


def _digest_of(parts: Iterable[Any]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(repr(part).encode())
    return found.hexdigest()


def _parts(event: Event, draft: Draft | None, published: Agenda | None, now: datetime) -> Iterator[Any]:
    slots = [slot for slot in event.slots if not slot.is_break]
    # Sessions that have begun are held, until the last slot is over.
    yield [slot.starts_at <= now for slot in slots], bool(slots) and slots[-1].ends_at <= now
    yield (published.revision, published.published_at) if published else None
    for statement in _statements():
        yield [tuple(row) for row in db.session.execute(statement, {"event": event.id})]
    if draft:
        yield [tuple(row) for row in db.session.execute(_sessions(), {"draft": draft.id})]


# Built once, because most organizer pages run all of them.
@cache
def _statements() -> tuple[Select[*tuple[Any, ...]], ...]:
    return tuple(_each_statement(bindparam("event")))


def _each_statement(event: BindParameter[Any]) -> Iterator[Select[*tuple[Any, ...]]]:
    mine = Topic.event_id == event
    yield select(*_columns(Event)).where(Event.id == event)
    yield select(*_columns(Slot)).where(Slot.event_id == event).order_by(Slot.id)
    yield select(*_columns(Room)).where(Room.event_id == event).order_by(Room.id)
    yield (
        select(RoomClosure.room_id, RoomClosure.slot_id)
        .join(RoomClosure.room)
        .where(Room.event_id == event)
        .order_by(RoomClosure.room_id, RoomClosure.slot_id)
    )
    yield select(*_columns(Area)).where(Area.event_id == event).order_by(Area.id)
    yield select(*_columns(Topic)).where(mine).order_by(Topic.id)
    yield select(*_columns(Contact)).join(Contact.topic).where(mine).order_by(Contact.id)
    yield select(*_columns(TopicOrder)).join(TopicOrder.first).where(mine).order_by(*_columns(TopicOrder))
    yield (
        select(Attendance.person_id, Attendance.status)
        .where(Attendance.event_id == event)
        .order_by(Attendance.id)
    )
    yield (
        select(*_columns(Availability))
        .join(Availability.attendance)
        .where(Attendance.event_id == event)
        .order_by(Availability.id)
    )
    yield _votes(mine)
    yield _people(mine)


@cache
def _sessions() -> Select[*tuple[Any, ...]]:
    return select(*_columns(Session)).where(Session.draft_id == bindparam("draft")).order_by(Session.id)


def _columns(table: type[Any]) -> list[ColumnElement[Any]]:
    """Return the columns of a table except long texts; times and JSON as stored."""
    columns: list[Column[Any]] = [each for each in table.__table__.columns if each.name not in PROSE]
    return [cast(each, String) if each.type.python_type in (list, dict) else each for each in columns]


def _votes(mine: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select a checksum of an event's votes, of which there may be hundreds of thousands."""
    # PostgreSQL would multiply the keys as 32-bit integers.
    person, topic = cast(Vote.person_id, BigInteger), cast(Vote.topic_id, BigInteger)
    choice = case({each.value: at for at, each in enumerate(Choice, start=1)}, value=Vote.choice)
    # An imported vote may count when others don't.
    code = choice + case((Vote.from_page, len(Choice)), else_=0)
    # With two prime moduli, swapping two votes changes the sum.
    mixed = ((person * 31 + topic) % 65521) * ((person + topic * 17) % 32749)
    return select(func.count(), func.max(Vote.cast_at), func.sum(mixed * code)).join(Vote.topic).where(mine)


def _people(mine: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Select whether any voter or contact has been renamed."""
    voters = select(Vote.person_id).join(Vote.topic).where(mine)
    contacts = select(Contact.person_id).join(Contact.topic).where(mine)
    return select(func.count(), func.sum(Person.version), func.max(Person.id)).where(
        Person.id.in_(voters.union(contacts))
    )
