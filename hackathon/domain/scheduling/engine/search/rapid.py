"""A search whose steps run as machine code; see `kernel` for what a step is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.search import gains, kernel
from hackathon.domain.scheduling.engine.search.layout import Ints, Layout, Small, State
from hackathon.domain.scheduling.problem import Placement

# Hot enough for order to arise from disorder, found by trial: a change tears at all voters of a
# topic, and what it costs spreads like the root of their number. In average lost votes.
HOT, COLD = 0.7, 0.15
# Where no two wanted sessions may meet there is little to lose on the way, and the last steps count.
HOT_STRICT, COLD_STRICT = 0.25, 0.1
# A revised agenda stays in its valley: leaving it moves people.
HOT_REVISED = 1.0
# In the first heat: what two sessions of one contact at once, a broken order, or a topic without
# a place cost on the way.
CLASH, DISORDER, ABSENCE = 10, 10, 20
# The kernel counts worth in 32 bits.
MOST_WORTH = 2**30
MOST_CLASH = 2**24
# Voters of two topics are written down up to this many; 16 bytes each.
MOST_SHARED = 30_000_000


def can_search(arrays: Arrays) -> bool:
    """Whether the machine code can count so high."""
    worth = arrays.worth.max(initial=0) * arrays.by.loss
    return bool(worth < MOST_WORTH)


def hot(arrays: Arrays) -> float:
    """Return the heat at which a search begins."""
    if arrays.previous:
        return HOT_REVISED * arrays.scale
    voters = np.mean([len(voters) for voters in arrays.voters])
    by = HOT_STRICT if arrays.problem.hard_clash else HOT
    return float(by * arrays.scale * max(np.sqrt(voters), 1))


def cold(arrays: Arrays) -> float:
    """Return the heat at which a search ends."""
    return float((COLD_STRICT if arrays.problem.hard_clash else COLD) * arrays.scale)


class Rapid:
    """A placement that moves by many small steps; `best` and `cost` are the cheapest agenda on the way.

    `stride` steps are a few hundredths of a second at most.
    """

    stride = 4000

    def __init__(
        self, arrays: Arrays, start: Placement, seed: int, *, most_shared: int = MOST_SHARED
    ) -> None:
        self.arrays = arrays
        self.layout = layout(arrays, most_shared)
        self.state = _state(arrays, self.layout, start, seed)

    def run(self, steps: int, heat: float) -> None:
        """Take so many steps at this heat."""
        if len(self.layout.movable):
            kernel.run(self.layout, self.state, steps, heat)

    @property
    def cost(self) -> int:
        """What the cheapest agenda so far costs."""
        return int(self.state.sums[2])

    def best(self) -> Placement:
        """Return the cheapest agenda so far."""
        return placed(self.arrays, self.state.best)


def layout(arrays: Arrays, most_shared: int) -> Layout:
    """Lay a problem out flat."""
    many, by = arrays.topics, arrays.by
    required = np.array([topic.required for topic in arrays.problem.topics])
    # Where votes may never clash, each clash is counted once, and the votes are honoured of themselves,
    # unless somebody is away or a topic left out.
    is_counted = not (arrays.problem.hard_clash and required.all() and arrays.present.all())
    voters = arrays.voters if is_counted and by.loss else [np.zeros(0, dtype=np.int64)] * many
    topic, voter = np.repeat(np.arange(many), [len(each) for each in voters]), np.concatenate(voters)
    weight = (arrays.worth[topic, voter] * by.loss).astype(np.int32)
    by_person = np.argsort(voter, kind="stable")
    vote_edge, vote_topic = _edges(voter[by_person], arrays.people), topic[by_person].astype(np.int32)
    vote_weight = weight[by_person]
    ok = arrays.ok.reshape(many, -1)
    placed, cell = np.nonzero(ok)
    clash = _clash(arrays)
    return Layout(
        topics=many,
        slots=arrays.slots,
        rooms=arrays.rooms,
        movable=np.flatnonzero(ok.any(axis=1)),
        edge=_edges(topic, many + 1),
        voters=voter.astype(np.int32),
        weight=weight,
        vote_edge=vote_edge,
        vote_topic=vote_topic,
        vote_weight=vote_weight,
        **_shared(vote_edge, vote_topic, vote_weight, many, most_shared),
        heads=arrays.counted.astype(np.int32),
        places=_edges(placed, many),
        cells=cell.astype(np.int32),
        ok=ok,
        short=np.vstack([by.seat * arrays.short, np.zeros((1, arrays.rooms))]).astype(np.int64),
        raised=np.append(by.loss * arrays.raised, 0).astype(np.int64) * is_counted,
        absence=np.append(np.where(required, round(ABSENCE * hot(arrays)), 0), 0),
        clash=clash,
        has_clash=np.append(np.logical_or.reduce(clash != 0, axis=1), False),
        **_order(arrays),
        order_price=round(DISORDER * hot(arrays)),
    )


def _shared(
    vote_edge: Ints, vote_topic: Small, vote_weight: Small, many: int, most_shared: int
) -> dict[str, Any]:
    """Write down who wants each two topics, where that does not take too much memory."""
    pairs = gains.count_shared(many, vote_edge, vote_topic)
    ends = np.cumsum(pairs, dtype=np.int64).reshape(pairs.shape)
    total = int(ends[-1, -1]) if many else 0
    first = ends - pairs
    if total > most_shared:
        total, vote_edge = 0, vote_edge[:1]
    shared, weights = gains.list_shared(first, total, vote_edge, vote_topic, vote_weight)
    return {"pair": first, "pairs": pairs, "shared": shared, "shared_weights": weights}


def _order(arrays: Arrays) -> dict[str, Any]:
    """Write down for each topic those that must come before or after it."""
    sides = [(a, b, False) for a, b in arrays.problem.order]
    sides += [(b, a, True) for a, b in arrays.problem.order]
    sides.sort()
    return {
        "order_edge": _edges(np.array([one for one, _, _ in sides], dtype=np.int64), arrays.topics + 1),
        "order_other": np.array([other for _, other, _ in sides], dtype=np.int32),
        "is_later": np.array([late for _, _, late in sides], dtype=np.bool_),
    }


def _edges(rows: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    """Return where each row begins among sorted entries, and where the last ends."""
    return np.searchsorted(rows, np.arange(many + 1))


def _clash(arrays: Arrays) -> NDArray[np.int32]:
    """Return the price of every two topics at once: more, the more people it tears apart."""
    many = arrays.topics
    size = (many + 7) // 8
    masks = b"".join(mask.to_bytes(size, "little") for mask in arrays.conflict)
    bits = np.frombuffer(masks, dtype=np.uint8).reshape(many, size)
    forbidden = np.unpackbits(bits, axis=1, bitorder="little")[:, :many].astype(np.int32)
    price = forbidden * np.int32(round(CLASH * hot(arrays)))
    if arrays.problem.hard_clash:
        follows = arrays.follows.astype(np.float32)
        torn = (follows * arrays.count.astype(np.float32)) @ follows.T
        price = forbidden * np.clip(torn * arrays.scale, 1, MOST_CLASH).astype(np.int32)
    return price


def _state(arrays: Arrays, layout: Layout, start: Placement, seed: int) -> State:
    """Put the first placement, which breaks no rule, before the kernel."""
    many, slots = arrays.topics + 1, arrays.slots
    none = np.full(many, -1, dtype=np.int64)
    state = State(
        cell=none,
        slot=none.copy(),
        holder=np.full(slots * arrays.rooms, -1, dtype=np.int64),
        heard=np.zeros((slots, arrays.people, 2), dtype=np.int32),
        gain=np.zeros((slots, many), dtype=np.int64),
        fine=np.zeros((slots, many), dtype=np.int64),
        sums=sums(arrays, layout),
        best=none[:-1].copy(),
        aside=np.zeros(2 * arrays.rooms, dtype=np.int64),
        random=seeded(seed),
    )
    kernel.load(layout, state, goals(arrays, start))
    return state


def sums(arrays: Arrays, layout: Layout) -> Ints:
    """Return what it costs that no topic has a place, the penalty for it, and a least cost beyond all."""
    honourable = round(arrays.by.loss * arrays.total) if layout.weight.size else 0
    return np.array([honourable, int(layout.absence.sum()), np.iinfo(np.int64).max])


def seeded(seed: int) -> NDArray[np.uint64]:
    """Return the numbers that chance goes on from."""
    return np.array([0x9E3779B97F4A7C15 ^ (seed * 0xBF58476D1CE4E5B9 % 2**64) or 1], dtype=np.uint64)


def placed(arrays: Arrays, cells: Ints) -> Placement:
    """Return the agenda with these first places, -1 for a topic that has none."""
    rooms = arrays.rooms
    return Placement(
        start=tuple(cell // rooms if cell >= 0 else -1 for cell in cells.tolist()),
        room=tuple(cell % rooms if cell >= 0 else -1 for cell in cells.tolist()),
    )


def goals(arrays: Arrays, placement: Placement) -> Ints:
    """Return the first place of each topic, -1 where it has none."""
    start, room = np.array(placement.start), np.array(placement.room)
    return np.where(start < 0, -1, start * arrays.rooms + room)
