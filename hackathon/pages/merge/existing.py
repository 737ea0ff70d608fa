"""The event before the merge, as plain values. Names are keys, normalized for comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hackathon.core.domain.attendance import Status
from hackathon.pages.merge.identities import Identity
from hackathon.pages.merge.similar_topics import CandidateTopic
from hackathon.pages.model.questions import QuestionSubject

ResponseKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingTopic:
    """A topic of the event: its fields as in `records.topic_fields`, and as the page last had it.

    `as_read` is None if only another page (`page`) had it. `votes` maps every name of a voter to the time
    of the vote; `comments` likewise.
    """

    number: int
    fields: Mapping[str, str]
    as_read: Mapping[str, Any] | None
    page: str | None = None
    votes: Mapping[str, datetime] = field(default_factory=dict)
    comments: frozenset[ResponseKey] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingAttendance:
    """Someone's attendance status, and whether they set it themselves."""

    name: str
    status: Status
    has_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingEvent:
    """What we know of one event. `last_read` is the page as it was last imported, if it was.

    `aliases` maps a handle, or a name that was merged, to the person's name. `asked` holds the pairs of
    names that an organizer was already asked about. `elsewhere` are topics of other events.
    """

    slug: str
    facts: Mapping[str, str]
    topics: tuple[ExistingTopic, ...] = ()
    attendances: Mapping[str, ExistingAttendance] = field(default_factory=dict)
    milestones: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[frozenset[str]] = frozenset()
    last_read: Mapping[str, Any] | None = None
    elsewhere: tuple[CandidateTopic, ...] = ()
    answered: frozenset[QuestionSubject] = frozenset({QuestionSubject.TIME_ZONE, QuestionSubject.DATES})

    def canonical(self, key: str) -> str:
        """Return the name under which someone is known here."""
        return self.aliases.get(key, key)

    def has_asked(self, one: Identity, other: Identity) -> bool:
        """Whether an organizer was already asked about these two."""
        return frozenset((one.key, other.key)) in self.asked
