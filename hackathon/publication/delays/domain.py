"""Which sessions a delay moves, and by how much: breaks absorb what they can."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from hackathon.agenda.domain.ledger import Placed
from hackathon.core.domain.agenda import Agenda, AgendaSession

SHORTEST_BREAK = timedelta(minutes=10)
"""A break gives up its time to a delay until this is left of it."""


class DelayScope(StrEnum):
    """What runs late with a session."""

    SESSION = "session"
    ROOM = "room"
    EVERYTHING = "everything"


def delayed_agenda(agenda: Agenda, late: AgendaSession, scope: DelayScope, minutes: int) -> list[Placed]:
    """Return the sessions of an agenda in which one is late, and with it whatever is in the scope."""
    return [_delayed(session, _delay(agenda, late, session, scope, minutes)) for session in agenda.running]


def next_in_room(agenda: Agenda, late: AgendaSession, minutes: int) -> AgendaSession | None:
    """Return the session that the late one would run into if nothing else moved."""
    ends = late.ends + timedelta(minutes=minutes)
    return next(
        (
            session
            for session in agenda.in_room(late.room).running
            if session.key != late.key and late.starts < session.starts < ends
        ),
        None,
    )


def _delay(
    agenda: Agenda, late: AgendaSession, session: AgendaSession, scope: DelayScope, minutes: int
) -> timedelta:
    delay = timedelta(minutes=minutes)
    if session.key == late.key:
        return delay
    is_later = session.starts >= late.starts and _day(agenda, session.starts) == _day(agenda, late.starts)
    is_meant = scope is DelayScope.EVERYTHING or (scope is DelayScope.ROOM and session.room == late.room)
    if not is_later or not is_meant:
        return timedelta(0)
    absorbed = sum(
        (
            max(slot.ends - slot.starts - SHORTEST_BREAK, timedelta(0))
            for slot in agenda.slots
            if slot.is_break and late.planned_start <= slot.starts and slot.ends <= session.planned_start
        ),
        timedelta(0),
    )
    # What the breaks give up was given up already for a delay that was reported before.
    left = timedelta(minutes=late.delayed) + delay - absorbed - timedelta(minutes=session.delayed)
    return max(min(left, delay), timedelta(0))


def _delayed(session: AgendaSession, delay: timedelta) -> Placed:
    known = {name: getattr(session, name) for name in Placed.__slots__}
    placed = Placed(**known)
    return replace(
        placed,
        starts=session.starts + delay,
        ends=session.ends + delay,
        delayed=session.delayed + delay // timedelta(minutes=1),
    )


def _day(agenda: Agenda, moment: datetime) -> object:
    return agenda.local(moment).date()
