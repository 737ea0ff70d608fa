"""Matches names: equal names are one person, similar names are proposed with the evidence."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice, product

from hackathon.core.text.folding import folded_name
from hackathon.core.text.messages import Message, message
from hackathon.core.text.names import normalize
from hackathon.pages.model.page import Page

_SHORTEST_NICKNAME = 3
_INITIALS = range(2, 5)
MAX_PAIRS = 2_000
"""How many pairs of names may share one clue, such as their initials; a clue of more says nothing."""


class MentionSource(StrEnum):
    """Where on a page a name appears."""

    HANDLE = "handle"
    CONTACT = "contact"
    ATTENDEE = "attendee"


class MatchReason(StrEnum):
    """Why two names may belong to one person."""

    INITIALS = "initials"
    NICKNAME = "nickname"
    SHORTENED = "shortened"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name as it is spelt in one kind of place."""

    name: str
    source: MentionSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """All mentions of one normalized name, taken to be one person."""

    key: str
    mentions: tuple[Mention, ...]

    @property
    def name(self) -> str:
        """The display name: as an attendee, else as a contact, else the handle."""
        order = (MentionSource.ATTENDEE, MentionSource.CONTACT, MentionSource.HANDLE)
        return min(self.mentions, key=lambda mention: order.index(mention.source)).name

    @property
    def is_attendee(self) -> bool:
        """Whether the name is in a list of attendees."""
        return any(mention.source is MentionSource.ATTENDEE for mention in self.mentions)

    @property
    def is_joined(self) -> bool:
        """Whether the name appears in several kinds of places."""
        return len(self.mentions) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchProposal:
    """Two identities that may be one person. Only a person can confirm it."""

    one: Identity
    other: Identity
    reason: MatchReason
    evidence: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatches:
    """Everyone named on a page, and the proposed matches."""

    identities: tuple[Identity, ...]
    proposed: tuple[MatchProposal, ...]

    @property
    def joined(self) -> tuple[Identity, ...]:
        """The identities that appear in several kinds of places."""
        return tuple(identity for identity in self.identities if identity.is_joined)


def match_page_names(page: Page) -> NameMatches:
    """Match the names of voters, commenters, contacts and attendees on a page."""
    return match_names(
        handles=[comment.author for topic in page.topics for comment in topic.comments if comment.author],
        contacts=[person.name for topic in page.topics if topic.contact for person in topic.contact.people],
        attendees=[person.name for person in page.attendees],
    )


def match_names(*, handles: Iterable[str], contacts: Iterable[str], attendees: Iterable[str]) -> NameMatches:
    """Join equal names, and propose matches of initials, nicknames, shortened names and other spellings.

    Proposals are independent: a handle that fits two people is proposed twice.
    """
    mentions_by_key: dict[str, dict[Mention, None]] = defaultdict(dict)
    for source, names in (
        (MentionSource.HANDLE, handles),
        (MentionSource.CONTACT, contacts),
        (MentionSource.ATTENDEE, attendees),
    ):
        for name in names:
            mentions_by_key[normalize(name)][Mention(name=name, source=source)] = None
    identities = tuple(
        Identity(key=key, mentions=_one_a_source(mentions))
        for key, mentions in mentions_by_key.items()
        if key
    )
    return NameMatches(identities=identities, proposed=tuple(_proposals(identities)))


