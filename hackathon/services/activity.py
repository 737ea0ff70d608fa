"""The log of what happened."""

from datetime import datetime

from hackathon.extensions import db
from hackathon.models import Activity, Event, Person


def note(words: str, *, event: Event | None, by: Person | None, now: datetime) -> None:
    """Add one line to the activity log, inside the transaction of what it tells of."""
    db.session.add(Activity(event_id=event.id if event else None, person=by, at=now, words=words))
