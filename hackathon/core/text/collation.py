"""The sort order of names and titles: Unicode's root collation, the same for all readers and databases."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain
from struct import pack

from hackathon.core.text.characters import visible
from hackathon.core.text.latin_weights import WEIGHTS

LONGEST = 120
"""How many characters of a name decide its place; the time that a key takes grows with their square."""


@lru_cache(maxsize=16384)
def sort_key(name: str) -> bytes:
    """Return a key that puts names in order when keys are compared byte by byte, in Python or in a database.

    Accents decide only between names that are otherwise the same, and after them capitals.
    """
    text = visible(name)[:LONGEST]
    weights = _latin_weights(text)
    if weights is None:
        weights = _weights()(text)
    return pack(f">{len(weights)}H", *weights)


def _latin_weights(text: str) -> Sequence[int] | None:
    """Return the weights of a text in Latin letters as `_weights` would; None for any other."""
    try:
        elements = [WEIGHTS[character] for character in unicodedata.normalize("NFD", text)]
    except KeyError:
        return None
    primary, secondary, tertiary = (
        [weight for weight in level if weight] for level in _levels(chain.from_iterable(elements))
    )
    return (*primary, 0, *secondary, 0, *tertiary, 0)


def _levels(elements: "chain[tuple[int, int, int]]") -> Sequence[Sequence[int]]:
    """Return first what decides between letters, then between accents, then between capitals."""
    return tuple(zip(*elements, strict=True)) or ((), (), ())


@cache
def _weights() -> Callable[[str], tuple[int, ...]]:
    from pyuca import Collator  # noqa: PLC0415 -- slow import: reads a table of 1.8 MB

    weights: Callable[[str], tuple[int, ...]] = Collator().sort_key
    return weights
