"""The log of what happened."""

from datetime import datetime

from hackathon.extensions import db
from hackathon.models import Activity, Event, Person


def note(words: str, *, event: Event | None, by: Person | None, now: datetime) -> None:
    """Add one line to the activity log, inside the transaction of what it tells of."""
    db.session.add(Activity(event_id=event.id if event else None, person=by, at=now, words=words))


def who(by: Person | None) -> str:
    """Return who did something, as a line of the log begins; nobody means a command on the server."""
    return by.name if by else "A command on the server"
