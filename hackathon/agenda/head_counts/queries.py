"""Loading head counts."""

from collections.abc import Mapping

from sqlalchemy import select

from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.extensions import db
from hackathon.events.models import Event


def head_counts(event: Event) -> Mapping[tuple[int, int], int]:
    """Return how many people were counted in each session, by topic number and occurrence."""
    rows = select(HeadCount.topic, HeadCount.occurrence, HeadCount.people).where(
        HeadCount.event_id == event.id
    )
    return {(topic, occurrence): people for topic, occurrence, people in db.session.execute(rows)}
