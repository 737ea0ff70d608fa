"""Finding existing topics that may be about the same thing as a new one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hackathon.core.text.folding import folded

LEAST = 0.4
"""The least similarity that is worth showing, where 1 means the same words."""
MOST = 3

# Words that say nothing about a text's subject.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a|all|an|and|are|as|at|be|by|can|do|for|from|has|have|how|in|into|is|it|its|make|more|new|"
        "not|of|on|or|our|so|some|that|the|their|them|there|this|to|up|use|using|via|we|what|when|"
        "which|will|with|you|your",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A topic, prepared for comparison."""

    number: int
    title: str
    description: str = ""


def similar(title: str, description: str, others: Iterable[Text]) -> tuple[Text, ...]:
    """Return at most `MOST` of the other topics that resemble the first, most similar first.

    Similarity is the share of words that two topics have in common, in their titles or in all their text. A
    word that many topics have (such as the project's name) counts little.
    """
    known = [(each, *_both(each.title, each.description)) for each in others]
    frequency = Counter(word for _, _, said in known for word in said)
    mine, all_mine = _both(title, description)
    found = [
        (max(_likeness(mine, theirs, frequency), _likeness(all_mine, all_theirs, frequency)), each)
        for each, theirs, all_theirs in known
    ]
    like: Sequence[tuple[float, Text]] = [pair for pair in found if pair[0] >= LEAST]
    return tuple(each for _, each in sorted(like, key=lambda pair: (-pair[0], pair[1].number))[:MOST])


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Return the words of a text for comparison: lowercase, without accents and plural s."""
    found = re.findall(r"[^\W_]+", folded(text))
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found if word not in _EMPTY
    )


def _both(title: str, description: str) -> tuple[frozenset[str], frozenset[str]]:
    return words(title), words(title) | words(description)


def _likeness(mine: frozenset[str], theirs: frozenset[str], frequency: Mapping[str, int]) -> float:
    def weight(some: frozenset[str]) -> float:
        return sum(1 / max(frequency[word], 1) for word in some)

    total = weight(mine) + weight(theirs)
    return 2 * weight(mine & theirs) / total if total else 0.0
