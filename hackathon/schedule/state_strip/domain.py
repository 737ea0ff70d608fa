"""The state of a draft in a few figures, and its problems."""

from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.text.messages import Message

SessionKey = tuple[int, int]
"""The number of a topic, and which of its sessions: 1 or 2."""


class Severity(StrEnum):
    """The severity: a conflict must be resolved before publishing."""

    CONFLICT = "conflict"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A problem with sessions, in words; `code` is its kind.

    `at_sessions` describes it for each of the sessions, without its own title.
    """

    severity: Severity
    code: str
    words: Message
    sessions: tuple[SessionKey, ...]
    at_sessions: tuple[Message, ...] = ()

    def words_at(self, session: SessionKey) -> Message:
        """Return the description for a place that already shows the session's title."""
        known = dict(zip(self.sessions, self.at_sessions, strict=False))
        return known.get(session, self.words)

    @property
    def is_conflict(self) -> bool:
        """Whether it prevents publishing."""
        return self.severity is Severity.CONFLICT


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The figures of a draft, its problems, and its unpublished changes.

    `percent_attended` is None if no vote counts, `percent_bound` if the loss has no known bound.
    `lose_a_must` counts people who can't attend one of their musts.
    """

    percent_attended: int | None
    percent_bound: int | None
    lose_a_must: int
    seats_short: int
    conflicts: int
    warnings: int
    unpublished_changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MustLost:
    """A person who can't attend one of their musts."""

    name: str
    topics: tuple[int, ...]
    """The numbers of the topics."""
