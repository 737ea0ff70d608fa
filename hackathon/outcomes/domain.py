"""Merging two versions of minutes, and the counts in a report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from hackathon.core.domain.outcomes import PromiseResult
from hackathon.core.text.folding import folded
from hackathon.core.text.messages import Message, message


def both_texts(saved: str, typed: str) -> str:
    """Merge two texts by paragraphs: common ones once, differing ones one after the other.

    Nothing from either is lost. Where they differ, the text saved first comes first.
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
class PromiseOutcome:
    """The result of a topic's promise, with a sentence that explains it."""

    result: PromiseResult
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An action in a report."""

    text: str
    owner: str | None
    due: date | None
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMinutes:
    """The minutes of one of a topic's sessions, in Markdown; `occurrence` is its number, from 1."""

    occurrence: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOutcome:
    """The outcome of one topic; `promised` is what it set out to do.

    Links are pairs of text and address, files pairs of name and path on this server. `achieved` is None until
    someone assesses the promise.
    """

    number: int
    title: str
    address: str
    promised: str
    achieved: PromiseOutcome | None
    minutes: tuple[SessionMinutes, ...]
    decisions: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    links: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]

    @property
    def has_any(self) -> bool:
        """Whether any outcome was recorded."""
        written = self.minutes or self.decisions or self.actions or self.links or self.files
        return bool(self.achieved or written)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCount:
    """A number in a chart, with its label."""

    name: Message
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlot:
    """Numbers to be plotted side by side."""

    title: Message
    counts: tuple[ReportCount, ...]


def plot(title: Message, *counts: tuple[Message, int]) -> ReportPlot:
    """Return a plot of these numbers."""
    return ReportPlot(
        title=title, counts=tuple(ReportCount(name=name, number=number) for name, number in counts)
    )


def found_in(topic: TopicOutcome, wanted: str) -> TopicOutcome | None:
    """Return the part of a topic's outcome that contains the search terms, or None."""
    words = folded(wanted).split()

    def holds(*texts: str | None) -> bool:
        text = folded(" ".join(filter(None, texts)))
        return all(word in text for word in words)

    if holds(topic.title):
        return topic
    left = replace(
        topic,
        achieved=topic.achieved if topic.achieved and holds(topic.achieved.sentence) else None,
        minutes=tuple(each for each in topic.minutes if holds(each.text)),
        decisions=tuple(each for each in topic.decisions if holds(each)),
        actions=tuple(each for each in topic.actions if holds(each.text, each.owner)),
        links=tuple(each for each in topic.links if holds(*each)),
        files=tuple(each for each in topic.files if holds(each[0])),
    )
    return left if left.has_any else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseCounts:
    """The number of topics that kept their promises; `not_assessed` counts those not assessed."""

    met: int
    partly_met: int
    not_met: int
    not_assessed: int

    @property
    def all(self) -> int:
        """The number of topics that promised anything."""
        return self.met + self.partly_met + self.not_met + self.not_assessed


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedSession:
    """A session whose participants were counted, and how many people wanted to attend."""

    name: str
    counted: int
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReport:
    """The outcome of an event, in numbers and by topic; `site` is the URL of the server with its files.

    `feedback` counts answers about the event, `session_feedback` those about sessions. `rating` is the mean
    of 1 to 5, or None without feedback; `ratings` count them from 5 down, and `choices` the votes from the
    most to the least wanted.
    """

    title: str
    site: str
    sessions: int
    revisions: int
    confirmed: int
    came: int
    votes: int
    feedback: int
    session_feedback: int
    rating: float | None
    ratings: tuple[int, ...]
    choices: tuple[int, ...]
    topics: Sequence[TopicOutcome]
    head_counts: Sequence[CountedSession]

    @property
    def counted(self) -> int:
        """The total number of participants counted."""
        return sum(session.counted for session in self.head_counts)

    @property
    def expected_where_counted(self) -> int:
        """The number of people who wanted to attend the sessions whose participants were counted."""
        return sum(session.expected for session in self.head_counts)

    @property
    def with_outcomes(self) -> int:
        """The number of topics in the agenda with recorded outcomes."""
        return sum(topic.has_any for topic in self.topics)

    @property
    def promises(self) -> PromiseCounts:
        """The number of topics that kept their promises."""
        results = Counter(topic.achieved.result for topic in self.topics if topic.achieved)
        return PromiseCounts(
            met=results[PromiseResult.MET],
            partly_met=results[PromiseResult.PARTLY_MET],
            not_met=results[PromiseResult.NOT_MET],
            not_assessed=sum(bool(topic.promised) and topic.achieved is None for topic in self.topics),
        )

    @property
    def decisions(self) -> int:
        """The number of decisions."""
        return sum(len(topic.decisions) for topic in self.topics)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """All actions, ordered by topic."""
        return tuple(action for topic in self.topics for action in topic.actions)

    @property
    def plots(self) -> tuple[ReportPlot, ...]:
        """The charts of the report, without those that only contain zeros."""
        must, will, maybe = self.choices
        promises = self.promises
        plots = (
            plot(
                message("Attendance"),
                (message("Checked in"), self.came),
                (message("Confirmed, not checked in"), self.confirmed - self.came),
            ),
            plot(
                message("Votes"),
                (message("Must"), must),
                (message("Will"), will),
                (message("Maybe"), maybe),
            ),
            plot(
                message("Outcomes"),
                (message("Topics with outcomes"), self.with_outcomes),
                (message("Topics without"), len(self.topics) - self.with_outcomes),
                (message("Decisions"), self.decisions),
                (message("Actions done"), len(self.actions) - self.open_actions),
                (message("Actions open"), self.open_actions),
            ),
            plot(
                message("Promised outcomes"),
                (message("Met"), promises.met),
                (message("Partly met"), promises.partly_met),
                (message("Not met"), promises.not_met),
                (message("Not assessed yet"), promises.not_assessed),
            ),
            plot(
                message("Feedback"),
                *(
                    (message("%(rating)s of 5", rating=5 - at), number)
                    for at, number in enumerate(self.ratings)
                ),
            ),
        )
        return tuple(each for each in plots if any(count.number for count in each.counts))

    @property
    def open_actions(self) -> int:
        """The number of actions that are not done."""
        return sum(not action.is_done for action in self.actions)
