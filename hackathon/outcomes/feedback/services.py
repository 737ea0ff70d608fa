"""Saving feedback."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message
from hackathon.events.models import Event
from hackathon.outcomes.feedback import queries
from hackathon.outcomes.models import Feedback
from hackathon.topics.models import Topic


@transaction
def give_feedback(
    *,
    event: Event,
    device: str,
    rating: int,
    keep: str,
    change: str,
    now: datetime,
    topic: Topic | None = None,
) -> bool:
    """Save feedback about an event or a topic's sessions; return whether it is this device's first.

    Raises BadEntry before the event or the topic's first session has begun, and for a topic without sessions.
    """
    if refusal := why_not_yet(event=event, topic=topic, now=now):
        raise BadEntry(refusal)
    said_about = f"{event.id} {device}" if topic is None else f"{event.id} {topic.id} {device}"
    digest = hashlib.sha256(said_about.encode()).hexdigest()
    values = {
        "event_id": event.id,
        "topic_id": topic.id if topic else None,
        "device": digest,
        "rating": rating,
        "keep": keep,
        "change": change,
        "given_at": now,
    }
    known = select(Feedback.id).where(Feedback.event_id == event.id, Feedback.device == digest)
    if db.session.scalar(known) is not None:
        return False
    insert_if_new(Feedback, key=("event_id", "device"), values=values)
    return True


def why_not_yet(*, event: Event, topic: Topic | None, now: datetime) -> Message | None:
    """Return why feedback is not possible yet; None once the event or session has begun."""
    if topic is None:
        return (
            message("You can give feedback once the event has begun.")
            if now < event.lifecycle.begins
            else None
        )
    begins = queries.first_start(topic)
    has_begun = begins is not None and begins <= now
    return None if has_begun else message("You can give feedback once the session has begun.")
