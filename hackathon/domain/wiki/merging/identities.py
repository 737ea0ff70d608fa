"""Who is who: equal names are joined, names that are alike are proposed to a person with the evidence."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from hackathon.domain.names import normalise
from hackathon.domain.wiki.page import Page

_SHORTEST_NICKNAME = 3
_INITIALS = range(2, 5)


class Source(StrEnum):
    """Where on a page a name stands."""

    HANDLE = "handle"
    CONTACT = "contact"
    ATTENDEE = "attendee"


class Reason(StrEnum):
    """Why two names may be one person's."""

    INITIALS = "initials"
    NICKNAME = "nickname"
    SHORTENED = "shortened"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name as it is written in one kind of place."""

    name: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All mentions whose names are equal once normalised; they are taken to be one person."""

    key: str
    mentions: tuple[Mention, ...]

    @property
    def name(self) -> str:
        """The name to show: as an attendee, else as a contact, else the handle."""
        order = (Source.ATTENDEE, Source.CONTACT, Source.HANDLE)
        return min(self.mentions, key=lambda mention: order.index(mention.source)).name

    @property
    def is_attendee(self) -> bool:
        """Whether the name stands in a list of attendees."""
        return any(mention.source is Source.ATTENDEE for mention in self.mentions)

    @property
    def is_joined(self) -> bool:
        """Whether the name stands in several kinds of place."""
        return len(self.mentions) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two identities that may be one person; only a person may say so."""

    one: Identity
    other: Identity
    reason: Reason
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """Everybody that a page names, and the joins that are proposed."""

    identities: tuple[Identity, ...]
    proposed: tuple[Proposal, ...]

    @property
    def joined(self) -> tuple[Identity, ...]:
        """Those whose name was found in several kinds of place."""
        return tuple(identity for identity in self.identities if identity.is_joined)


def joins_of(page: Page) -> Joins:
    """Return who is who among the voters, commenters, contacts and attendees of a page."""
    return find_joins(
        handles=[comment.author for topic in page.topics for comment in topic.comments if comment.author],
        contacts=[person.name for topic in page.topics if topic.contact for person in topic.contact.people],
        attendees=[person.name for person in page.attendees],
    )


def find_joins(*, handles: Iterable[str], contacts: Iterable[str], attendees: Iterable[str]) -> Joins:
    """Join equal names, and propose the joins of initials, nicknames, shortened names and other spellings.

    Each proposal stands alone: a handle that fits two people is proposed twice.
    """
    found: dict[str, dict[Mention, None]] = defaultdict(dict)
    for source, names in ((Source.HANDLE, handles), (Source.CONTACT, contacts), (Source.ATTENDEE, attendees)):
        for name in names:
            found[normalise(name)][Mention(name=name, source=source)] = None
    identities = tuple(
        Identity(key=key, mentions=_one_a_source(mentions)) for key, mentions in found.items() if key
    )
    return Joins(identities=identities, proposed=tuple(_proposals(identities)))


def _one_a_source(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the first spelling of each source."""
    first: dict[Source, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.source, mention)
    return tuple(first.values())


def _proposals(identities: tuple[Identity, ...]) -> Iterator[Proposal]:
    # Only names that share a clue are compared, so a list of thousands takes no longer than it must.
    sharing: dict[str, list[int]] = defaultdict(list)
    for n, identity in enumerate(identities):
        for clue in _clues(identity.name):
            sharing[clue].append(n)
    pairs = {pair for together in sharing.values() for pair in combinations(together, 2)}
    for n, m in sorted(pairs):
        one, other = identities[n], identities[m]
        # Two people of the attendee list are two people: each stands there under the name they chose.
        if not (one.is_attendee and other.is_attendee):
            why = _why(one.name, other.name) or _why(other.name, one.name)
            if why:
                yield Proposal(one=one, other=other, reason=why[0], evidence=why[1])


def _clues(name: str) -> set[str]:
    """Return what two names must share in part to be one person's."""
    words = _plain(name).split()
    letters = _letters(name)
    clues = {f"letters {letters}"} if letters else set()
    if len(words) > 1:
        clues |= {f"last name {words[-1]}", f"initials {words[0][0]}{words[-1][0]}"}
    elif words and len(words[0]) in _INITIALS:
        clues.add(f"initials {words[0][0]}{words[0][-1]}")
    return clues


def _why(short: str, full: str) -> tuple[Reason, str] | None:
    """Return why the first name may be a form of the second."""
    if _letters(short) == _letters(full) != "":
        return Reason.SPELLING, f'"{short}" and "{full}" differ only in accents, spaces or signs'
    few, many = _plain(short).split(), _plain(full).split()
    if len(few) == 1 and len(many) > 1 and len(few[0]) in _INITIALS:
        return _why_initials(short, few[0], full, many)
    if len(few) < 2 or len(many) < 2 or few[-1] != many[-1]:
        return None
    if few[0] == many[0] and len(few) == 2 and len(many) > 2:
        return Reason.SHORTENED, f'"{short}" is "{full}" without {" ".join(full.split()[1:-1])}'
    if many[0].startswith(few[0]) and _SHORTEST_NICKNAME <= len(few[0]) < len(many[0]):
        last = full.rsplit(maxsplit=1)[-1]
        return Reason.NICKNAME, f'"{few[0].title()}" begins "{many[0].title()}", and both are called {last}'
    return None


def _why_initials(short: str, handle: str, full: str, names: list[str]) -> tuple[Reason, str] | None:
    first, last = names[0][0], names[-1][0]
    initials = "".join(name[0] for name in names)
    if handle == initials:
        return Reason.INITIALS, f'"{short}" are the initials of {full}'
    if handle[0] == first and handle[-1] == last:
        marks = f"{first.upper()} and {last.upper()}"
        return Reason.INITIALS, f'"{short}" begins and ends with the initials of {full}, {marks}'
    return None


def _plain(name: str) -> str:
    """Return the normalised name without accents."""
    apart = unicodedata.normalize("NFKD", normalise(name))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", _plain(name))
