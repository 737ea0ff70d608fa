"""The sort order of names and titles: Unicode's root collation, the same for all readers and databases."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain
from struct import pack

from hackathon.core.text.characters import visible
from hackathon.core.text.latin_weights import WEIGHTS

LONGEST = 120
"""The number of characters that are compared; the time for a key grows with the square of this."""


@lru_cache(maxsize=16384)
def sort_key(name: str) -> bytes:
    """Return a key that sorts names when compared byte by byte, in Python or in a database.

    Accents, and after them capitals, only matter between names that are otherwise equal.
    """
    text = visible(name)[:LONGEST]
    weights = _latin_weights(text)
    if weights is None:
        weights = _weights()(text)
    return pack(f">{len(weights)}H", *weights)


def _latin_weights(text: str) -> Sequence[int] | None:
    """Return the weights of a text in Latin letters like `_weights`; None for any other text."""
    try:
        elements = [WEIGHTS[character] for character in unicodedata.normalize("NFD", text)]
    except KeyError:
        return None
    primary, secondary, tertiary = (
        [weight for weight in level if weight] for level in _levels(chain.from_iterable(elements))
    )
    return (*primary, 0, *secondary, 0, *tertiary, 0)


def _levels(elements: "chain[tuple[int, int, int]]") -> Sequence[Sequence[int]]:
    """Return the primary, secondary and tertiary weights: letters, then accents, then capitals."""
    return tuple(zip(*elements, strict=True)) or ((), (), ())


@cache
def _weights() -> Callable[[str], tuple[int, ...]]:
    from pyuca import Collator  # noqa: PLC0415 -- slow import: reads a table of 1.8 MB

    weights: Callable[[str], tuple[int, ...]] = Collator().sort_key
    return weights
