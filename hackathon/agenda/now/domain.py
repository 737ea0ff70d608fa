"""The sessions on now and next at a given time, and which of them are a person's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hackathon.agenda.domain.grid import Grid
from hackathon.agenda.my_agenda.domain import AttendedSession
from hackathon.core.domain.agenda import Agenda, AgendaRoom, AgendaSession, AgendaSlot

COUNTDOWN = timedelta(hours=12)
"""There is no countdown to sessions that are further away than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NowAndNext:
    """An agenda at a moment. Sessions and rooms are in the order of the agenda's rooms.

    `upcoming` are the sessions that start next, at `next_at`; both are empty if none follow. `free_rooms` are
    free at that time or, if none follow, now.
    """

    now: datetime
    current: tuple[AgendaSession, ...]
    pause: AgendaSlot | None
    next_at: datetime | None
    upcoming: tuple[AgendaSession, ...]
    free_rooms: tuple[AgendaRoom, ...]
    changes_at: datetime | None

    @property
    def ends_at(self) -> datetime | None:
        """When the first of the current sessions ends."""
        return min((session.ends for session in self.current), default=None)

    @property
    def is_over(self) -> bool:
        """Whether no sessions are on or still to come."""
        return not self.current and self.next_at is None

    @property
    def counts_down(self) -> bool:
        """Whether the next session is near enough to show a countdown."""
        return self.next_at is not None and self.next_at - self.now <= COUNTDOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSessions:
    """A person's own sessions at a moment, by time; `upcoming` is the first that starts later."""

    current: tuple[AttendedSession, ...] = ()
    upcoming: AttendedSession | None = None
    later: tuple[AttendedSession, ...] = ()

    @property
    def keys(self) -> frozenset[tuple[int, int]]:
        """The sessions that are shown in full: all except the later ones."""
        near = (*self.current, self.upcoming) if self.upcoming else self.current
        return frozenset(kept.session.key for kept in near)


def now_and_next(agenda: Agenda, now: datetime) -> NowAndNext:
    """Return the sessions on at a given time, and the next ones, on whatever day."""
    order = {room.slug: position for position, room in enumerate(agenda.rooms)}
    running = sorted(agenda.running, key=lambda session: (order[session.room], session.starts, session.key))
    next_at = min((session.starts for session in running if session.starts > now), default=None)
    spans = [(each.starts, each.ends) for each in running] + [
        (each.starts, each.ends) for each in agenda.slots
    ]
    taken = {session.room for session in running_at(running, next_at or now)}
    return NowAndNext(
        now=now,
        current=running_at(running, now),
        pause=next((slot for slot in agenda.slots if slot.is_break and slot.starts <= now < slot.ends), None),
        next_at=next_at,
        upcoming=tuple(session for session in running if session.starts == next_at),
        free_rooms=tuple(room for room in agenda.rooms_used if room.slug not in taken),
        changes_at=min((moment for span in spans for moment in span if moment > now), default=None),
    )


def running_at(sessions: Iterable[AgendaSession], moment: datetime) -> tuple[AgendaSession, ...]:
    """Return the sessions that are on at a moment."""
    return tuple(session for session in sessions if session.starts <= moment < session.ends)


def own_sessions(kept: Sequence[AttendedSession], now: datetime) -> OwnSessions:
    """Return a person's sessions at a given time, their next ones, and the later ones."""
    coming = [each for each in kept if each.session.starts > now]
    return OwnSessions(
        current=tuple(each for each in kept if each.session.starts <= now < each.session.ends),
        upcoming=coming[0] if coming else None,
        later=tuple(coming[1:]),
    )


def is_on_its_days(agenda: Agenda, now: datetime) -> bool:
    """Whether it is a day of the agenda, or a night between two, and not all of it is over."""
    if not agenda.running:
        return False
    begins = agenda.local(min(session.starts for session in agenda.running)).date()
    return begins <= agenda.local(now).date() and now < max(session.ends for session in agenda.running)


def earlier_rows(grid: Grid, now: datetime) -> int:
    """Return how many rows at the start of a day are over, with every session that starts in them."""
    for number, row in enumerate(grid.rows):
        sessions = [session for cell in row.cells for session in cell.sessions]
        if now < max((row.ends, *(session.ends for session in sessions))):
            return number
    return len(grid.rows)
