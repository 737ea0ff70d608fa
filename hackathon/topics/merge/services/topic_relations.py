"""Moving a merged topic's ordering rules, links and places in drafts to the kept topic."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from hackathon.core.domain.topics import LinkKind
from hackathon.core.errors import MergeImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.topics.links.models import SameTopic, TopicLink
from hackathon.topics.models import Topic
from hackathon.topics.order import queries as orders
from hackathon.topics.order.domain import after
from hackathon.topics.order.models import TopicOrder

# Rows with the topic in their key are recreated, never changed: the undo log identifies rows by key.


def give_order(*, gone: Topic, kept: Topic) -> None:
    """Move the ordering rules of `gone` to `kept`.

    A rule between the two topics is dropped. Raises MergeImpossible if that would create a cycle.
    """
    known, both = orders.pairs(kept.event), {gone.id, kept.id}
    pairs = {
        (kept.id if first == gone.id else first, kept.id if then == gone.id else then)
        for first, then in known
        if {first, then} != both
    }
    behind = after(kept.id, pairs)
    for first, then in sorted(pairs):
        if then == kept.id and first in behind:
            between = db.session.get_one(Topic, first)
            raise MergeImpossible(
                message(
                    "“%(between)s” comes after one of these topics and before the other. Please change "
                    "the topic order first.",
                    between=between.title,
                )
            )
    there = db.session.scalars(
        select(TopicOrder).where(_names(TopicOrder.first_id, TopicOrder.then_id, gone))
    )
    for each in there.all():
        db.session.delete(each)
    db.session.add_all(TopicOrder(first_id=first, then_id=then) for first, then in sorted(pairs - set(known)))


def give_links(*, gone: Topic, kept: Topic, now: datetime) -> None:
    """Move the links of `gone` to `kept`.

    If both were carried over, the origin of `gone` becomes the same topic as `kept`.
    """
    found = select(TopicLink).where(_names(TopicLink.topic_id, TopicLink.other_id, gone))
    for each in db.session.scalars(found).all():
        if kept.id in (each.topic_id, each.other_id):
            db.session.delete(each)
        elif each.other_id == gone.id:
            each.other_id = (
                kept.id
            )  # including topics merged into it earlier, so that their links stay direct
        elif db.session.get(TopicLink, (kept.id, each.kind)) is None:
            db.session.delete(each)
            db.session.add(
                TopicLink(topic_id=kept.id, kind=each.kind, other_id=each.other_id, made_at=each.made_at)
            )
        elif each.kind is LinkKind.CARRIED:
            db.session.delete(each)
            _be_the_same(kept.id, each.other_id, each.made_at)
    for same in db.session.scalars(
        select(SameTopic).where(_names(SameTopic.topic_id, SameTopic.other_id, gone))
    ).all():
        db.session.delete(same)
        topic, other = (kept.id if key == gone.id else key for key in (same.topic_id, same.other_id))
        _be_the_same(topic, other, same.made_at)
    db.session.add(TopicLink(topic_id=gone.id, kind=LinkKind.MERGED, other_id=kept.id, made_at=now))


def _be_the_same(topic: int, other: int, made_at: datetime) -> None:
    pairs = ((topic, other), (other, topic))
    if topic != other and not any(db.session.get(SameTopic, pair) for pair in pairs):
        db.session.add(SameTopic(topic_id=topic, other_id=other, made_at=made_at))


def _names(
    one: InstrumentedAttribute[int], other: InstrumentedAttribute[int], topic: Topic
) -> ColumnElement[bool]:
    return or_(one == topic.id, other == topic.id)
