"""The required order of topics, as pairs of an earlier and a later topic."""

from collections.abc import Collection


def after(topic: int, pairs: Collection[tuple[int, int]]) -> set[int]:
    """Return the topic and all topics that come after it, directly or indirectly."""
    successors, fresh = {topic}, {topic}
    while fresh:
        fresh = {then for first, then in pairs if first in fresh} - successors
        successors |= fresh
    return successors
