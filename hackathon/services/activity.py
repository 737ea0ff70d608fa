"""The log of what happened."""

from datetime import datetime

from sqlalchemy import delete

from hackathon.extensions import db
from hackathon.models import Activity, Event, Person
from hackathon.services.transactions import transaction

ORIGIN = "origin"
"""What a database session calls the place that its work is asked for from."""


def did(what: str, *, event: Event, by: Person | None, now: datetime) -> None:
    """Add to the log what somebody did, such as "withdrew “Portathon”"; nobody means a command on the server.

    The line is kept with what it tells of, in one transaction, or neither is.
    """
    note(f"{by.name if by else 'A command on the server'} {what}", event=event, by=by, now=now)


def note(words: str, *, event: Event | None, by: Person | None, now: datetime) -> None:
    """Add to the log what happened by itself, as a whole sentence; no event means that of the server."""
    origin = db.session.info.get(ORIGIN, "")
    db.session.add(
        Activity(event_id=event.id if event else None, person=by, at=now, words=words, origin=origin)
    )


def comes_from(origin: str) -> None:
    """Say where what is done from here on is asked for; each request has a session, so it says it once."""
    db.session.info[ORIGIN] = origin


@transaction
def forget(*, before: datetime) -> None:
    """Delete what happened before that moment."""
    db.session.execute(delete(Activity).where(Activity.at < before))
