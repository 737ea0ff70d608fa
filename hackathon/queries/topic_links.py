"""Where topics went, and where they came from."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from hackathon.domain.topics import LinkKind
from hackathon.extensions import db
from hackathon.models import Event, SameTopic, Topic, TopicLink


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


def same_as(topic: Topic) -> Sequence[Topic]:
    """Return the topics of other pages and events that are the same as this one, with their events."""
    forth = select(SameTopic.other_id).where(SameTopic.topic_id == topic.id)
    back = select(SameTopic.topic_id).where(SameTopic.other_id == topic.id)
    found = select(Topic).where(Topic.id.in_(forth.union(back))).options(joinedload(Topic.event))
    return db.session.scalars(found.order_by(Topic.id)).all()
