"""Matching sessions with calendar entries from one revision of the agenda to the next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.domain.server_clocks import rising

Key = tuple[int, int]
"""The number of the topic, and the occurrence (from 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A session of the draft: what, where and when, but without its calendar entry. Times are in UTC."""

    topic: int
    slug: str
    title: str
    summary: str
    contacts: tuple[str, ...]
    area: str | None
    room: str
    starts: datetime
    ends: datetime
    expected: int
    occurrence: int = 1
    is_plenary: bool = False
    missing: int = 0
    part: str = ""
    delayed: int = 0

    @property
    def key(self) -> Key:
        """The identity of the session across revisions."""
        return self.topic, self.occurrence

    @property
    def planned_start(self) -> datetime:
        """The planned start."""
        return self.starts - timedelta(minutes=self.delayed)

    def enter(self, *, uid: str, sequence: int, last_modified: datetime) -> AgendaSession:
        """Return the session as a calendar entry."""
        known: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        return AgendaSession(**known, uid=uid, sequence=sequence, last_modified=last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """The ledger's record of an occurrence that is not in the previous revision."""

    uid: str
    sequence: int
    last_modified: datetime


def told_apart(placed: Iterable[Placed]) -> list[Placed]:
    """Return the sessions, numbering those of one topic in chronological order: "1 of 2", "2 of 2"."""
    found = sorted(placed, key=lambda each: (each.starts, each.occurrence))
    of_topic: dict[int, list[Key]] = {}
    for each in found:
        of_topic.setdefault(each.topic, []).append(each.key)
    return [
        replace(each, part=f"{keys.index(each.key) + 1} of {len(keys)}") if len(keys) > 1 else each
        for each in found
        for keys in (of_topic[each.topic],)
    ]


def next_agenda(
    frame: Agenda,
    placed: Iterable[Placed],
    *,
    previous: Agenda | None,
    mint: Callable[[], str],
    known: Mapping[Key, LedgerEntry] | None = None,
) -> Agenda:
    """Return the frame filled with its sessions, each with its permanent calendar entry.

    The frame is the new revision without sessions; its `published_at` is the current time. A session keeps
    its UID forever: `mint` only creates one for an occurrence that is neither in the previous revision nor in
    the ledger. Its sequence increases by one when time, room or status changes; `last_modified` changes with
    anything that a calendar shows. Sessions that are no longer placed stay as cancelled, with their room and
    area. Raises ValueError if two of the placed sessions have the same topic and occurrence.
    """
    now = frame.published_at
    before = {} if previous is None else {session.key: session for session in previous.sessions}
    entries = known or {}
    sessions: dict[Key, AgendaSession] = {}
    for each in placed:
        if each.key in sessions:
            raise ValueError(f"topic {each.topic} has its occurrence {each.occurrence} twice")
        if previous is not None and each.key in before:
            sessions[each.key] = _carried(each, before[each.key], previous, frame)
        elif each.key in entries:
            entry = entries[each.key]
            at = rising(now, after=entry.last_modified)
            sessions[each.key] = each.enter(uid=entry.uid, sequence=entry.sequence + 1, last_modified=at)
        else:
            sessions[each.key] = each.enter(uid=mint(), sequence=0, last_modified=now)

    gone = [_cancelled(session, now) for key, session in before.items() if key not in sessions]
    return _with_what_they_name(replace(frame, sessions=_in_order([*sessions.values(), *gone])), previous)


def _carried(placed: Placed, before: AgendaSession, previous: Agenda, frame: Agenda) -> AgendaSession:
    moved = (placed.starts, placed.ends, placed.room) != (before.starts, before.ends, before.room)
    after = placed.enter(
        uid=before.uid,
        sequence=before.sequence + (moved or before.cancelled),
        last_modified=before.last_modified,
    )
    if _shown(after, frame) == _shown(before, previous):
        return after
    # A clock that was set back must not make the newest version look old to a client.
    return replace(after, last_modified=rising(frame.published_at, after=before.last_modified))


def _cancelled(session: AgendaSession, now: datetime) -> AgendaSession:
    if session.cancelled:
        return session
    return replace(
        session,
        cancelled=True,
        sequence=session.sequence + 1,
        last_modified=rising(now, after=session.last_modified),
    )


def _shown(session: AgendaSession, agenda: Agenda) -> tuple[object, ...]:
    """Return everything that a calendar shows of a session; a change of any of it is a modification."""
    area = agenda.area(session.area)
    return (
        session.sequence,
        session.slug,
        session.name,
        session.summary,
        session.contacts,
        area.name if area else None,
        agenda.room(session.room).name,
        agenda.place,
    )


def _in_order(sessions: Iterable[AgendaSession]) -> tuple[AgendaSession, ...]:
    # Room and topic break ties, so that the same sessions always have the same order.
    return tuple(sorted(sessions, key=lambda each: (each.starts, each.room, each.ends, each.key)))


def _with_what_they_name(agenda: Agenda, previous: Agenda | None) -> Agenda:
    """Keep deleted rooms and areas that a cancelled session still refers to."""
    if previous is None:
        return agenda

    rooms = {each.slug for each in agenda.rooms}
    areas = {each.slug for each in agenda.areas}
    named_rooms = {session.room for session in agenda.sessions} - rooms
    named_areas = {session.area for session in agenda.sessions} - areas
    return replace(
        agenda,
        rooms=agenda.rooms + tuple(each for each in previous.rooms if each.slug in named_rooms),
        areas=agenda.areas + tuple(each for each in previous.areas if each.slug in named_areas),
    )
