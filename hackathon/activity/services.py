"""Writing to the activity log."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete

from hackathon.activity.messages import SERVER, LogKind, sentence
from hackathon.activity.models import Activity
from hackathon.core.database.transactions import ORIGIN, transaction
from hackathon.core.extensions import db
from hackathon.core.text.stored_messages import values_to_json

if TYPE_CHECKING:
    from hackathon.accounts.models import Person
    from hackathon.events.models import Event


def record(
    kind: LogKind, *, event: "Event | None", by: "Person | None", now: datetime, **values: object
) -> None:
    """Log a person's action; None means a command on the server.

    `values` fill in the sentence of that kind. The line is saved in the same transaction as the action.
    Without an event, it goes into the log of the server.
    """
    record_automatic(kind, event=event, by=by, now=now, actor=by.name if by else SERVER, **values)


def record_automatic(
    kind: LogKind, *, event: "Event | None", by: "Person | None", now: datetime, **values: object
) -> None:
    """Log an event that happened automatically, or that is logged without a person."""
    db.session.add(
        Activity(
            event_id=event.id if event else None,
            person=by,
            at=now,
            words=str(sentence(kind, values)),
            kind=kind.value,
            details=values_to_json(values),
            origin=db.session.info.get(ORIGIN, ""),
        )
    )


@transaction
def forget(*, before: datetime) -> None:
    """Delete lines from before that moment."""
    db.session.execute(delete(Activity).where(Activity.at < before))
