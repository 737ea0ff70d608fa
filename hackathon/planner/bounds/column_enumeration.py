"""Full column enumeration: every set of topics that can share a slot, with its cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product
from math import comb, perm

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

# Beyond this the solver needs longer than the search, and memory grows.
MOST_PATTERNS = 400_000
MOST_ARRANGEMENTS = 40_000_000
# So many sets are looked at together; with many people each takes much memory.
AT_ONCE = 10_000

Members = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Slots that are alike in all that matters: any of them can take any of the patterns."""

    slots: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Patterns of one size for one kind of slot, one per row.

    `topics[i]` lie in `rooms[i]`; `kept[i]` marks those that the pattern promises to leave in the
    room of the last revision. `cost` is what the pattern adds, changes not counted.
    """

    kind: Kind
    topics: Members
    rooms: Members
    kept: NDArray[np.bool_]
    cost: Floats


def kinds(arrays: PreprocessedInstance) -> list[Kind]:
    """Group the slots that are alike."""
    order = bool(arrays.problem.order)
    special = {start for start, _ in arrays.previous.values()}
    groups: dict[tuple[bytes, bytes, int], list[int]] = {}
    for slot in range(arrays.slots):
        alone = slot if order or slot in special else -1
        alike = (arrays.running[:, slot].tobytes(), arrays.present[slot].tobytes(), alone)
        groups.setdefault(alike, []).append(slot)
    return [Kind(slots=tuple(slots)) for slots in groups.values()]


def are_few(arrays: PreprocessedInstance) -> bool:
    """Whether all patterns can be written down."""
    if not arrays.slots or not arrays.topics:
        return False
    patterns = arrangements = 0
    for size in range(1, min(arrays.rooms, arrays.topics) + 1):
        sets = comb(arrays.topics, size) * len(kinds(arrays))
        patterns += sets
        arrangements += sets * perm(arrays.rooms, size)
        if patterns > MOST_PATTERNS or arrangements > MOST_ARRANGEMENTS:
            return False
    return True


def enumerate_all(arrays: PreprocessedInstance) -> Iterator[Patterns]:
    """Yield every pattern; ask `are_few` first.

    A session of several slots appears in a pattern of each, with its share of worth and cost.
    """
    every = kinds(arrays)
    for members in _sets(arrays):
        attended = arrays.slot_worth[members[:, 0]]
        for place in range(1, members.shape[1]):
            attended = np.maximum(attended, arrays.slot_worth[members[:, place]])
        wanted = (arrays.wanted / arrays.length + arrays.raised)[members].sum(axis=1)
        for kind in every:
            slot = kind.slots[0]
            able = np.logical_or.reduce(arrays.running[:, slot], axis=1)
            here = np.logical_and.reduce(able[members], axis=1)
            lost = wanted[here] - attended[here] @ arrays.counted[slot]
            yield from _with_rooms(arrays, kind, members[here], arrays.by.loss * lost)


def _sets(arrays: PreprocessedInstance) -> Iterator[Members]:
    """Yield the sets of topics that may run together, by size, each in rising order."""
    sets: list[tuple[tuple[int, ...], int]] = [
        ((topic,), arrays.conflict[topic]) for topic in range(arrays.topics)
    ]
    while sets:
        members = [topics for topics, _ in sets]
        for first in range(0, len(members), AT_ONCE):
            yield np.array(members[first : first + AT_ONCE])
        if len(members[0]) == arrays.rooms:
            return
        sets = [
            ((*topics, topic), against | arrays.conflict[topic])
            for topics, against in sets
            for topic in range(topics[-1] + 1, arrays.topics)
            if not against >> topic & 1
        ]


def _with_rooms(
    arrays: PreprocessedInstance, kind: Kind, members: Members, lost: Floats
) -> Iterator[Patterns]:
    """Give each set its cheapest rooms, once for each choice of topics that keep their room."""
    slot = kind.slots[0]
    stays = np.full((arrays.topics, arrays.rooms), False)
    for topic, (start, room) in arrays.previous.items():
        if start == slot and room >= 0:
            stays[topic, room] = True
    stayable = np.logical_or.reduce(stays, axis=1)
    seats = arrays.by.seat * arrays.short / np.array(arrays.length)[:, None]
    price = np.where(arrays.running[:, slot], seats, np.inf)
    price_kept = np.where(stays, price, np.inf)
    for kept in product((False, True), repeat=members.shape[1]):
        able = np.array(kept) <= stayable[members]
        rows = np.logical_and.reduce(able, axis=1)
        if rows.any():
            prices = [price_kept if keep else price for keep in kept]
            cost, rooms = _cheapest(prices, members[rows])
            fits = np.isfinite(cost)
            yield Patterns(
                kind=kind,
                topics=members[rows][fits],
                rooms=rooms[fits],
                kept=np.broadcast_to(kept, (int(fits.sum()), len(kept))),
                cost=cost[fits] + lost[rows][fits],
            )


def _cheapest(prices: list[Floats], members: Members) -> tuple[Floats, Members]:
    """Try every way of giving out rooms, for all sets at once."""
    best = np.full(len(members), np.inf)
    rooms = np.zeros(members.shape, dtype=np.int64)
    for chosen in permutations(range(prices[0].shape[1]), members.shape[1]):
        cost = sum(
            (prices[place][members[:, place], room] for place, room in enumerate(chosen)),
            start=np.zeros(len(members)),
        )
        better = cost < best
        best[better] = cost[better]
        rooms[better] = chosen
    return best, rooms
