"""The pricing subproblems of a problem, one for each group of identical slots."""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.bounds import pricing_search
from hackathon.planner.bounds.pricing_search import PricingSubproblem
from hackathon.planner.preprocessed_instance import PreprocessedInstance

Ints = NDArray[np.int64]

# Prices are whole numbers too: a thousandth of a cost is as fine as a bound needs them.
FINE = 1000
# Beyond these, giving out rooms takes longer than all the rest, and a slot has too many sets.
MOST_ROOMS, MOST_TOPICS = 10, 250


def can_price(arrays: PreprocessedInstance) -> bool:
    """Whether sets of topics can be priced: not where there are too many, or a revision to stay near."""
    return (
        0 < arrays.rooms <= MOST_ROOMS
        and 0 < arrays.topics <= MOST_TOPICS
        and not arrays.previous
        and float(arrays.by.loss * (arrays.total + arrays.raised.sum())) < 2**62 / scale(arrays) / 4
    )


def scale(arrays: PreprocessedInstance) -> int:
    """Return the number that makes every share of a long session, and every price, whole."""
    return FINE * math.lcm(*arrays.length)


class PricingSubproblems:
    """One subproblem per kind of slot; `slots` are those of the kind, `scale` makes all numbers whole.

    A session of two slots is two items, its first and its second half, so that the one can be asked to
    follow the other: `topic` is that of each item, and `second` the item of a topic's second half. The
    kind after each is that of the next slot, where none ends between.
    """

    def __init__(self, arrays: PreprocessedInstance) -> None:
        self.arrays, self.scale = arrays, scale(arrays)
        halves = [topic for topic, length in enumerate(arrays.length) if length == 2]
        self.second = {topic: arrays.topics + at for at, topic in enumerate(halves)}
        self.topic = np.array([*range(arrays.topics), *halves], dtype=np.int64)
        self.running = arrays.running[self.topic]
        for topic, second in self.second.items():
            self.running[topic] = arrays.ok[topic]
            self.running[second, 0] = False
            self.running[second, 1:] = arrays.ok[topic, :-1]
        self.slots, self.after = self._groups()
        self.kind_of = {slot: kind for kind, slots in enumerate(self.slots) for slot in slots}
        self.length = np.array(arrays.length)[self.topic]
        bits = [[mask >> other & 1 for other in range(arrays.topics)] for mask in arrays.conflict]
        clash = np.array(bits, dtype=bool)[np.ix_(self.topic, self.topic)]
        self.clash = clash | (self.topic[:, None] == self.topic) & ~np.eye(len(self.topic), dtype=bool)
        self.kinds = [self._sight(slots[0]) for slots in self.slots]

    def _groups(self) -> tuple[list[tuple[int, ...]], dict[int, int]]:
        """Return the slots of each kind, and which kind follows which in one block."""
        arrays, groups = self.arrays, dict[object, list[int]]()
        signs = [
            (self.running[:, slot].tobytes(), arrays.present[slot].tobytes()) for slot in range(arrays.slots)
        ]
        # If topics may continue in a second slot, whole blocks must be equal; otherwise slots are compared
        # one by one.
        for unit in arrays.units if self.second else [[slot] for slot in range(arrays.slots)]:
            whole = tuple(signs[slot] for slot in unit)
            for place, slot in enumerate(unit):
                groups.setdefault((whole, place), []).append(slot)
        kinds = list(groups.values())
        kind_of = {slot: kind for kind, slots in enumerate(kinds) for slot in slots}
        pairs = [pair for unit in arrays.units for pair in pairwise(unit)] if self.second else []
        return [tuple(slots) for slots in kinds], {kind_of[a]: kind_of[b] for a, b in pairs}

    def _sight(self, slot: int) -> PricingSubproblem:
        arrays, topics, length = self.arrays, self.topic, self.length
        shares = arrays.slot_worth[topics] * (self.scale * arrays.by.loss) * arrays.counted[slot]
        worth = np.rint(shares).astype(np.int64)
        topic, voter = np.nonzero(worth)
        person, wanted = np.nonzero(worth.T)
        seats = self.scale * arrays.by.seat * arrays.short[topics] / length[:, None]
        seats = np.where(self.running[:, slot], np.rint(seats).astype(np.int64), pricing_search.NEVER)
        least = seats.min(axis=1)
        able = least < pricing_search.NEVER
        lost = self.scale * arrays.by.loss * (arrays.wanted[topics] / length + arrays.raised[topics])
        return PricingSubproblem(
            size=int(np.logical_or.reduce(self.running[:, slot], axis=0).sum()),
            able=np.flatnonzero(able),
            alone=np.rint(lost).astype(np.int64) + np.where(able, least, 0) - worth.sum(axis=1),
            seats=np.where(seats < pricing_search.NEVER, seats - least[:, None], pricing_search.NEVER),
            edge=np.searchsorted(topic, np.arange(len(topics) + 1)),
            voters=voter,
            weight=worth[topic, voter],
            vote_edge=np.searchsorted(person, np.arange(arrays.people + 1)),
            vote_topic=wanted,
            vote_weight=worth[wanted, person],
            clash=self.clash,
        )

    def cost(self, kind: int, topics: tuple[int, ...]) -> int | None:
        """Return the multiplied cost of a set in a slot of this kind; None if it may not run there."""
        members = np.array(topics)
        if self.clash[members[:, None], members].any():
            return None
        cost = pricing_search.cost_of(self.kinds[kind], members)
        return cost if cost < pricing_search.NEVER else None

    def rooms(self, kind: int, topics: tuple[int, ...]) -> list[int]:
        """Return the cheapest rooms of a set that may run there."""
        members = np.array(topics)
        return [int(room) for room in pricing_search.rooms_of(self.kinds[kind], members, len(members))]
