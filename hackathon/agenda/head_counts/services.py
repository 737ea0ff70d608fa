"""Recording how many people are in a session."""

from datetime import datetime

from hackathon.agenda.head_counts.models import HeadCount
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.agenda import AgendaSession
from hackathon.core.domain.outcomes import MOST_HEADS
from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.events.models import Event


@transaction
def count_heads(*, event: Event, session: AgendaSession, people: int, now: datetime) -> None:
    """Record how many people are in a session; a later count replaces it.

    Raises BadEntry for a session that has not begun and for an impossible number.
    """
    if session.starts > now:
        raise BadEntry(
            message("“%(session)s” has not started, so nobody can be counted yet.", session=session.name)
        )
    if not 0 <= people <= MOST_HEADS:
        raise BadEntry(message("Please enter a number from 0 to %(most)s.", most=MOST_HEADS))
    upsert(
        HeadCount,
        key={"event_id": event.id, "topic": session.topic, "occurrence": session.occurrence},
        values={"people": people, "counted_at": now},
    )
