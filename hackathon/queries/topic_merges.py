"""Which topics went up in which, as it can be undone."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from hackathon.extensions import db
from hackathon.models import Event, Topic, TopicMerge


def into(topic: Topic) -> Sequence[TopicMerge]:
    """Return the merges that this topic stands for, the latest first."""
    found = select(TopicMerge).where(TopicMerge.kept_id == topic.id, TopicMerge.undone_at.is_(None))
    loaded = found.options(joinedload(TopicMerge.gone), defer(TopicMerge.written))
    return db.session.scalars(loaded.order_by(TopicMerge.id.desc())).all()


def find(event: Event, key: int) -> TopicMerge:
    """Return a merge of the event; 404 if there is none."""
    is_here = TopicMerge.kept.has(Topic.event_id == event.id)
    return db.session.scalar(select(TopicMerge).where(TopicMerge.id == key, is_here)) or abort(404)
