"""The scenes of a screen in order of time, so that it keeps working without a network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from hackathon.agenda.now.domain import NowAndNext, now_and_next, running_at
from hackathon.core.domain.agenda import Agenda, AgendaRoom, AgendaSession

HORIZON = timedelta(hours=30)
"""How far ahead a screen knows what to show."""
SOON = timedelta(minutes=10)
"""How long before the next sessions the hall screen shows them instead of the current ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HallScene:
    """The hall screen for a period of time: current sessions, or (`is_next`) the next ones.

    `day_is_other` says that the next ones are on another day. Without rows, nothing is left to show.
    """

    starts: datetime
    ends: datetime
    is_next: bool
    at: datetime | None
    sessions: tuple[AgendaSession, ...]
    free_rooms: tuple[AgendaRoom, ...]
    day_is_other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorScene:
    """A door screen for a period of time: the current session, or the next one in that room."""

    starts: datetime
    ends: datetime
    session: AgendaSession | None
    is_running: bool
    following: AgendaSession | None
    others: tuple[AgendaSession, ...]


def hall_scenes(agenda: Agenda, now: datetime) -> tuple[HallScene, ...]:
    """Return the scenes of the hall screen from now on."""
    starts = {session.starts for session in agenda.running}
    moments = starts | {session.ends for session in agenda.running} | {start - SOON for start in starts}
    return tuple(_hall_scene(agenda, begin, end) for begin, end in _spans(moments, now))


def _hall_scene(agenda: Agenda, begin: datetime, end: datetime) -> HallScene:
    at: NowAndNext = now_and_next(agenda, begin)
    is_next = at.next_at is not None and (not at.current or at.next_at - begin <= SOON)
    moment = at.next_at if is_next else (begin if at.current else None)
    order = {room.slug: position for position, room in enumerate(agenda.rooms)}
    sessions = sorted(
        running_at(agenda.running, moment) if moment else (), key=lambda session: order[session.room]
    )
    taken = {session.room for session in sessions}
    return HallScene(
        starts=begin,
        ends=end,
        is_next=is_next,
        at=moment if is_next else at.ends_at,
        sessions=tuple(sessions),
        free_rooms=tuple(room for room in agenda.rooms_used if room.slug not in taken) if moment else (),
        day_is_other=bool(moment) and agenda.local(moment or begin).date() != agenda.local(begin).date(),
    )


def door_scenes(agenda: Agenda, room: str, now: datetime) -> tuple[DoorScene, ...]:
    """Return the scenes of a room's door screen from now on."""
    sessions = sorted(agenda.in_room(room).running, key=lambda session: session.starts)
    moments = {moment for session in sessions for moment in (session.starts, session.ends)}
    return tuple(_door_scene(agenda, sessions, begin, end) for begin, end in _spans(moments, now))


def _door_scene(
    agenda: Agenda, sessions: Sequence[AgendaSession], begin: datetime, end: datetime
) -> DoorScene:
    current = next(iter(running_at(sessions, begin)), None)
    coming = [session for session in sessions if session.starts > begin]
    shown = current or (coming[0] if coming else None)
    others = running_at(agenda.running, shown.starts) if shown else ()
    following = coming if current else coming[1:]
    return DoorScene(
        starts=begin,
        ends=end,
        session=shown,
        is_running=current is not None,
        following=following[0] if following else None,
        others=tuple(
            each
            for each in others
            if shown and each.key != shown.key and each.expected < agenda.room(each.room).capacity
        ),
    )


def _spans(moments: set[datetime], now: datetime) -> list[tuple[datetime, datetime]]:
    """Return the periods from now on in which nothing changes; always at least one."""
    coming = sorted(moment for moment in moments if now < moment < now + HORIZON)
    return list(pairwise([now, *coming, now + HORIZON]))
