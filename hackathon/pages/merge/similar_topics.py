"""Finds the same topic under another title, on another page or at another event, with the evidence.

Only a person can say that two topics are the same, so the result is a question.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.text.messages import Message, listed, message
from hackathon.core.text.names import normalize
from hackathon.core.text.similar import words

MIN_SIMILARITY = 0.55
"""From which likeness of their titles on two topics may be one, of 1 for the same words."""
MIN_SIMILARITY_RENAMED = 0.3
"""One that left the page as the other came needs less."""
MAX_EVIDENCE_WORDS = 6
_LONG = 8
"""Of how many words a description must be to say by itself that two topics are one."""
_COMMON = 40
"""A word that so many titles have says nothing of any of them."""


class CandidateOrigin(StrEnum):
    """Where the similar topic is."""

    PAGE = "page"
    """It was on this page until now: perhaps it was renamed."""
    EVENT = "event"
    """It is at this event, from another page or proposed here."""
    ELSEWHERE = "elsewhere"
    """It is at another event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateTopic:
    """An existing topic to compare with: of another event, or of another page (`event` is None)."""

    where: CandidateOrigin
    number: int
    title: str
    description: str = ""
    contacts: tuple[str, ...] = ()
    event: str | None = None
    event_title: str = ""
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How similar a topic is to an existing one (0 to 1), and why."""

    other: CandidateTopic
    degree: float
    evidence: Message


class CandidateTopics:
    """Existing topics, indexed by their words."""

    def __init__(self, others: Iterable[CandidateTopic]) -> None:
        self._others = tuple(others)
        self._words = [words(candidate.title) for candidate in self._others]
        self._frequency = Counter(word for title_words in self._words for word in title_words)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[frozenset[str], list[int]] = defaultdict(list)
        for n, candidate in enumerate(self._others):
            for word in self._words[n]:
                self._by_word[word].append(n)
            if len(title_words := words(candidate.description)) >= _LONG:
                self._by_text[title_words].append(n)

    def like(self, title: str, description: str, contacts: Iterable[str]) -> Iterator[Similarity]:
        """Yield every topic that may be the same."""
        mine, text = words(title), words(description)
        same_text = set(self._by_text.get(text, ()))
        sharing = {n for word in mine if self._frequency[word] <= _COMMON for n in self._by_word[word]}
        for n in sorted(sharing | same_text | set(self._of_title(title, mine))):
            other = self._others[n]
            degree = 1.0 if n in same_text else self._degree(mine, self._words[n])
            if degree >= (MIN_SIMILARITY_RENAMED if other.where is CandidateOrigin.PAGE else MIN_SIMILARITY):
                evidence = _evidence(title, mine & self._words[n], other, contacts, n in same_text)
                yield Similarity(other=other, degree=degree, evidence=evidence)

    def _of_title(self, title: str, mine: frozenset[str]) -> Iterator[int]:
        # A title of nothing but common words is found by its rarest one, and must be equal.
        rarest = min(mine, key=lambda word: (self._frequency[word], word), default="")
        for n in self._by_word.get(rarest, ()):
            if normalize(self._others[n].title) == normalize(title):
                yield n

    def _degree(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        def weight(title_words: frozenset[str]) -> float:
            return sum(1 / max(self._frequency[word], 1) for word in title_words)

        total = weight(mine) + weight(theirs)
        return 2 * weight(mine & theirs) / total if total else 0.0


def best_matches(candidates: Mapping[int, Iterable[Similarity]]) -> dict[int, Similarity]:
    """Return the best match for each new topic, best pairs first; each existing topic is used once."""
    order = [*CandidateOrigin]
    pairs = [(n, match) for n, similarities in candidates.items() for match in similarities]
    pairs.sort(key=lambda pair: (order.index(pair[1].other.where), -pair[1].degree, pair[0]))
    chosen: dict[int, Similarity] = {}
    taken: set[tuple[str | None, int]] = set()
    for n, similarity in pairs:
        key = (similarity.other.event, similarity.other.number)
        if n not in chosen and key not in taken:
            chosen[n] = similarity
            taken.add(key)
    return chosen


def _evidence(
    title: str, shared: frozenset[str], other: CandidateTopic, contacts: Iterable[str], is_same_text: bool
) -> Message:
    parts = []
    if normalize(title) == normalize(other.title):
        parts.append(message("the titles are equal"))
    elif shared:
        shared_words = [word for word in other.title.split() if words(word) & shared][:MAX_EVIDENCE_WORDS]
        parts.append(message("both titles say “%(words)s”", words=" ".join(shared_words)))
    if is_same_text:
        parts.append(message("the descriptions are the same"))
    theirs = {normalize(name) for name in other.contacts}
    if both := [name for name in contacts if normalize(name) in theirs]:
        parts.append(message("both name %(people)s", people=", ".join(both)))
    return listed(parts) or message("the titles are similar")
