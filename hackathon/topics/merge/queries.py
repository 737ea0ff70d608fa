"""Finding merges that can be undone."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.models import Topic


def into(topic: Topic) -> Sequence[TopicMerge]:
    """Return the merges into this topic that were not undone, newest first."""
    found = select(TopicMerge).where(TopicMerge.kept_id == topic.id, TopicMerge.undone_at.is_(None))
    loaded = found.options(joinedload(TopicMerge.gone), defer(TopicMerge.written))
    return db.session.scalars(loaded.order_by(TopicMerge.id.desc())).all()


def find(event: Event, key: int) -> TopicMerge:
    """Return a merge of the event by id, or abort with 404."""
    is_here = TopicMerge.kept.has(Topic.event_id == event.id)
    return db.session.scalar(select(TopicMerge).where(TopicMerge.id == key, is_here)) or abort(404)
