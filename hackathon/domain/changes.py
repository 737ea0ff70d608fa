"""What differs between two published agendas, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hackathon.domain.agenda import Agenda, AgendaSession


class ChangeKind(StrEnum):
    """What happened to a session from one revision to the next."""

    NEW = "new"
    MOVED = "moved"
    RENAMED = "renamed"
    CANCELLED = "cancelled"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to one session.

    `session` is the session as it is now (a cancelled one as it last was);
    `affects` says whether whoever wants or runs it has another start, another
    room, or no session any more.
    """

    kind: ChangeKind
    session: AgendaSession
    words: str
    affects: bool = False


def between(old: Agenda | None, new: Agenda) -> tuple[Change, ...]:
    """Return what changed, in the order of the timetable; a session moved and renamed gives two changes."""
    before = {} if old is None else {session.key: session for session in old.sessions}
    after = {session.key: session for session in new.sessions}
    changes = [change for key, session in after.items() for change in _of(before.get(key), old, session, new)]
    if old is not None:
        changes += [
            _cancellation(session, old)
            for key, session in before.items()
            if key not in after and not session.cancelled
        ]
    return tuple(sorted(changes, key=lambda each: (each.session.starts, each.session.room, each.session.key)))


def affected_topics(changes: Iterable[Change]) -> frozenset[int]:
    """Return the numbers of the topics whose people must be told."""
    return frozenset(change.session.topic for change in changes if change.affects)


def _of(
    before: AgendaSession | None, old: Agenda | None, after: AgendaSession, new: Agenda
) -> Iterator[Change]:
    if before is None or old is None:
        if not after.cancelled:
            words = f"{after.name} is new: {_where(after, new)}."
            yield Change(kind=ChangeKind.NEW, session=after, words=words)
    elif after.cancelled:
        if not before.cancelled:
            yield _cancellation(before, old)
    elif before.cancelled:
        words = f"{after.name} returns: {_where(after, new)}."
        yield Change(kind=ChangeKind.RETURNED, session=after, words=words)
    else:
        yield from _renaming(before, after)
        yield from _move(before, old, after, new)


def _cancellation(before: AgendaSession, old: Agenda) -> Change:
    words = f"{before.name} is cancelled: it was {_where(before, old)}."
    return Change(kind=ChangeKind.CANCELLED, session=before, words=words, affects=True)


def _renaming(before: AgendaSession, after: AgendaSession) -> Iterator[Change]:
    if before.title != after.title:
        words = f"{before.title} is now called {after.title}."
        yield Change(kind=ChangeKind.RENAMED, session=after, words=words)


def _move(before: AgendaSession, old: Agenda, after: AgendaSession, new: Agenda) -> Iterator[Change]:
    if (before.starts, before.room) != (after.starts, after.room):
        words = f"{after.name} moves from {_where(before, old)} to {_where(after, new)}."
        yield Change(kind=ChangeKind.MOVED, session=after, words=words, affects=True)
    elif before.ends != after.ends:
        # Nobody has to be anywhere else, so nobody counts as affected.
        ends = f"{new.local(after.ends):%H:%M} instead of {old.local(before.ends):%H:%M}"
        words = f"{after.name}, {_where(after, new)}, ends at {ends}."
        yield Change(kind=ChangeKind.MOVED, session=after, words=words)


def _where(session: AgendaSession, agenda: Agenda) -> str:
    return f"{agenda.when(session.starts)}, {agenda.room(session.room).name}"
