"""Reading which topic comes after which."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.extensions import db
from hackathon.models import Event, Topic, TopicOrder


def pairs(event: Event) -> list[tuple[int, int]]:
    """Return the keys of the topics that are ordered, each pair as the first and the one after it."""
    found = select(TopicOrder.first_id, TopicOrder.then_id).join(TopicOrder.first)
    found = found.where(Topic.event_id == event.id).order_by(TopicOrder.first_id, TopicOrder.then_id)
    return [(first, then) for first, then in db.session.execute(found)]


def of(event: Event) -> Sequence[TopicOrder]:
    """Return what is ordered, with its topics."""
    found = select(TopicOrder).join(TopicOrder.first).where(Topic.event_id == event.id)
    loaded = found.options(joinedload(TopicOrder.first), joinedload(TopicOrder.then))
    return db.session.scalars(loaded.order_by(TopicOrder.first_id, TopicOrder.then_id)).all()
