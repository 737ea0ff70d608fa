"""Recording who is viewing a schedule."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import upsert
from hackathon.events.models import Event
from hackathon.schedule.presence.models import SchedulePresence


@transaction(takes=Lock.SHARED)
def note_presence(*, event: Event, by: Person, now: datetime) -> None:
    """Record that an organizer is viewing the schedule of an event."""
    upsert(SchedulePresence, key={"event_id": event.id, "person_id": by.id}, values={"seen_at": now})
