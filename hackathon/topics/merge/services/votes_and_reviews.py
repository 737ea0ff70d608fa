"""Moving or merging votes and reviews, and moving them back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import inspect, select

from hackathon.accounts.models import Person
from hackathon.core.errors import PersonMergeImpossible
from hackathon.core.extensions import Base, db
from hackathon.core.text.messages import Message, message
from hackathon.topics.models import Topic
from hackathon.topics.review.models import Review
from hackathon.topics.votes.models import Vote

Opinion = TypeVar("Opinion", Vote, Review)
Moved = dict[str, Any]

# The column with the time of each: if there are two on one topic, the later counts.
_GIVEN_AT: dict[type[Base], str] = {Vote: "cast_at", Review: "written_at"}
_WORDS: dict[type[Base], Message] = {Vote: message("The vote"), Review: message("The review")}


def move(kind: type[Opinion], *, event_id: int, joined: Person, into: Person) -> list[Moved]:
    """Move all votes or reviews, and return the record for moving them back."""
    return [_move(kind, opinion, into) for opinion in _of(kind, event_id, joined)]


def give_back(kind: type[Opinion], moved: Moved, *, joined: Person, into: Person) -> None:
    """Undo `move` for one vote or review. Raises PersonMergeImpossible if it was changed since."""
    key = moved["topic"]
    topic, theirs = db.session.get(Topic, key), db.session.get(kind, (key, into.id))
    again = db.session.get(kind, (key, joined.id))
    before, given = moved["into"], moved["joined"]
    stamp = _GIVEN_AT[kind]
    now = before if before and before[stamp] >= given[stamp] else given
    if (
        topic is None
        or theirs is None
        # Merges from before votes had these columns did not record them.
        or any(_said(theirs)[name] != value for name, value in now.items())
        or again
    ):
        on = message("on “%(topic)s”", topic=topic.title) if topic else message("on a topic")
        raise PersonMergeImpossible(
            message(
                "%(kind)s %(on)s changed after the merge, so it can't be undone. Please fix it manually.",
                kind=_WORDS[kind],
                on=on,
            )
        )
    if before:
        _become(theirs, before)
    else:
        db.session.delete(theirs)
    db.session.add(_become(kind(topic_id=key, person_id=joined.id), given))


def unite(kind: type[Opinion], *, gone: Topic, kept: Topic) -> None:
    """Move all votes or reviews from one topic to the other; if a person has both, the later counts."""
    stamp = _GIVEN_AT[kind]
    said = select(kind).where(kind.topic_id.in_((gone.id, kept.id)))
    opinions = db.session.scalars(said).all()
    there = {each.person_id: each for each in opinions if each.topic_id == kept.id}
    for opinion in opinions:
        if opinion.topic_id == kept.id:
            continue
        other = there.get(opinion.person_id)
        if other is None:
            # A new row, because the topic is part of the key, by which the undo log identifies rows.
            db.session.add(_become(kind(topic_id=kept.id, person_id=opinion.person_id), _said(opinion)))
        elif getattr(other, stamp) < getattr(opinion, stamp):
            _become(other, _said(opinion))
        db.session.delete(opinion)


def _of(kind: type[Opinion], event_id: int, person: Person) -> Sequence[Opinion]:
    found = select(kind).join(Topic, Topic.id == kind.topic_id)
    mine = found.where(Topic.event_id == event_id, kind.person_id == person.id)
    return db.session.scalars(mine.order_by(kind.topic_id)).all()


def _move(kind: type[Opinion], opinion: Opinion, into: Person) -> Moved:
    given, stamp = _said(opinion), _GIVEN_AT[kind]
    other = db.session.get(kind, (opinion.topic_id, into.id))
    moved = {"topic": opinion.topic_id, "joined": given, "into": _said(other) if other else None}
    if other is None:
        db.session.add(_become(kind(topic_id=opinion.topic_id, person_id=into.id), given))
    elif getattr(other, stamp) < getattr(opinion, stamp):
        _become(other, given)
    db.session.delete(opinion)
    return moved


def _said(opinion: Base) -> Moved:
    """Return all columns except the key, as comparable JSON values."""
    columns = inspect(opinion).mapper.column_attrs
    values = {each.key: getattr(opinion, each.key) for each in columns}
    return {
        # Always in UTC and with microseconds, so that two of them compare as text.
        name: value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value
        for name, value in values.items()
        if name not in ("topic_id", "person_id")
    }


def _become(opinion: Opinion, said: Moved) -> Opinion:
    stamp = _GIVEN_AT[type(opinion)]
    for name, value in said.items():
        setattr(opinion, name, datetime.fromisoformat(value) if name == stamp else value)
    return opinion
