"""Where topics went, and where they came from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, literal, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased, contains_eager, joinedload

from hackathon.domain.topics import LinkKind
from hackathon.extensions import db
from hackathon.models import Event, SameTopic, Topic, TopicLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A topic that has to do with another, and the heading under which that one names it."""

    topic: Topic
    heading: str


def merged_into(topic: Topic) -> Topic | None:
    """Return the topic in which this one went up, if it did."""
    link = db.session.get(TopicLink, (topic.id, LinkKind.MERGED))
    return link.other if link else None


def merged_in(topic: Topic) -> Sequence[TopicLink]:
    """Return the links of the topics that went up in this one."""
    found = select(TopicLink).where(TopicLink.other_id == topic.id, TopicLink.kind == LinkKind.MERGED)
    return db.session.scalars(found.order_by(TopicLink.topic_id)).all()


def merged_at(event: Event) -> dict[int, int]:
    """Return, for the number of each topic of the event that was merged, that of the one it went up in."""
    kept = aliased(Topic)
    rows = db.session.execute(
        select(Topic.number, kept.number)
        .join(TopicLink, merge_of(Topic))
        .join(kept, kept.id == TopicLink.other_id)
        .where(Topic.event_id == event.id)
    )
    return dict(iter(rows))


def merge_of(topic: type[Topic]) -> ColumnElement[bool]:
    """Return the condition under which a link says where a topic of the statement went up."""
    return and_(TopicLink.topic_id == topic.id, TopicLink.kind == LinkKind.MERGED)


def is_merged() -> ColumnElement[bool]:
    """Return, for a row of topics, whether it went up in another."""
    return exists().where(merge_of(Topic))


def standing(event_id: int, number: int) -> Select[int]:
    """Select the key of the topic that stands for that number now: its own, or the one it went up in."""
    asked = aliased(Topic)
    return (
        select(func.coalesce(TopicLink.other_id, asked.id))
        .select_from(asked)
        .outerjoin(TopicLink, merge_of(asked))
        .where(asked.event_id == event_id, asked.number == number)
    )


def related(topic: Topic) -> Sequence[Related]:
    """Return the topics that have to do with this one, here and at other events, in one question."""
    asked = [
        _pairs("The same topic elsewhere", SameTopic.topic_id == topic.id, SameTopic.other_id),
        _pairs("The same topic elsewhere", SameTopic.other_id == topic.id, SameTopic.topic_id),
    ]
    for kind, (whence, whither) in _HEADINGS.items():
        is_kind = TopicLink.kind == kind
        asked += [
            _pairs(whence, and_(is_kind, TopicLink.topic_id == topic.id), TopicLink.other_id),
            _pairs(whither, and_(is_kind, TopicLink.other_id == topic.id), TopicLink.topic_id),
        ]
    pairs = union(*asked).subquery()
    found = select(Topic, pairs.c.heading).join(pairs, pairs.c.key == Topic.id)
    rows = db.session.execute(found.options(joinedload(Topic.event)).order_by(pairs.c.heading, Topic.id))
    return [Related(topic=each, heading=heading) for each, heading in rows]


def later_on(topic: Topic) -> Sequence[Topic]:
    """Return what is the topic again at later events, with those events, however it came there.

    It may have been carried over by way of events between, or be known as the same topic.
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
    LinkKind.CARRIED: ("Carried over from", "Carried over to"),
    LinkKind.SPLIT: ("Split off from", "Split into"),
}
"""What stands above the topic from which another came, and above the one that it became."""


def _pairs(heading: str, which: ColumnElement[bool], key: InstrumentedAttribute[int]) -> Select[int, str]:
    return select(key.label("key"), literal(heading).label("heading")).where(which)
