"""The log of what happened."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete

from hackathon.activity.models import Activity
from hackathon.core.database.transactions import ORIGIN, transaction
from hackathon.core.extensions import db

if TYPE_CHECKING:
    from hackathon.accounts.models import Person
    from hackathon.events.models import Event


def did(what: str, *, event: "Event", by: "Person | None", now: datetime) -> None:
    """Add to the log what somebody did, such as "withdrew “Portathon”"; nobody means a command on the server.

    The line is kept with what it tells of, in one transaction, or neither is.
    """
    note(f"{by.name if by else 'A command on the server'} {what}", event=event, by=by, now=now)


def note(words: str, *, event: "Event | None", by: "Person | None", now: datetime) -> None:
    """Add to the log what happened by itself, as a whole sentence; no event means that of the server."""
    origin = db.session.info.get(ORIGIN, "")
    db.session.add(
        Activity(event_id=event.id if event else None, person=by, at=now, words=words, origin=origin)
    )


@transaction
def forget(*, before: datetime) -> None:
    """Delete what happened before that moment."""
    db.session.execute(delete(Activity).where(Activity.at < before))
