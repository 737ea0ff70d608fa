"""The value of a set of sessions: hosts who can't run theirs, and what people miss."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hackathon.agenda.domain.ledger import Placed
from hackathon.publication.domain import FollowedTopics


class Harm(NamedTuple):
    """How bad an agenda is (less is better): sessions without a host, then topics that people miss."""

    hostless: int
    missed: int


@dataclass(frozen=True, slots=True)
class _Day:
    """The sessions that one person attends so far, without overlaps."""

    taken: list[Placed]

    def has_time_for(self, session: Placed) -> bool:
        at = bisect_left(self.taken, session.starts, key=lambda each: each.starts)
        before = self.taken[at - 1] if at else None
        after = self.taken[at] if at < len(self.taken) else None
        return not (before and before.ends > session.starts) and not (after and after.starts < session.ends)

    def take(self, session: Placed) -> None:
        self.taken.insert(bisect_left(self.taken, session.starts, key=lambda each: each.starts), session)


def harm(sessions: Iterable[Placed], people: Iterable[FollowedTopics]) -> Harm:
    """Return how bad these sessions are for these people.

    Everyone runs the sessions they host, and otherwise attends as many wanted topics as they can: the session
    that ends first is chosen first, which is optimal if each topic runs once.
    """
    of_topic: dict[int, list[Placed]] = {}
    for session in sessions:
        of_topic.setdefault(session.topic, []).append(session)
    found = [_harm_to(of_topic, follows) for follows in people]
    return Harm(hostless=sum(each.hostless for each in found), missed=sum(each.missed for each in found))


def _harm_to(of_topic: dict[int, list[Placed]], follows: FollowedTopics) -> Harm:
    day, hostless, attended = _Day([]), 0, set[int]()
    for session in _earliest_end_first(of_topic, follows.hosts):
        if day.has_time_for(session):
            day.take(session)
            attended.add(session.topic)
        else:
            hostless += 1
    for session in _earliest_end_first(of_topic, follows.wants - follows.hosts):
        if session.topic not in attended and day.has_time_for(session):
            day.take(session)
            attended.add(session.topic)
    return Harm(hostless=hostless, missed=len(follows.all - attended))


def _earliest_end_first(of_topic: dict[int, list[Placed]], topics: Iterable[int]) -> Sequence[Placed]:
    found = [session for topic in topics for session in of_topic.get(topic, ())]
    return sorted(found, key=lambda each: (each.ends, each.key))
