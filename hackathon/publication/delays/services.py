"""Publishing a delay."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.agenda.domain.changes import AgendaChange, between
from hackathon.agenda.domain.ledger import next_agenda
from hackathon.agenda.models import Revision
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.errors import BadEntry, EventEnded
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.publication.delays.domain import DelayScope, delayed_agenda, next_in_room
from hackathon.publication.services import change_notifications, publishing


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayPreview:
    """The effect of publishing a delay; `blocked_by` is a session that prevents it."""

    scope: DelayScope
    agenda: Agenda
    changes: tuple[AgendaChange, ...]
    concerned: change_notifications.Concerned
    blocked_by: AgendaSession | None


def preview(
    *, event: Event, late: AgendaSession, scope: DelayScope, minutes: int, now: datetime
) -> DelayPreview:
    """Return the effect of a session's delay and the people affected, without changing anything."""
    previous = agendas.latest(event)
    if previous is None:
        raise BadEntry(message("No agenda has been published yet, so nothing can run late."))
    frame = replace(previous, revision=previous.revision + 1, published_at=now, sessions=(), note="")
    agenda = next_agenda(
        frame,
        delayed_agenda(previous, late, scope, minutes, now),
        previous=previous,
        mint=lambda: str(uuid.uuid4()),
    )
    changes = between(previous, agenda)
    return DelayPreview(
        scope=scope,
        agenda=agenda,
        changes=changes,
        concerned=change_notifications.concerned(event, changes, agenda=agenda, previous=previous),
        blocked_by=next_in_room(previous, late, minutes) if scope is DelayScope.SESSION else None,
    )


@transaction
def publish_delay(
    *,
    event: Event,
    late: AgendaSession,
    scope: DelayScope,
    minutes: int,
    seen: int | None,
    tells: bool,
    by: Person | None,
    now: datetime,
) -> Revision:
    """Publish that a session runs late, with everything in the scope.

    Raises EventEnded, BadEntry for a session that is over or would run into the next one in its room, and
    StaleForm if another agenda was published meanwhile, so that a delay reported by two people counts once.
    """
    if event.is_over(now):
        raise EventEnded(
            message("%(event)s has ended, so its agenda can no longer change.", event=event.title)
        )
    if late.ends <= now:
        raise BadEntry(message("“%(session)s” is over, so it can't run late.", session=late.name))
    coming = preview(event=event, late=late, scope=scope, minutes=minutes, now=now)
    refuse_stale(seen, coming.agenda.revision - 1)
    if coming.blocked_by is not None:
        raise BadEntry(
            message(
                "“%(session)s” would run into “%(next)s”. Let everything in that room start later.",
                session=late.name,
                next=coming.blocked_by.name,
            )
        )
    return publishing.freeze(
        event=event, agenda=coming.agenda, concerned=coming.concerned if tells else {}, by=by, now=now
    )
