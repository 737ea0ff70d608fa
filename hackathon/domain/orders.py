"""Which topic comes after which, as pairs of the first and the one after it."""

from collections.abc import Collection


def after(topic: int, pairs: Collection[tuple[int, int]]) -> set[int]:
    """Return the topic and all that come after it, whatever lies between."""
    found, fresh = {topic}, {topic}
    while fresh:
        fresh = {then for first, then in pairs if first in fresh} - found
        found |= fresh
    return found
