"""The exact method: choose slot patterns so that each topic lies in one of them, at least cost."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hackathon.domain.scheduling.engine.arrays import Arrays, Floats
from hackathon.domain.scheduling.engine.proof import mip, patterns
from hackathon.domain.scheduling.problem import Placement
from hackathon.domain.scheduling.solution import Prices
from hackathon.domain.scheduling.watch import Timer

Numbers = NDArray[np.int64]

# Prices are stated in whole parts of a cost.
FINE = 1000
# With more columns than this the solver seldom ends; it then tries a few, and proves nothing.
MOST_WHOLE = 25_000
MOST_TRIED = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the exact method found: a better placement, if any, and a bound on every agenda."""

    placement: Placement | None
    bound: int | None
    is_impossible: bool = False


@dataclass(slots=True)
class _Draft:
    """A model as it is written down, entry by entry."""

    cost: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[Numbers] = field(default_factory=list)
    entered: list[Numbers] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    columns: int = 0

    def add_columns(self, cost: Floats, upper: float, whole: bool) -> Numbers:
        """Add columns, and return their numbers."""
        self.cost.append(cost)
        self.upper.append(np.full(len(cost), upper))
        self.whole += [whole] * len(cost)
        self.columns += len(cost)
        return np.arange(self.columns - len(cost), self.columns)

    def add_row(self, low: float, high: float) -> int:
        """Add a row, and return its number."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def enter(self, row: int | Numbers, columns: Numbers, value: float = 1.0) -> None:
        """Let these columns count in the row, or each in a row of its own."""
        self.rows.append(np.broadcast_to(row, columns.shape))
        self.entered.append(columns)
        self.values.append(np.full(len(columns), value))

    def model(self) -> mip.Model:
        """Return what was written down."""
        return mip.Model(
            cost=np.concatenate([np.zeros(0), *self.cost]),
            upper=np.concatenate([np.zeros(0), *self.upper]),
            whole=np.array(self.whole),
            low=np.array(self.low),
            high=np.array(self.high),
            row=_joined(self.rows),
            column=_joined(self.entered),
            value=np.concatenate([np.zeros(0), *self.values]),
        )


class Partition:
    """Patterns of a problem, all of them where it is small, and the model that chooses among them.

    With sessions of several slots the model is a relaxation: it does not hold their slots
    together, so it yields bounds and no agendas; nor does it where pauses link one slot to the next.
    """

    def __init__(self, arrays: Arrays, pieces: Iterable[patterns.Patterns]) -> None:
        self.arrays = arrays
        self.pieces = [piece for piece in pieces if len(piece.cost)]
        self.numbers: list[Numbers] = []
        draft = _Draft()
        self._add_patterns(draft)
        self._add_left_out(draft)
        self._add_order(draft)
        self._add_changes(draft)
        self.model = draft.model()
        self.relaxed: mip.Relaxed | None = None

    def bound(self, known: Placement, watch: Timer) -> Proof:
        """Bound every agenda by the linear relaxation, starting from a known one."""
        self.relaxed = mip.relax(self.model, watch, self._first_columns(known))
        if self.relaxed is None:
            return Proof(placement=None, bound=None)
        return Proof(
            placement=None,
            bound=mip.rounded(self.relaxed.bound),
            is_impossible=self.relaxed.is_impossible,
        )

    def prices(self) -> Prices | None:
        """Return the price of each topic in the relaxation, which proves most of its bound."""
        if self.relaxed is None or self.relaxed.is_impossible:
            return None
        scale = FINE * math.lcm(*self.arrays.length)
        return Prices(
            scale=scale,
            topics=tuple(round(scale * price) for price in self.relaxed.prices[self.covers].tolist()),
        )

    def left(self, cost: float) -> int:
        """Return how many columns an agenda that costs less than this can hold; `bound` was asked."""
        return 0 if self.relaxed is None else int(self._near(self.relaxed, cost).sum())

    def _near(self, relaxed: mip.Relaxed, cost: float) -> NDArray[np.bool_]:
        # No agenda that costs less can hold a column that alone lifts the bound to the cost.
        room = max(cost - relaxed.bound - 1, 0) + mip.SLACK
        return np.asarray(relaxed.reduced <= room)

    def prove(self, cost: float, watch: Timer, workers: int) -> Proof:
        """Find an agenda that costs less than this, or prove that there is none; `bound` was asked.

        Where no agenda is known, its cost is infinite.
        """
        if self.relaxed is None:
            return Proof(placement=None, bound=None)
        if self.relaxed.is_impossible:
            is_known = np.isfinite(cost)
            return Proof(placement=None, bound=round(cost) if is_known else None, is_impossible=not is_known)
        keep = self._near(self.relaxed, cost)
        is_all = int(keep.sum()) <= MOST_WHOLE
        if not is_all:
            # Too many to decide: the most promising may still hold a better agenda.
            keep = self.relaxed.reduced <= np.partition(self.relaxed.reduced, MOST_TRIED)[MOST_TRIED]
        return self._prove_whole(keep, is_all, cost, watch, workers)

    def _prove_whole(
        self, keep: NDArray[np.bool_], is_all: bool, cost: float, watch: Timer, workers: int
    ) -> Proof:
        whole = mip.optimise(self.model.only(keep), watch, workers)
        bound = mip.rounded(whole.bound)
        if np.isfinite(cost):
            # What was left out of the model costs as much as the known agenda, or more.
            bound = round(cost) if whole.is_impossible else bound and min(bound, round(cost))
        placement = None
        if whole.values is not None and not (self.arrays.is_long or self.arrays.is_linked):
            values = np.zeros(len(keep))
            values[keep] = whole.values
            placement = self._placement(values)
        return Proof(
            placement=placement,
            bound=bound if is_all else None,
            is_impossible=is_all and whole.is_impossible and not np.isfinite(cost),
        )

    def _first_columns(self, known: Placement) -> NDArray[np.bool_]:
        """Return the columns of the known agenda, and all that are no patterns."""
        first = np.ones(len(self.model.cost), dtype=bool)
        for piece, numbers in zip(self.pieces, self.numbers, strict=True):
            first[numbers] = False
            for slot in piece.kind.slots:
                here = [
                    topic
                    for topic, start in enumerate(known.start)
                    if 0 <= start <= slot < start + self.arrays.length[topic]
                ]
                if len(here) == piece.topics.shape[1]:
                    first[numbers[(piece.topics == here).all(axis=1)]] = True
        return first

    def _add_patterns(self, draft: _Draft) -> None:
        self.covers = np.array([draft.add_row(length, length) for length in self.arrays.length])
        of_kind: dict[patterns.Kind, list[Numbers]] = defaultdict(list)
        for piece in self.pieces:
            numbers = draft.add_columns(piece.cost, len(piece.kind.slots), whole=True)
            self.numbers.append(numbers)
            of_kind[piece.kind].append(numbers)
            for place in range(piece.topics.shape[1]):
                draft.enter(self.covers[piece.topics[:, place]], numbers)
        for kind, found in of_kind.items():
            draft.enter(draft.add_row(-np.inf, len(kind.slots)), _joined(found))

    def _add_left_out(self, draft: _Draft) -> None:
        for topic, value in enumerate(self.arrays.problem.topics):
            if not value.required:
                lost = self.arrays.by.loss * self.arrays.wanted[topic : topic + 1]
                out = draft.add_columns(lost, 1, whole=True)
                draft.enter(int(self.covers[topic]), out, self.arrays.length[topic])

    def _add_order(self, draft: _Draft) -> None:
        """For every slot: the first topic in it or later, and the second by then, never both."""
        for a, b in self.arrays.problem.order:
            at = {topic: self._columns_by_slot(topic) for topic in (a, b)}
            for slot in range(self.arrays.slots):
                row = draft.add_row(-np.inf, 1)
                for other in range(self.arrays.slots):
                    if other >= slot:
                        draft.enter(row, at[a][other], 1 / self.arrays.length[a])
                    if other <= slot:
                        draft.enter(row, at[b][other], 1 / self.arrays.length[b])

    def _columns_by_slot(self, topic: int) -> list[Numbers]:
        found = [np.zeros(0, dtype=np.int64)] * self.arrays.slots
        for piece, numbers in zip(self.pieces, self.numbers, strict=True):
            # With an order to keep, each slot is of its own kind.
            slot = piece.kind.slots[0]
            found[slot] = np.concatenate([found[slot], numbers[(piece.topics == topic).any(axis=1)]])
        return found

    def _add_changes(self, draft: _Draft) -> None:
        """Count a person once, unless a chosen pattern keeps each topic that they follow."""
        arrays = self.arrays
        # Sessions of several slots are not followed from slot to slot; the bound is lower for it.
        if not arrays.previous or arrays.is_long:
            return
        topics = list(arrays.previous)
        alike: dict[tuple[int, ...], float] = defaultdict(float)
        for person in range(arrays.people):
            followed = tuple(topic for topic in topics if arrays.follows[topic, person])
            alike[followed] += float(arrays.count[person])
        keeping = {topic: self._columns_keeping(topic) for topic in topics}
        for followed, people in alike.items():
            if not followed:
                continue
            price = np.array([arrays.by.change * people])
            affected = draft.add_columns(price, 1, whole=False)
            for topic in followed:
                row = draft.add_row(1, np.inf)
                draft.enter(row, affected)
                draft.enter(row, keeping[topic])

    def _columns_keeping(self, topic: int) -> Numbers:
        return _joined(
            [
                numbers[((piece.topics == topic) & piece.kept).any(axis=1)]
                for piece, numbers in zip(self.pieces, self.numbers, strict=True)
            ]
        )

    def _placement(self, values: Floats) -> Placement:
        start, room = [-1] * self.arrays.topics, [-1] * self.arrays.topics
        free = {piece.kind: list(piece.kind.slots) for piece in self.pieces}
        for piece, numbers in zip(self.pieces, self.numbers, strict=True):
            for row in np.flatnonzero(values[numbers] > 0.5):
                slot = free[piece.kind].pop(0)
                for topic, where in zip(piece.topics[row].tolist(), piece.rooms[row].tolist(), strict=True):
                    start[topic], room[topic] = slot, where
        return Placement(start=tuple(start), room=tuple(room))


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
