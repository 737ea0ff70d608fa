"""The order of names and titles: the root collation of Unicode, the same for every reader and database."""

from collections.abc import Callable
from functools import cache, lru_cache
from struct import pack

from hackathon.core.text.characters import visible

LONGEST = 120
"""How many characters of a name decide its place; the time that a key takes grows with their square."""


@lru_cache(maxsize=16384)
def sort_key(name: str) -> bytes:
    """Return a key that puts names in order when keys are compared byte by byte, in Python or in a database.

    Accents decide only between names that are otherwise the same, and after them capitals.
    """
    weights = _weights()(visible(name)[:LONGEST])
    return pack(f">{len(weights)}H", *weights)


@cache
def _weights() -> Callable[[str], tuple[int, ...]]:
    from pyuca import Collator  # noqa: PLC0415 -- slow import: reads a table of 1.8 MB

    weights: Callable[[str], tuple[int, ...]] = Collator().sort_key
    return weights
