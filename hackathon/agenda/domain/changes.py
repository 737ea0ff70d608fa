"""The differences between two published agendas."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.domain.clocks import ending_at
from hackathon.core.text.messages import Message, message


class ChangeKind(StrEnum):
    """What happened to a session from one revision to the next."""

    NEW = "new"
    MOVED = "moved"
    RENAMED = "renamed"
    CANCELLED = "cancelled"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaChange:
    """A change of one session.

    `session` is the session as it is now (if cancelled, as it last was), `before` the earlier one, if any.
    `affects` says whether the people who want or run it have to be elsewhere or at another time: it moves,
    ends earlier or later, is cancelled, returns, or is new in an agenda they know.
    """

    kind: ChangeKind
    session: AgendaSession
    words: Message
    affects: bool = False
    before: AgendaSession | None = None


def between(old: Agenda | None, new: Agenda) -> tuple[AgendaChange, ...]:
    """Return the changes in chronological order; a session that was moved and renamed gives two."""
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


def affecting(changes: Iterable[AgendaChange]) -> tuple[AgendaChange, ...]:
    """Return the changes to report to people who want or run a session."""
    return tuple(change for change in changes if change.affects)


def _of(
    before: AgendaSession | None, old: Agenda | None, after: AgendaSession, new: Agenda
) -> Iterator[AgendaChange]:
    if before is None or old is None:
        if not after.cancelled:
            words = message(
                "%(session)s is new: %(moment)s, %(room)s.", session=after.name, **_where(after, new)
            )
            # The first agenda is announced as a whole.
            yield AgendaChange(kind=ChangeKind.NEW, session=after, words=words, affects=old is not None)
    elif after.cancelled:
        if not before.cancelled:
            yield _cancellation(before, old)
    elif before.cancelled:
        words = message(
            "%(session)s is back: %(moment)s, %(room)s.", session=after.name, **_where(after, new)
        )
        yield AgendaChange(kind=ChangeKind.RETURNED, session=after, words=words, affects=True, before=before)
    else:
        yield from _renaming(before, after)
        yield from _move(before, old, after, new)


def _cancellation(before: AgendaSession, old: Agenda) -> AgendaChange:
    words = message(
        "%(session)s is cancelled. It was planned for %(moment)s, %(room)s.",
        session=before.name,
        **_where(before, old),
    )
    return AgendaChange(kind=ChangeKind.CANCELLED, session=before, words=words, affects=True, before=before)


def _renaming(before: AgendaSession, after: AgendaSession) -> Iterator[AgendaChange]:
    if before.title != after.title:
        words = message("%(before)s is now called %(after)s.", before=before.title, after=after.title)
        yield AgendaChange(kind=ChangeKind.RENAMED, session=after, words=words, before=before)


def _move(before: AgendaSession, old: Agenda, after: AgendaSession, new: Agenda) -> Iterator[AgendaChange]:
    if (before.starts, before.room) != (after.starts, after.room):
        words = message(
            "%(session)s moves from %(old_moment)s, %(old_room)s, to %(moment)s, %(room)s.",
            session=after.name,
            old_moment=old.local(before.starts),
            old_room=old.room(before.room).name,
            **_where(after, new),
        )
        yield AgendaChange(kind=ChangeKind.MOVED, session=after, words=words, affects=True, before=before)
    elif before.ends != after.ends:
        last, earlier = (
            ending_at(each.starts, each.ends, agenda.zone) for each, agenda in ((after, new), (before, old))
        )
        words = message(
            "%(session)s, %(moment)s, %(room)s, ends at %(last)s instead of %(earlier)s.",
            session=after.name,
            last=last,
            earlier=earlier,
            **_where(after, new),
        )
        yield AgendaChange(kind=ChangeKind.MOVED, session=after, words=words, affects=True, before=before)


def _where(session: AgendaSession, agenda: Agenda) -> dict[str, object]:
    return {"moment": agenda.local(session.starts), "room": agenda.room(session.room).name}
