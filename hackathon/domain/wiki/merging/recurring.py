"""The same topic under another title, on another page, or at another event: found, with the evidence.

Only a person can say that two topics are one, so what is found here is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hackathon.domain.names import normalise
from hackathon.domain.similar import words

LEAST = 0.55
"""From which likeness of their titles on two topics may be one, of 1 for the same words."""
LEAST_OF_A_RENAMED = 0.3
"""One that left the page as the other came needs less."""
LONGEST_EVIDENCE = 6
_LONG = 8
"""Of how many words a description must be to say by itself that two topics are one."""
_COMMON = 40
"""A word that so many titles have says nothing of any of them."""


class Where(StrEnum):
    """Where the other topic is."""

    PAGE = "page"
    """It was on this page until now: perhaps it was renamed."""
    EVENT = "event"
    """It is at this event, from another page or proposed here."""
    ELSEWHERE = "elsewhere"
    """It is at another event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A topic that we have, as it is compared: of another event, or (`event` is None) from another page."""

    where: Where
    number: int
    title: str
    description: str = ""
    contacts: tuple[str, ...] = ()
    event: str | None = None
    event_title: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """That a topic may be one that we have: how much so, of 1, and why."""

    other: Other
    degree: float
    evidence: str


class Others:
    """Topics that we have, looked up by what a new one says."""

    def __init__(self, others: Iterable[Other]) -> None:
        self._others = tuple(others)
        self._words = [words(each.title) for each in self._others]
        self._frequency = Counter(word for said in self._words for word in said)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[frozenset[str], list[int]] = defaultdict(list)
        for n, each in enumerate(self._others):
            for word in self._words[n]:
                self._by_word[word].append(n)
            if len(said := words(each.description)) >= _LONG:
                self._by_text[said].append(n)

    def like(self, title: str, description: str, contacts: Iterable[str]) -> Iterator[Likeness]:
        """Yield all that may be the same topic."""
        mine, text = words(title), words(description)
        same_text = set(self._by_text.get(text, ()))
        sharing = {n for word in mine if self._frequency[word] <= _COMMON for n in self._by_word[word]}
        for n in sorted(sharing | same_text | set(self._of_title(title, mine))):
            other = self._others[n]
            degree = 1.0 if n in same_text else self._degree(mine, self._words[n])
            if degree >= (LEAST_OF_A_RENAMED if other.where is Where.PAGE else LEAST):
                evidence = _evidence(title, mine & self._words[n], other, contacts, n in same_text)
                yield Likeness(other=other, degree=degree, evidence=evidence)

    def _of_title(self, title: str, mine: frozenset[str]) -> Iterator[int]:
        # A title of nothing but common words is found by its rarest one, and must be equal.
        rarest = min(mine, key=lambda word: (self._frequency[word], word), default="")
        for n in self._by_word.get(rarest, ()):
            if normalise(self._others[n].title) == normalise(title):
                yield n

    def _degree(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        def weight(some: frozenset[str]) -> float:
            return sum(1 / max(self._frequency[word], 1) for word in some)

        total = weight(mine) + weight(theirs)
        return 2 * weight(mine & theirs) / total if total else 0.0


def best(found: Mapping[int, Iterable[Likeness]]) -> dict[int, Likeness]:
    """Return for each new topic the one that it may be, the likeliest pairs first; nobody is asked twice."""
    order = [*Where]
    pairs = [(n, each) for n, some in found.items() for each in some]
    pairs.sort(key=lambda pair: (order.index(pair[1].other.where), -pair[1].degree, pair[0]))
    chosen: dict[int, Likeness] = {}
    taken: set[tuple[str | None, int]] = set()
    for n, each in pairs:
        key = (each.other.event, each.other.number)
        if n not in chosen and key not in taken:
            chosen[n] = each
            taken.add(key)
    return chosen


def _evidence(
    title: str, shared: frozenset[str], other: Other, contacts: Iterable[str], is_same_text: bool
) -> str:
    parts = []
    if normalise(title) == normalise(other.title):
        parts.append("the titles are equal")
    elif shared:
        said = [word for word in other.title.split() if words(word) & shared][:LONGEST_EVIDENCE]
        parts.append(f"both titles say “{' '.join(said)}”")
    if is_same_text:
        parts.append("the descriptions are the same")
    theirs = {normalise(name) for name in other.contacts}
    if both := [name for name in contacts if normalise(name) in theirs]:
        parts.append(f"both name {', '.join(both)}")
    return ", ".join(parts)
