"""Finding the topics that a topic is linked to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from hackathon.core.domain.topics import LinkKind
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.topics.links.models import SameTopic, TopicLink
from hackathon.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A linked topic, and the heading under which it is listed."""

    topic: Topic
    heading: str


def merged_into(topic: Topic) -> Topic | None:
    """Return the topic that this one was merged into, if any."""
    link = db.session.get(TopicLink, (topic.id, LinkKind.MERGED))
    return link.other if link else None


def merged_in(topic: Topic) -> Sequence[TopicLink]:
    """Return the links of the topics that were merged into this one."""
    found = select(TopicLink).where(TopicLink.other_id == topic.id, TopicLink.kind == LinkKind.MERGED)
    return db.session.scalars(found.order_by(TopicLink.topic_id)).all()


def merged_at(event: Event) -> dict[int, int]:
    """Map the number of each merged topic of the event to the number of its canonical topic."""
    kept = aliased(Topic)
    rows = db.session.execute(
        select(Topic.number, kept.number)
        .join(TopicLink, merge_of(Topic))
        .join(kept, kept.id == TopicLink.other_id)
        .where(Topic.event_id == event.id)
    )
    return dict(iter(rows))


def merge_of(topic: type[Topic]) -> ColumnElement[bool]:
    """Return the SQL condition that joins a topic to the link of its merge."""
    return and_(TopicLink.topic_id == topic.id, TopicLink.kind == LinkKind.MERGED)


def is_merged() -> ColumnElement[bool]:
    """Return the SQL condition that a topic was merged into another."""
    return exists().where(merge_of(Topic))


def standing(event_id: int | BindParameter[int], number: int | BindParameter[int]) -> Select[int]:
    """Select the key of the topic that now has that number: its own, or the one it was merged into."""
    asked = aliased(Topic)
    return (
        select(func.coalesce(TopicLink.other_id, asked.id))
        .select_from(asked)
        .outerjoin(TopicLink, merge_of(asked))
        .where(asked.event_id == event_id, asked.number == number)
    )


def related(topic: Topic) -> Sequence[Related]:
    """Return all topics linked to this one, here and at other events, in one query."""
    rows = db.session.execute(_related(), {"topic": topic.id})
    return [Related(topic=each, heading=heading) for each, heading in rows]


# Putting it together takes longer than running it, and every topic's page asks for it.
@cache
def _related() -> Select[Topic, str]:
    topic = bindparam("topic", type_=Integer)
    asked = [
        _pairs(str(message("The same topic elsewhere")), SameTopic.topic_id == topic, SameTopic.other_id),
        _pairs(str(message("The same topic elsewhere")), SameTopic.other_id == topic, SameTopic.topic_id),
    ]
    for kind, (whence, whither) in _HEADINGS.items():
        is_kind = TopicLink.kind == kind
        asked += [
            _pairs(whence, and_(is_kind, TopicLink.topic_id == topic), TopicLink.other_id),
            _pairs(whither, and_(is_kind, TopicLink.other_id == topic), TopicLink.topic_id),
        ]
    pairs = union(*asked).subquery()
    found = select(Topic, pairs.c.heading).join(pairs, pairs.c.key == Topic.id)
    return found.options(joinedload(Topic.event)).order_by(pairs.c.heading, Topic.id)


def later_on(topic: Topic) -> Sequence[Topic]:
    """Return the same topic at later events, with those events loaded.

    Follows links of carried-over and same topics, also through other events.
    """
    found, fresh = {topic.id}, {topic.id}
    while fresh:
        fresh = set(db.session.scalars(_neighbours(fresh))) - found
        found |= fresh
    again = select(Topic).join(Topic.event).options(contains_eager(Topic.event))
    is_later = and_(Topic.id.in_(found), Event.first_day > topic.event.first_day)
    return db.session.scalars(again.where(is_later).order_by(Topic.id)).all()


def _neighbours(keys: Collection[int]) -> CompoundSelect[int]:
    carried = TopicLink.kind == LinkKind.CARRIED
    return union(
        select(TopicLink.other_id).where(carried, TopicLink.topic_id.in_(keys)),
        select(TopicLink.topic_id).where(carried, TopicLink.other_id.in_(keys)),
        select(SameTopic.other_id).where(SameTopic.topic_id.in_(keys)),
        select(SameTopic.topic_id).where(SameTopic.other_id.in_(keys)),
    )


_HEADINGS = {
    LinkKind.CARRIED: (str(message("Carried over from")), str(message("Carried over to"))),
    LinkKind.SPLIT: (str(message("Split off from")), str(message("Split into"))),
}
"""The heading above the origin of a topic, and the heading above its successor."""


def _pairs(heading: str, which: ColumnElement[bool], key: InstrumentedAttribute[int]) -> Select[int, str]:
    return select(key.label("key"), literal(heading).label("heading")).where(which)
