"""The set-partitioning model: choose columns so that each topic is covered, at least cost."""

import math
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.bounds import column_enumeration
from hackathon.planner.bounds.column_model import ColumnModel
from hackathon.planner.bounds.model_builder import ModelBuilder, Numbers, joined
from hackathon.planner.model.problem import Placement
from hackathon.planner.model.solution import Prices
from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

# Prices are stated in whole parts of a cost.
FINE = 1000


class SetPartitioning(ColumnModel):
    """Patterns of a problem, all of them where it is small, and the model that chooses among them.

    With sessions of several slots the model is a relaxation: it does not hold their slots
    together, so it yields bounds and no agendas; nor does it where pauses link one slot to the next.
    """

    def __init__(self, arrays: PreprocessedInstance, pieces: Iterable[column_enumeration.Patterns]) -> None:
        self.arrays = arrays
        self.pieces = [piece for piece in pieces if len(piece.cost)]
        self.numbers: list[Numbers] = []
        draft = ModelBuilder()
        self._add_patterns(draft)
        self._add_left_out(draft)
        self._add_order(draft)
        self._add_changes(draft)
        super().__init__(draft.model())

    def prices(self) -> Prices | None:
        """Return the price of each topic in the relaxation, which proves most of its bound."""
        if self.relaxed is None or self.relaxed.is_impossible:
            return None
        scale = FINE * math.lcm(*self.arrays.length)
        return Prices(
            scale=scale,
            topics=tuple(round(scale * price) for price in self.relaxed.prices[self.covers].tolist()),
        )

    def columns_of(self, known: Placement) -> NDArray[np.bool_]:
        """Return the columns of a known agenda, and all that are no patterns."""
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

    def _add_patterns(self, draft: ModelBuilder) -> None:
        self.covers = np.array([draft.add_row(length, length) for length in self.arrays.length])
        of_kind: dict[column_enumeration.Kind, list[Numbers]] = defaultdict(list)
        for piece in self.pieces:
            numbers = draft.add_columns(piece.cost, len(piece.kind.slots), whole=True)
            self.numbers.append(numbers)
            of_kind[piece.kind].append(numbers)
            for place in range(piece.topics.shape[1]):
                draft.enter(self.covers[piece.topics[:, place]], numbers)
        for kind, found in of_kind.items():
            draft.enter(draft.add_row(-np.inf, len(kind.slots)), joined(found))

    def _add_left_out(self, draft: ModelBuilder) -> None:
        for topic, value in enumerate(self.arrays.problem.topics):
            if not value.required:
                lost = self.arrays.by.loss * self.arrays.wanted[topic : topic + 1]
                out = draft.add_columns(lost, 1, whole=True)
                draft.enter(int(self.covers[topic]), out, self.arrays.length[topic])

    def _add_order(self, draft: ModelBuilder) -> None:
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

    def _add_changes(self, draft: ModelBuilder) -> None:
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
        return joined(
            [
                numbers[((piece.topics == topic) & piece.kept).any(axis=1)]
                for piece, numbers in zip(self.pieces, self.numbers, strict=True)
            ]
        )

    def placement(self, values: Floats) -> Placement | None:
        """Return the agenda that the chosen patterns make."""
        if self.arrays.is_long or self.arrays.is_linked:
            return None
        start, room = [-1] * self.arrays.topics, [-1] * self.arrays.topics
        free = {piece.kind: list(piece.kind.slots) for piece in self.pieces}
        for piece, numbers in zip(self.pieces, self.numbers, strict=True):
            for row in np.flatnonzero(values[numbers] > 0.5):
                slot = free[piece.kind].pop(0)
                for topic, where in zip(piece.topics[row].tolist(), piece.rooms[row].tolist(), strict=True):
                    start[topic], room[topic] = slot, where
        return Placement(start=tuple(start), room=tuple(room))
