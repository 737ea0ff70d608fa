"""The positions of a topic's two sessions in a problem."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hackathon.core.domain.agenda import Agenda
from hackathon.planning.drafts.models import Draft, Session
from hackathon.topics.models import Topic

FIRST, SECOND = 1, 2


@dataclass(frozen=True, kw_only=True)
class Positions:
    """The position of each possible session of a topic; second runs come after all topics.

    `occurrences` says which of the topic's sessions each position is. If only the second session is published
    or drafted, it becomes the topic's first run, so that it keeps its calendar entry.
    """

    topics: tuple[Topic, ...]
    again: tuple[Topic, ...]
    occurrences: tuple[int, ...]

    @property
    def rows(self) -> tuple[Topic, ...]:
        """The topic at each position."""
        return (*self.topics, *self.again)

    @property
    def twice(self) -> tuple[tuple[int, int], ...]:
        """The positions of both runs of each topic that may run twice."""
        at = {topic.id: at for at, topic in enumerate(self.topics)}
        return tuple(
            (at[topic.id], second) for second, topic in enumerate(self.again, start=len(self.topics))
        )

    def sessions(self, sessions: Iterable[Session]) -> Mapping[int, Session]:
        """Return the session at each position, without superfluous ones and those of topics left out."""
        exact = {(row.id, self.occurrences[at]): at for at, row in enumerate(self.rows)}
        once = {topic.id: at for at, topic in enumerate(self.topics) if topic not in self.again}
        found: dict[int, Session] = {}
        for session in sorted(sessions, key=lambda each: each.occurrence):
            at = exact.get((session.topic_id, session.occurrence), once.get(session.topic_id))
            if at is not None:
                found.setdefault(at, session)
        return found

    def find(self, topic: Topic, occurrence: int) -> int | None:
        """Return the position of a topic's session; None if it is not in the problem."""
        at = [at for at, row in enumerate(self.rows) if row is topic]
        return next((each for each in at if self.occurrences[each] == occurrence), None)

    def key(self, at: int) -> int:
        """Return the key of a session in a problem: its topic's number, negative for the second one."""
        number = self.rows[at].number
        return number if self.occurrences[at] == FIRST else -number

    def length(self, at: int) -> int:
        """Return the number of slots of a session."""
        topic = self.rows[at]
        return topic.length if self.occurrences[at] == FIRST else topic.second_length or topic.length


def positions(topics: Sequence[Topic], *, draft: Draft | None, published: Agenda | None) -> Positions:
    """Return the positions of the possible sessions of these topics."""
    known: dict[int, set[int]] = {}
    drafted: dict[int, set[int]] = {}
    for running in published.running if published else ():
        known.setdefault(running.topic, set()).add(running.occurrence)
    for session in draft.sessions if draft else ():
        drafted.setdefault(session.topic_id, set()).add(session.occurrence)
    again = tuple(topic for topic in topics if topic.may_run_twice)
    first = {
        topic.id: SECOND if (drafted.get(topic.id) or known.get(topic.number)) == {SECOND} else FIRST
        for topic in topics
    }
    return Positions(
        topics=tuple(topics),
        again=again,
        occurrences=(
            *(first[topic.id] for topic in topics),
            *(FIRST + SECOND - first[topic.id] for topic in again),
        ),
    )
