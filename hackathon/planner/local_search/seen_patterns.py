"""Sets of topics that shared a slot in a search, from which a better agenda may be built."""

from collections import defaultdict

from hackathon.planner.model.problem import Placement

MOST = 20_000
"""With so many sets, nothing more is noted."""


class SeenPatterns:
    """Slots, each with topics that lay there together; several searches may note at once."""

    def __init__(self) -> None:
        self._sets: set[tuple[int, tuple[int, ...]]] = set()

    def note(self, placement: Placement) -> None:
        """Note what lies in each slot of an agenda of sessions of one slot."""
        if len(self._sets) >= MOST:
            return
        held = defaultdict[int, list[int]](list)
        for topic, start in enumerate(placement.start):
            if start >= 0:
                held[start].append(topic)
        self._sets.update((slot, tuple(topics)) for slot, topics in held.items())

    def sets(self) -> list[tuple[int, tuple[int, ...]]]:
        """Return the sets so far, in an order that does not depend on which came first."""
        return sorted(self._sets)
