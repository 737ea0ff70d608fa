"""The log of what happened."""

from datetime import datetime

from hackathon.extensions import db
from hackathon.models import Activity, Event, Person


def did(what: str, *, event: Event, by: Person | None, now: datetime) -> None:
    """Add to the log what somebody did, such as "withdrew “Portathon”"; nobody means a command on the server.

    The line is kept with what it tells of, in one transaction, or neither is.
    """
    note(f"{by.name if by else 'A command on the server'} {what}", event=event, by=by, now=now)


def note(words: str, *, event: Event, by: Person | None, now: datetime) -> None:
    """Add to the log what happened by itself, as a whole sentence."""
    db.session.add(Activity(event_id=event.id, person=by, at=now, words=words))
