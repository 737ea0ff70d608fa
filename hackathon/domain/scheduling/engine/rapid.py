"""A search whose steps run as machine code; see `kernel` for what a step is."""

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine import kernel
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.problem import Placement

# Hot enough for order to arise from disorder, found by trial: a change tears at all voters of a
# topic, and what it costs spreads like the root of their number. In average lost votes.
HOT, COLD = 0.7, 0.15
# Where no two wanted sessions may meet there is little to lose on the way, and the last steps count.
HOT_STRICT, COLD_STRICT = 0.25, 0.1
# In the first heat: what two sessions of one contact at once, a broken order, or a topic without
# a place cost on the way.
CLASH, DISORDER, ABSENCE = 10, 10, 20
# The kernel counts worth in 32 bits.
MOST_WORTH = 2**30
MOST_CLASH = 2**24


def can_search(arrays: Arrays) -> bool:
    """Whether the kernel knows all that this problem asks for."""
    worth = arrays.worth.max(initial=0) * arrays.by.loss
    return not (arrays.is_long or arrays.is_linked or arrays.previous) and worth < MOST_WORTH


def hot(arrays: Arrays) -> float:
    """Return the heat at which a search begins."""
    voters = np.mean([len(voters) for voters in arrays.voters])
    by = HOT_STRICT if arrays.problem.hard_clash else HOT
    return float(by * arrays.scale * max(np.sqrt(voters), 1))


def cold(arrays: Arrays) -> float:
    """Return the heat at which a search ends."""
    return float((COLD_STRICT if arrays.problem.hard_clash else COLD) * arrays.scale)


class Rapid:
    """A placement that moves by many small steps; `best` and `cost` are the cheapest agenda on the way."""

    def __init__(self, arrays: Arrays, start: Placement, seed: int) -> None:
        self.arrays = arrays
        self.layout = _layout(arrays)
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
        rooms = self.arrays.rooms
        cells = self.state.best.tolist()
        return Placement(
            start=tuple(cell // rooms if cell >= 0 else -1 for cell in cells),
            room=tuple(cell % rooms if cell >= 0 else -1 for cell in cells),
        )


def _layout(arrays: Arrays) -> kernel.Layout:
    many, by = arrays.topics, arrays.by
    # Where votes may never clash, each clash is counted once, and the votes are honoured of themselves.
    is_counted = not arrays.problem.hard_clash or bool((arrays.present == 0).any())
    worth = np.zeros((many + 1, arrays.people), dtype=np.int32)
    if is_counted:
        worth[:many] = arrays.worth * by.loss
    topic, voter = np.nonzero(worth)
    person, wanted = np.nonzero(worth.T)
    ok = arrays.ok.reshape(many, -1)
    placed, cell = np.nonzero(ok)
    clash = _clash(arrays)
    order = np.array(arrays.problem.order, dtype=np.int32).reshape(-1, 2)
    required = np.array([topic.required for topic in arrays.problem.topics])
    return kernel.Layout(
        topics=many,
        slots=arrays.slots,
        rooms=arrays.rooms,
        movable=np.flatnonzero(ok.any(axis=1)),
        edge=_edges(topic, many + 1),
        voters=voter.astype(np.int32),
        weight=worth[topic, voter],
        vote_edge=_edges(person, arrays.people),
        vote_topic=wanted.astype(np.int32),
        vote_weight=worth[wanted, person],
        worth=worth,
        heads=arrays.counted.astype(np.int32),
        places=_edges(placed, many),
        cells=cell.astype(np.int32),
        ok=ok,
        short=(by.seat * arrays.short).astype(np.int64),
        raised=np.append(by.loss * arrays.raised, 0).astype(np.int64) * is_counted,
        absence=np.append(np.where(required, round(ABSENCE * hot(arrays)), 0), 0),
        clash=clash,
        has_clash=np.logical_or.reduce(clash != 0, axis=1),
        order=order,
        ordered=np.isin(np.arange(many + 1), order),
        order_price=round(DISORDER * hot(arrays)),
    )


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


def _state(arrays: Arrays, layout: kernel.Layout, start: Placement, seed: int) -> kernel.State:
    """Put the first placement, which breaks no rule, before the kernel."""
    honourable = round(arrays.by.loss * arrays.total) if layout.weight.size else 0
    none = np.full(arrays.topics, -1, dtype=np.int64)
    state = kernel.State(
        cell=none,
        holder=np.full(arrays.slots * arrays.rooms, -1, dtype=np.int64),
        heard=np.zeros((arrays.slots, arrays.people, 2), dtype=np.int32),
        sums=np.array([honourable, int(layout.absence.sum()), np.iinfo(np.int64).max]),
        best=none.copy(),
        random=np.array([0x9E3779B97F4A7C15 ^ (seed * 0xBF58476D1CE4E5B9 % 2**64) or 1], dtype=np.uint64),
    )
    goals = np.array(start.start) * arrays.rooms + np.array(start.room)
    kernel.load(layout, state, np.where(np.array(start.start) < 0, -1, goals))
    return state
