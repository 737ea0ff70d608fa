"""The slots of a problem as the pricing sees them, those that are alike once."""

import math

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine import pricing
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.pricing import Sight

Ints = NDArray[np.int64]

# Prices are whole numbers too: a thousandth of a cost is as fine as a bound needs them.
FINE = 1000
# Beyond these, giving out rooms takes longer than all the rest, and a slot has too many sets.
MOST_ROOMS, MOST_TOPICS = 10, 250


def can_price(arrays: Arrays) -> bool:
    """Whether sets of topics can be priced: not where there are too many, or a revision to stay near."""
    return (
        0 < arrays.rooms <= MOST_ROOMS
        and 0 < arrays.topics <= MOST_TOPICS
        and not arrays.previous
        and float(arrays.by.loss * (arrays.total + arrays.raised.sum())) < 2**62 / scale(arrays) / 4
    )


def scale(arrays: Arrays) -> int:
    """Return the number that makes every share of a long session, and every price, whole."""
    return FINE * math.lcm(*arrays.length)


class Sights:
    """For each kind of slot, its sight; `slots` are those of the kind, `scale` what all is multiplied by."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays, self.scale = arrays, scale(arrays)
        groups: dict[tuple[bytes, bytes], list[int]] = {}
        for slot in range(arrays.slots):
            alike = (arrays.running[:, slot].tobytes(), arrays.present[slot].tobytes())
            groups.setdefault(alike, []).append(slot)
        self.slots = [tuple(slots) for slots in groups.values()]
        self.kind_of = {slot: kind for kind, slots in enumerate(self.slots) for slot in slots}
        self.length = np.array(arrays.length)
        bits = [[mask >> other & 1 for other in range(arrays.topics)] for mask in arrays.conflict]
        self.clash = np.array(bits, dtype=bool)
        self.kinds = [self._sight(slots[0]) for slots in self.slots]

    def _sight(self, slot: int) -> Sight:
        arrays = self.arrays
        shares = arrays.slot_worth * (self.scale * arrays.by.loss) * arrays.counted[slot]
        worth = np.rint(shares).astype(np.int64)
        topic, voter = np.nonzero(worth)
        person, wanted = np.nonzero(worth.T)
        seats = np.rint(self.scale * arrays.by.seat * arrays.short / self.length[:, None]).astype(np.int64)
        seats = np.where(arrays.running[:, slot], seats, pricing.NEVER)
        least = seats.min(axis=1)
        able = least < pricing.NEVER
        lost = np.rint(self.scale * arrays.by.loss * (arrays.wanted / self.length + arrays.raised))
        return Sight(
            size=int(np.logical_or.reduce(arrays.running[:, slot], axis=0).sum()),
            able=np.flatnonzero(able),
            alone=lost.astype(np.int64) + np.where(able, least, 0) - worth.sum(axis=1),
            seats=np.where(seats < pricing.NEVER, seats - least[:, None], pricing.NEVER),
            edge=np.searchsorted(topic, np.arange(arrays.topics + 1)),
            voters=voter,
            weight=worth[topic, voter],
            vote_edge=np.searchsorted(person, np.arange(arrays.people + 1)),
            vote_topic=wanted,
            vote_weight=worth[wanted, person],
            clash=self.clash,
        )

    def cost(self, kind: int, topics: tuple[int, ...]) -> int | None:
        """Return what a set costs in a slot of this kind, multiplied; None where it may not run there."""
        cost = pricing.cost_of(self.kinds[kind], np.array(topics))
        return cost if cost < pricing.NEVER else None

    def rooms(self, kind: int, topics: tuple[int, ...]) -> list[int]:
        """Return the cheapest rooms of a set that may run there."""
        members = np.array(topics)
        return [int(room) for room in pricing.rooms_of(self.kinds[kind], members, len(members))]
