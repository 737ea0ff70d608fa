"""What came of a topic: minutes, decisions, actions, links, and how many people were there."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hackathon.core.domain.outcomes import OutcomeKind, PromiseResult

LONGEST_SHOWN = 600
"""Characters of a text that are compared as they are; of a longer one its beginning and a digest are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMinutes:
    """The minutes of one of a topic's sessions, in Markdown."""

    text: str
    written_at: datetime
    occurrence: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOutcomeLine:
    """A decision, an action or a link; only actions have an owner, a due date and an end."""

    kind: OutcomeKind
    text: str
    made_at: datetime
    owner: str | None = None
    due: date | None = None
    address: str = ""
    done_at: datetime | None = None

    @property
    def content(self) -> tuple[object, ...]:
        """What was written, without times: lines that differ in nothing else are the same."""
        return self.kind, self.text, self.owner, self.due, self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePromise:
    """How far a topic kept its promise, with a sentence that says why."""

    result: PromiseResult
    assessed_at: datetime
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHeadCount:
    """How many people were counted in one of a topic's sessions."""

    people: int
    counted_at: datetime
    occurrence: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOutcome:
    """What came of a topic. `files` only names its files, which are not part of a page."""

    minutes: tuple[PageMinutes, ...] = ()
    lines: tuple[PageOutcomeLine, ...] = ()
    promise: PagePromise | None = None
    heads: tuple[PageHeadCount, ...] = ()
    files: tuple[str, ...] = ()


OUTCOME_FIELDS = ("minutes", "notes", "promise", "heads")
"""The fields of a topic by which two outcomes are compared."""


def outcome_fields(outcome: PageOutcome) -> dict[str, str]:
    """Return an outcome for comparison, each part as text that is equal if the part is; times don't count."""
    promise = outcome.promise
    return {
        "minutes": _shown("\n\n".join(_of_sessions(outcome.minutes))),
        "notes": _shown("\n".join(sorted(map(_line, outcome.lines)))),
        "promise": f"{promise.result.value}: {promise.sentence}".rstrip(": ") if promise else "",
        "heads": ", ".join(
            f"{each.people}" if each.occurrence == 1 else f"{each.people} (session {each.occurrence})"
            for each in sorted(outcome.heads, key=lambda each: each.occurrence)
        ),
    }


def _of_sessions(minutes: Iterable[PageMinutes]) -> Iterator[str]:
    for each in sorted(minutes, key=lambda each: each.occurrence):
        yield each.text if each.occurrence == 1 else f"Session {each.occurrence}:\n{each.text}"


def _line(line: PageOutcomeLine) -> str:
    done = ", done" if line.done_at else ""
    owner = f" ({line.owner})" if line.owner else ""
    due = f", by {line.due.isoformat()}" if line.due else ""
    address = f" {line.address}" if line.address else ""
    return f"{line.kind.value}{done}: {line.text}{owner}{due}{address}"


def _shown(text: str) -> str:
    """Return a text as it is, or of a long one as much as tells which it is: it is kept to compare with."""
    if len(text) <= LONGEST_SHOWN:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{text[:LONGEST_SHOWN]} … ({len(text):,} characters, {digest})"
