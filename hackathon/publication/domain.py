"""The changes in a publication for one person, as sentences."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from hackathon.agenda.domain.changes import AgendaChange
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.text.messages import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedTopics:
    """The numbers of the topics that a person hosts and of those they voted for."""

    hosts: frozenset[int] = frozenset()
    wants: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """All topics that they host or voted for."""
        return self.hosts | self.wants


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The message to one person: `lines` in order; the first agenda is announced as a whole."""

    is_first: bool = False
    lines: tuple[Message, ...] = ()


def first_notice(agenda: Agenda, follows: FollowedTopics) -> Notice:
    """Describe the first agenda for one person: sessions they host, sessions they voted for, overlaps."""
    mine = [session for session in agenda.running if session.topic in follows.all]
    hosted = [session for session in mine if session.topic in follows.hosts]
    wanted = [session for session in mine if session.topic not in follows.hosts]
    clashes = [
        message("“%(session)s” and “%(other)s” are at the same time.", session=one.name, other=other.name)
        for one, other in combinations(_only_chances(mine, follows), 2)
        if _overlap(one, other)
    ]
    lines = [*(_hosts(session, agenda) for session in hosted), *(_place(each, agenda) for each in wanted)]
    return Notice(is_first=True, lines=(*lines, *clashes))


def change_notice(
    agenda: Agenda, previous: Agenda | None, changes: Sequence[AgendaChange], follows: FollowedTopics
) -> Notice:
    """Return what these changes to a person's own sessions mean for them, and the conflicts they cause."""
    lines = [change.words for change in changes]
    changed = {change.session.key for change in changes}
    mine = [session for session in agenda.running if session.topic in follows.all]
    hosted = [each for each in mine if each.key in changed and each.topic in follows.hosts]
    before = {session.key: session for session in previous.running} if previous else {}
    return Notice(
        lines=(
            *lines,
            *(_hosts(session, agenda) for session in hosted),
            *_new_clashes(_only_chances(mine, follows), changed, before),
        )
    )


def _new_clashes(
    mine: Sequence[AgendaSession],
    changed: Collection[tuple[int, int]],
    before: Mapping[tuple[int, int], AgendaSession],
) -> Iterator[Message]:
    for one, other in combinations(mine, 2):
        if not _overlap(one, other) or not {one.key, other.key} & set(changed):
            continue
        was = before.get(one.key), before.get(other.key)
        if was[0] and was[1] and _overlap(was[0], was[1]):
            continue
        moved, stays = (one, other) if one.key in changed else (other, one)
        yield message(
            "“%(session)s” is now at the same time as “%(other)s”.", session=moved.name, other=stays.name
        )


def _only_chances(mine: Iterable[AgendaSession], follows: FollowedTopics) -> list[AgendaSession]:
    """Return the sessions that someone can't attend at another time."""
    sessions = list(mine)
    runs = [session.topic for session in sessions]
    return [each for each in sessions if each.topic in follows.hosts or runs.count(each.topic) == 1]


def _overlap(one: AgendaSession, other: AgendaSession) -> bool:
    return one.topic != other.topic and one.starts < other.ends and other.starts < one.ends


def _hosts(session: AgendaSession, agenda: Agenda) -> Message:
    return message("You run “%(session)s”: %(moment)s, %(room)s.", **_where(session, agenda))


def _place(session: AgendaSession, agenda: Agenda) -> Message:
    return message("%(session)s: %(moment)s, %(room)s.", **_where(session, agenda))


def _where(session: AgendaSession, agenda: Agenda) -> dict[str, object]:
    return {
        "session": session.name,
        "moment": agenda.local(session.starts),
        "room": agenda.room(session.room).name,
    }
