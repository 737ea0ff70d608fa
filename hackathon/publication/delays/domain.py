"""The sessions that a delay moves, and by how much: breaks absorb what they can."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from hackathon.agenda.domain.ledger import Placed
from hackathon.core.domain.agenda import Agenda, AgendaSession

SHORTEST_BREAK = timedelta(minutes=10)
"""A break absorbs a delay until only this much of it is left."""


class DelayScope(StrEnum):
    """What else is late when a session is."""

    SESSION = "session"
    ROOM = "room"
    EVERYTHING = "everything"


def delayed_agenda(
    agenda: Agenda, late: AgendaSession, scope: DelayScope, minutes: int, now: datetime
) -> list[Placed]:
    """Return the sessions of an agenda in which one is late, and with it everything in the scope.

    A session that has begun by `now` keeps its start: if it is the late one, it ends later, and no other one
    moves.
    """
    after = []
    for session in agenda.running:
        delay = _delay(agenda, late, session, scope, minutes)
        if session.starts > now:
            after.append(_delayed(session, delay))
        else:
            after.append(_prolonged(session, delay if session.key == late.key else timedelta(0)))
    return after


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
    # Breaks may already have absorbed a delay that was reported before.
    left = _lateness(agenda, late) + delay - absorbed - timedelta(minutes=session.delayed)
    return max(min(left, delay), timedelta(0))


def _lateness(agenda: Agenda, late: AgendaSession) -> timedelta:
    """Return how much later than planned a session ends: because it began late, overruns, or both."""
    ends = (slot.ends for slot in agenda.slots if not slot.is_break)
    by_timetable = max(
        (end for end in ends if late.planned_start < end <= late.planned_end), default=late.planned_end
    )
    return late.ends - by_timetable


def _delayed(session: AgendaSession, delay: timedelta) -> Placed:
    return replace(
        _placed(session),
        starts=session.starts + delay,
        ends=session.ends + delay,
        delayed=session.delayed + delay // timedelta(minutes=1),
    )


def _prolonged(session: AgendaSession, by: timedelta) -> Placed:
    return replace(_placed(session), ends=session.ends + by)


def _placed(session: AgendaSession) -> Placed:
    known = {name: getattr(session, name) for name in Placed.__slots__}
    return Placed(**known)


def _day(agenda: Agenda, moment: datetime) -> object:
    return agenda.local(moment).date()