def _one_a_source(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the first spelling from each source."""
    first: dict[MentionSource, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.source, mention)
    return tuple(first.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A name prepared for comparison: its words without accents, and its letters only."""

    name: str
    words: tuple[str, ...]
    letters: str

    @property
    def may_be_initials(self) -> bool:
        """Whether the name is one word that is short enough to be initials."""
        return len(self.words) == 1 and len(self.words[0]) in _INITIALS


def _form(name: str) -> _Form:
    plain = folded_name(name)
    return _Form(name=name, words=tuple(plain.split()), letters=re.sub(r"[\W_]+", "", plain))


def _proposals(identities: tuple[Identity, ...]) -> Iterator[MatchProposal]:
    forms = [_form(identity.name) for identity in identities]
    listed = {n for n, identity in enumerate(identities) if identity.is_attendee}
    for n, m in sorted(_pairs(forms, listed)):
        one, other = forms[n], forms[m]
        why = _why(one, other) or _why(other, one)
        if why:
            yield MatchProposal(one=identities[n], other=identities[m], reason=why[0], evidence=why[1])


def _pairs(forms: Sequence[_Form], listed: Set[int]) -> set[tuple[int, int]]:
    """Return the pairs of names that share a clue, lower index first, except two listed attendees.

    Two entries of that list are two people. A clue shared by too many names says nothing and is ignored,
    which keeps the number of pairs close to the number of names.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    full: dict[str, list[int]] = defaultdict(list)
    short: dict[str, list[int]] = defaultdict(list)
    for n, form in enumerate(forms):
        if form.letters:
            alike[f"letters {form.letters}"].append(n)
        if len(form.words) > 1:
            first, last = form.words[0], form.words[-1]
            alike[f"name {first[:_SHORTEST_NICKNAME]} {last}"].append(n)
            full[first[0] + last[0]].append(n)
        elif form.may_be_initials:
            short[form.words[0][0] + form.words[0][-1]].append(n)
    clues = [_two_of(together, listed) for together in alike.values()]
    clues += [_two_of(handles, listed, full[initials]) for initials, handles in short.items()]
    found_pairs: set[tuple[int, int]] = set()
    for clue in clues:
        pairs = list(islice(clue, MAX_PAIRS + 1))
        if len(pairs) <= MAX_PAIRS:
            found_pairs.update((min(pair), max(pair)) for pair in pairs)
    return found_pairs


def _two_of(
    names: Sequence[int], listed: Set[int], others: Sequence[int] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield all pairs within `names`, or between `names` and `others`, except pairs of two listed people."""
    free, kept = _parted(names, listed)
    if others is None:
        yield from combinations(free, 2)
        yield from product(free, kept)
    else:
        yield from product(free, others)
        yield from product(kept, _parted(others, listed)[0])


def _parted(names: Sequence[int], listed: Set[int]) -> tuple[list[int], list[int]]:
    return [n for n in names if n not in listed], [n for n in names if n in listed]


def _why(short: _Form, full: _Form) -> tuple[MatchReason, Message] | None:
    """Return why the first name may be a form of the second."""
    if short.letters == full.letters != "":
        return (
            MatchReason.SPELLING,
            message(
                "“%(one)s” and “%(other)s” differ only in accents, spaces or punctuation",
                one=short.name,
                other=full.name,
            ),
        )
    few, many = short.words, full.words
    if short.may_be_initials and len(many) > 1:
        return _why_initials(short.name, few[0], full.name, many)
    if len(few) < 2 or len(many) < 2 or few[-1] != many[-1]:
        return None
    if few[0] == many[0] and len(few) == 2 and len(many) > 2:
        middle = " ".join(full.name.split()[1:-1])
        return MatchReason.SHORTENED, message(
            "“%(short)s” is “%(full)s” without %(middle)s", short=short.name, full=full.name, middle=middle
        )
    if many[0].startswith(few[0]) and _SHORTEST_NICKNAME <= len(few[0]) < len(many[0]):
        last = full.name.rsplit(maxsplit=1)[-1]
        return (
            MatchReason.NICKNAME,
            message(
                "“%(full)s” begins with “%(short)s”, and both are called %(last)s",
                full=many[0].title(),
                short=few[0].title(),
                last=last,
            ),
        )
    return None


def _why_initials(
    short: str, handle: str, full: str, names: Sequence[str]
) -> tuple[MatchReason, Message] | None:
    first, last = names[0][0], names[-1][0]
    initials = "".join(name[0] for name in names)
    if handle == initials:
        return MatchReason.INITIALS, message(
            "“%(handle)s” are the initials of %(person)s", handle=short, person=full
        )
    if handle[0] == first and handle[-1] == last:
        marks = (first.upper(), last.upper())
        return MatchReason.INITIALS, message(
            "“%(handle)s” begins and ends with the initials of %(person)s, %(marks)s",
            handle=short,
            person=full,
            marks=marks,
        )
    return None
