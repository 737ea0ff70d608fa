"""Finding drafts to publish automatically."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.publication.timed.models import TimedPublication


def timed_publication(event: Event) -> TimedPublication | None:
    """Return the scheduled publication of an event's draft, or the refused one."""
    return db.session.get(TimedPublication, event.id)


def due(now: datetime) -> Sequence[TimedPublication]:
    """Return the publications that are due."""
    waiting = select(TimedPublication).where(TimedPublication.at <= now, TimedPublication.fault.is_(None))
    return db.session.scalars(waiting.order_by(TimedPublication.at)).all()
