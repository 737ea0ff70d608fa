"""Changing published sessions: delaying, moving and cancelling them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest

from hackathon.agenda.domain.ledger import Key, Placed
from hackathon.core.domain.agenda import Agenda, AgendaSession

SHORTEST_PAUSE = timedelta(minutes=10)
"""A break between two sessions absorbs a delay until only this much of it is left."""

Sessions = Mapping[Key, Placed]
"""The sessions that take place, by key; omitted ones are not included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTime:
    """A room (its slug) from one moment to another."""

    room: str
    starts: datetime
    ends: datetime


def placed_sessions(agenda: Agenda) -> dict[Key, Placed]:
    """Return the sessions of an agenda that take place, ready to be moved."""
    return {
        session.key: Placed(**{name: getattr(session, name) for name in Placed.__slots__})
        for session in agenda.running
    }


def has_begun(session: Placed | AgendaSession, now: datetime) -> bool:
    """Whether it is on or over."""
    return session.starts <= now


def moved(sessions: Sessions, targets: Mapping[Key, RoomTime | None]) -> dict[Key, Placed]:
    """Return the sessions with some moved to other cells; None omits a session."""
    after = dict(sessions)
    for key, cell in targets.items():
        session = after.pop(key)
        if cell is not None:
            after[key] = replace(session, room=cell.room, starts=cell.starts, ends=cell.ends, delayed=0)
    return after


def ended(sessions: Sessions, key: Key, at: datetime) -> dict[Key, Placed]:
    """Return the sessions with one ending at another time, at least a minute after its start."""
    session = sessions[key]
    return {
        **sessions,
        key: replace(session, ends=max(at, session.starts + timedelta(minutes=1))),
    }


def changed_room(sessions: Sessions, key: Key, room: str) -> dict[Key, Placed]:
    """Return the sessions with one in another room at the same time."""
    return {**sessions, key: replace(sessions[key], room=room)}


def is_free(sessions: Sessions, cell: RoomTime, *, but_for: Collection[Key] = ()) -> bool:
    """Whether no session, except these, is in that room at that time."""
    return not any(
        key not in but_for
        and session.room == cell.room
        and session.starts < cell.ends
        and cell.starts < session.ends
        for key, session in sessions.items()
    )


def in_the_way(
    sessions: Sessions, *, room: str, until: datetime, now: datetime, but_for: Collection[Key] = ()
) -> list[Placed]:
    """Return a room's sessions that have not begun and would start before a moment, by time."""
    return _by_time(
        session
        for key, session in sessions.items()
        if key not in but_for and session.room == room and now < session.starts < until
    )


def waiting(
    sessions: Sessions, *, rooms: Iterable[str], until: datetime, now: datetime, but_for: Collection[Key] = ()
) -> dict[Key, Placed]:
    """Return the sessions, delaying those in these rooms that have not begun until a moment.

    What follows in a room is delayed too, as far as the breaks in between can't absorb it. `until` is a whole
    minute, because delays are counted in minutes.
    """
    after = dict(sessions)
    for room in rooms:
        free_at = until
        coming = _by_time(
            each
            for key, each in sessions.items()
            if key not in but_for and each.room == room and not has_begun(each, now)
        )
        for session, following in zip_longest(coming, coming[1:]):
            delay = free_at - session.starts
            if delay <= timedelta(0):
                break
            late = replace(
                session,
                starts=session.starts + delay,
                ends=session.ends + delay,
                delayed=session.delayed + delay // timedelta(minutes=1),
            )
            after[session.key] = late
            pause = following.starts - session.ends if following else SHORTEST_PAUSE
            free_at = late.ends + max(min(pause, SHORTEST_PAUSE), timedelta(0))
    return after


def _by_time(sessions: Iterable[Placed]) -> list[Placed]:
    return sorted(sessions, key=lambda each: (each.starts, each.key))
