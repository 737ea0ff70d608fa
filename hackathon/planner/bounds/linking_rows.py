"""Rules that tie one slot to another, as rows over columns: an order to keep, and a contact's pauses."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np

from hackathon.planner.bounds.model_builder import Numbers, joined
from hackathon.planner.bounds.stretches import Columns, Stretches
from hackathon.planner.preprocessed_instance import PreprocessedInstance

Row = tuple[float, list[Numbers]]
"""What columns together may come to at most; a column that is named twice counts twice."""

Cell = tuple[int, int, int]
"""A topic, its first slot and its room."""


class Cells:
    """The columns that contain a session in a place; among identical units, the first represents all."""

    def __init__(self, arrays: PreprocessedInstance, pieces: Sequence[tuple[Columns, Numbers]]) -> None:
        self.pieces = pieces
        parts: dict[Cell, list[Numbers]] = {}
        for piece, numbers in pieces:
            first = piece.kind.units[0][0]
            for place, (offset, _) in enumerate(piece.shape):
                topics, rooms = piece.topics[:, place], piece.rooms[:, place]
                for code in np.unique(topics * arrays.rooms + rooms).tolist():
                    topic, room = divmod(code, arrays.rooms)
                    here = numbers[(topics == topic) & (rooms == room)]
                    parts.setdefault((topic, first + offset, room), []).append(here)
        self.columns = {cell: joined(found) for cell, found in parts.items()}
        self.by_topic: dict[int, list[Cell]] = {}
        for cell in self.columns:
            self.by_topic.setdefault(cell[0], []).append(cell)

    def of(self, topics: Iterable[int]) -> list[Cell]:
        """Return the cells that these topics may have."""
        return [cell for topic in topics for cell in self.by_topic.get(topic, ())]

    def at(self, topic: int, start: int, room: int) -> Numbers:
        """Return the columns in which a topic lies there."""
        return self.columns.get((topic, start, room), np.zeros(0, dtype=np.int64))


def order_rows(arrays: PreprocessedInstance, cells: Cells) -> Iterator[Row]:
    """For every slot: the first topic still going on and the second begun, never both."""
    for b, earlier in enumerate(arrays.before):
        for a in earlier:
            for slot in range(arrays.slots):
                late = [cell for cell in cells.of([a]) if cell[1] + arrays.length[a] > slot]
                early = [cell for cell in cells.of([b]) if cell[1] <= slot]
                if late and early:
                    yield 1.0, [cells.columns[cell] for cell in (*late, *early)]


def pause_rows(arrays: PreprocessedInstance, cells: Cells) -> Iterator[Row]:
    """Yield the rules that each contact's sessions have to follow."""
    for run in arrays.problem.run_by:
        if len(run) > 1 and arrays.problem.most_in_a_row:
            yield from _in_a_row(arrays, cells, cells.of(run))


def _in_a_row(arrays: PreprocessedInstance, cells: Cells, mine: list[Cell]) -> Iterator[Row]:
    """Of sessions that follow each other, for every row of lengths: one too many, never all."""
    problem = arrays.problem
    most, blocks = problem.most_in_a_row, [slot.block for slot in problem.slots]
    of_length: dict[tuple[int, int], list[Numbers]] = {}
    for cell in mine:
        key = cell[1], arrays.length[cell[0]]
        of_length.setdefault(key, []).append(cells.columns[cell])
    lengths = sorted({length for _, length in of_length})
    for slot in range(len(blocks)):
        for row in product(lengths, repeat=most + 1):
            begins = [slot + sum(row[:place]) for place in range(most + 1)]
            ends = begins[-1] + row[-1]
            if ends > len(blocks) or blocks[slot] != blocks[ends - 1]:
                continue
            places = [of_length.get(place, []) for place in zip(begins, row, strict=True)]
            if all(places):
                yield float(most), [numbers for place in places for numbers in place]


def room_change_rows(stretches: Stretches, cells: Cells) -> Iterator[Row]:
    """Forbid a contact's sessions in one stretch that are too close to sessions in another."""
    for run in stretches.arrays.problem.run_by:
        if len(run) < 2 or not stretches.arrays.problem.buffer:
            continue
        is_run = np.zeros(stretches.arrays.topics, dtype=bool)
        is_run[list(run)] = True
        ending, beginning = dict[tuple[int, int], list[Numbers]](), dict[tuple[int, int], list[Numbers]]()
        for piece, numbers in cells.pieces:
            origin = piece.kind.units[0][0]
            for place, (start, length) in enumerate(piece.shape):
                here = numbers[is_run[piece.topics[:, place]]]
                stop = start + length
                ending.setdefault((origin + stop - 1, origin + piece.span.stop), []).append(here)
                beginning.setdefault((origin + start, origin + piece.span.start), []).append(here)
        for ends in range(stretches.arrays.slots):
            for begins in np.flatnonzero(stretches.is_close[ends]).tolist():
                early = [
                    n
                    for (slot, stop), parts in ending.items()
                    if slot == ends and stop <= begins
                    for n in parts
                ]
                late = [
                    n
                    for (slot, first), parts in beginning.items()
                    if slot == begins and first > ends
                    for n in parts
                ]
                if early and late:
                    yield 1.0, [*early, *late]
