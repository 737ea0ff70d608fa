"""What we have already when a page comes in, as plain values; names are keys, compared as names are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hackathon.domain.attendance import Status
from hackathon.domain.wiki.merging.identities import Identity
from hackathon.domain.wiki.merging.recurring import Other
from hackathon.domain.wiki.page import About

SaidKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTopic:
    """A topic of ours: its fields as `records.fields_of` spells them, and how the page last gave it.

    `as_read` is None where only another page, `page`, gave it. `votes` has the moment of each vote under
    every name of its voter; `comments` likewise.
    """

    number: int
    fields: Mapping[str, str]
    as_read: Mapping[str, Any] | None
    page: str | None = None
    votes: Mapping[str, datetime] = field(default_factory=dict)
    comments: frozenset[SaidKey] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAttendance:
    """How sure it is that somebody comes, and whether they said so themselves."""

    name: str
    status: Status
    has_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What we have of one event. `last_read` is the page as it was brought in before, if it was.

    `aliases` leads from a handle, or a name that was joined, to the name of the person whose it is;
    `asked` holds the pairs of names of which an organizer was asked whether they are one person; `elsewhere`
    are topics of other events.
    """

    slug: str
    facts: Mapping[str, str]
    topics: tuple[KnownTopic, ...] = ()
    attendances: Mapping[str, KnownAttendance] = field(default_factory=dict)
    milestones: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[frozenset[str]] = frozenset()
    last_read: Mapping[str, Any] | None = None
    elsewhere: tuple[Other, ...] = ()
    answered: frozenset[About] = frozenset({About.TIME_ZONE, About.DATES})

    def canonical(self, key: str) -> str:
        """Return the name under which somebody is known here."""
        return self.aliases.get(key, key)

    def has_asked(self, one: Identity, other: Identity) -> bool:
        """Whether an organizer was asked about the two already."""
        return frozenset((one.key, other.key)) in self.asked
