"""Joining two versions of minutes, and what a report counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

LONGEST_MINUTES = 50_000
"""Characters; more is no minutes but a file, which a link leads to."""


def both_texts(saved: str, typed: str) -> str:
    """Return the paragraphs of two texts: what both have once, what only one has beside it.

    Nothing that either of them wrote is lost. Where they differ, what was saved first comes first.
    """
    one, other = _paragraphs(saved), _paragraphs(typed)
    joined: list[str] = []
    for kind, i, j, k, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        joined += one[i:j] if kind != "insert" else []
        joined += other[k:n] if kind != "equal" else []
    return "\n\n".join(joined)


def _paragraphs(text: str) -> list[str]:
    found = "\n".join(line.rstrip() for line in text.splitlines()).split("\n\n")
    return [paragraph.strip("\n") for paragraph in found if paragraph.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action of a report."""

    text: str
    owner: str | None
    due: date | None
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOutcome:
    """What came of one topic; `promised` is what it set out to do. Links are pairs of words and address."""

    number: int
    title: str
    address: str
    promised: str
    minutes: str
    decisions: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def has_any(self) -> bool:
        """Whether anything came of it that was written down."""
        return bool(self.minutes or self.decisions or self.actions or self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """What came of an event, in numbers and by topic.

    `rating` is the mean of 1 to 5, or None without feedback.
    """

    title: str
    sessions: int
    revisions: int
    confirmed: int
    came: int
    votes: int
    feedback: int
    rating: float | None
    topics: Sequence[TopicOutcome]

    @property
    def with_outcomes(self) -> int:
        """How many topics of the agenda have anything written down."""
        return sum(topic.has_any for topic in self.topics)

    @property
    def decisions(self) -> int:
        """How many decisions were taken."""
        return sum(len(topic.decisions) for topic in self.topics)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """Every action, in the order of the topics."""
        return tuple(action for topic in self.topics for action in topic.actions)

    @property
    def open_actions(self) -> int:
        """How many actions are not done."""
        return sum(not action.is_done for action in self.actions)
