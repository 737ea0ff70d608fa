"""Archiving an event, which makes it read-only, and reopening it."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.events.models import Event


@transaction
def archive(*, event: Event, seen: int | None, by: Person | None, now: datetime) -> None:
    """Make the event read-only; archiving it twice changes nothing. Raises StaleForm."""
    if event.is_archived:
        return
    refuse_stale(seen, event.version)
    event.archived_at = now
    activity.record(LogKind.ARCHIVED_EVENT, event=event, by=by, now=now)


@transaction
def reopen(*, event: Event, by: Person | None, now: datetime) -> None:
    """Make the event editable again; its phase follows its dates unless it was held."""
    if not event.is_archived:
        return
    event.archived_at = None
    activity.record(LogKind.REOPENED_EVENT, event=event, by=by, now=now)
