"""Loading feedback."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from hackathon.agenda import queries as agendas
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.outcomes.models import Feedback
from hackathon.topics.models import Topic


def feedback_of(event: Event) -> Sequence[Feedback]:
    """Return the feedback about an event as a whole, newest first."""
    found = select(Feedback).where(Feedback.event_id == event.id, Feedback.topic_id.is_(None))
    return db.session.scalars(found.order_by(Feedback.id.desc())).all()


def feedback_on(topic: Topic) -> Sequence[Feedback]:
    """Return the feedback about a topic's sessions, newest first."""
    found = select(Feedback).where(Feedback.topic_id == topic.id).order_by(Feedback.id.desc())
    return db.session.scalars(found).all()


def first_start(topic: Topic) -> datetime | None:
    """Return when the first published session of a topic starts; None if none is published."""
    agenda = agendas.latest(topic.event)
    starts = [each.starts for each in agenda.running if each.topic == topic.number] if agenda else []
    return min(starts, default=None)
