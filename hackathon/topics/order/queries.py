"""Loading the ordering rules of topics."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.models import Topic
from hackathon.topics.order.models import TopicOrder


def pairs(event: Event) -> list[tuple[int, int]]:
    """Return the ordering rules as pairs of topic ids, earlier topic first."""
    found = select(TopicOrder.first_id, TopicOrder.then_id).join(TopicOrder.first)
    found = found.where(Topic.event_id == event.id).order_by(TopicOrder.first_id, TopicOrder.then_id)
    return [(first, then) for first, then in db.session.execute(found)]


def rules_of(event: Event) -> Sequence[TopicOrder]:
    """Return the ordering rules with their topics."""
    found = select(TopicOrder).join(TopicOrder.first).where(Topic.event_id == event.id)
    loaded = found.options(joinedload(TopicOrder.first), joinedload(TopicOrder.then))
    return db.session.scalars(loaded.order_by(TopicOrder.first_id, TopicOrder.then_id)).all()
