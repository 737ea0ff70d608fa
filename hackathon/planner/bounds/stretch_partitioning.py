"""The exact model over stretches: every rule of a problem whose sessions take several slots, or run twice."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.bounds.column_model import ColumnModel
from hackathon.planner.bounds.linking_rows import Cells, order_rows, pause_rows, room_change_rows
from hackathon.planner.bounds.model_builder import ModelBuilder, Numbers, joined
from hackathon.planner.bounds.second_run_rows import add_second_runs
from hackathon.planner.bounds.stretches import Columns, Stretches, TooManyError, UnitKind
from hackathon.planner.model.problem import Placement
from hackathon.planner.model.solution import Prices
from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

# Prices are stated in whole parts of a cost.
FINE = 1000
MOST_COLUMNS = 60_000


class StretchPartitioning(ColumnModel):
    """Chooses stretches so that each topic is covered and no slot taken twice; it yields agendas too."""

    @classmethod
    def build(cls, arrays: PreprocessedInstance, is_over: Callable[[], bool]) -> Self | None:
        """Write the model down; None where there are too many columns, or the time runs out meanwhile."""
        stretches, columns, many = Stretches(arrays), list[Columns](), 0
        try:
            for piece in stretches.columns():
                many += len(piece.cost)
                if many > MOST_COLUMNS or is_over():
                    return None
                columns.append(piece)
            return cls(stretches, [piece for piece in columns if len(piece.cost)])
        except TooManyError:
            return None

    def __init__(self, stretches: Stretches, columns: list[Columns]) -> None:
        self.stretches, self.arrays, self.columns = stretches, stretches.arrays, columns
        self.numbers: list[Numbers] = []
        model = ModelBuilder()
        self._add_columns(model)
        self._add_left_out(model)
        cells = Cells(self.arrays, list(zip(self.columns, self.numbers, strict=True)))
        for high, entries in chain(
            order_rows(self.arrays, cells), pause_rows(self.arrays, cells), room_change_rows(stretches, cells)
        ):
            model.enter_sum(model.add_row(-np.inf, high), [(columns, 1.0) for columns in entries])
        self._add_changes(model, cells)
        add_second_runs(model, stretches, cells)
        super().__init__(model.model())

    def _add_columns(self, model: ModelBuilder) -> None:
        self.covers = np.array([model.add_row(*self._runs(topic)) for topic in range(self.arrays.topics)])
        taking = defaultdict[tuple[UnitKind, int], list[Numbers]](list)
        for piece in self.columns:
            numbers = model.add_columns(piece.cost, len(piece.kind.units), whole=True)
            self.numbers.append(numbers)
            for place in range(len(piece.shape)):
                topics = piece.topics[:, place]
                # Both runs of a topic may lie in one stretch; they are entered together, with the last.
                runs = (piece.topics == topics[:, None]).sum(axis=1)
                is_last = (piece.topics[:, place + 1 :] != topics[:, None]).all(axis=1)
                for many in (1, 2):
                    these = is_last & (runs == many)
                    model.enter(self.covers[topics[these]], numbers[these], many)
            for offset in piece.span:
                taking[piece.kind, offset].append(numbers)
        for (kind, _), found in taking.items():
            model.enter(model.add_row(-np.inf, len(kind.units)), joined(found))

    def _runs(self, topic: int) -> tuple[int, int]:
        """Return how often columns must hold a topic at least, and may hold it at most."""
        topics, second = self.arrays.problem.topics, self.stretches.merged.get(topic)
        if second is not None:
            return topics[topic].required + topics[second].required, 2
        return (1, 1) if topic in self.stretches.topics else (0, 0)

    def _add_left_out(self, model: ModelBuilder) -> None:
        for topic in self.stretches.topics:
            if not (self.arrays.problem.topics[topic].required or topic in self.stretches.merged):
                lost = self.arrays.by.loss * self.stretches.wanted[topic : topic + 1]
                model.enter(int(self.covers[topic]), model.add_columns(lost, 1, whole=True))

    def _add_changes(self, model: ModelBuilder, cells: Cells) -> None:
        """Count a person once, unless each published session that they follow is where it was."""
        arrays = self.arrays
        if not arrays.previous or not arrays.by.change:
            return
        alike: dict[tuple[int, ...], float] = defaultdict(float)
        for person in range(arrays.people):
            alike[tuple(topic for topic in arrays.previous if arrays.follows[topic, person])] += float(
                arrays.count[person]
            )
        keeping = {topic: cells.at(topic, *place) for topic, place in arrays.previous.items()}
        for followed, people in alike.items():
            if followed:
                affected = model.add_columns(np.array([arrays.by.change * people]), 1, whole=False)
                for topic in followed:
                    row = model.add_row(1, np.inf)
                    model.enter(row, affected)
                    model.enter(row, keeping[topic])

    def columns_of(self, known: Placement) -> NDArray[np.bool_]:
        """Return the columns of a known agenda, and all that are no stretches."""
        first = np.ones(len(self.model.cost), dtype=bool)
        as_first = {second: first for first, second in self.stretches.merged.items()}
        lying = [(start, as_first.get(at, at)) for at, start in enumerate(known.start) if start >= 0]
        for piece, numbers in zip(self.columns, self.numbers, strict=True):
            first[numbers] = False
            for unit in piece.kind.units:
                span = range(unit[0] + piece.span.start, unit[0] + piece.span.stop)
                here = sorted((start, topic) for start, topic in lying if start in span)
                shape = tuple((start - unit[0], self.arrays.length[topic]) for start, topic in here)
                if shape == piece.shape:
                    topics = [topic for _, topic in here]
                    first[numbers[(piece.topics == topics).all(axis=1)]] = True
        return first

    def placement(self, values: Floats) -> Placement | None:
        """Return the agenda that the chosen stretches make."""
        start, room = [-1] * self.arrays.topics, [-1] * self.arrays.topics
        chosen = defaultdict[int, list[tuple[int, int]]](list)
        for piece, row, first in self._given_units(values):
            places = zip(piece.topics[row].tolist(), piece.rooms[row].tolist(), piece.shape, strict=True)
            for topic, where, (offset, _) in places:
                chosen[topic].append((first + offset, where))
        for topic, found in chosen.items():
            for run, place in zip(self._named(topic, len(found)), sorted(found), strict=True):
                start[run], room[run] = place
        return Placement(start=tuple(start), room=tuple(room))

    def _named(self, topic: int, many: int) -> tuple[int, ...]:
        """Return which of its runs so many sessions of a topic are, in order of time."""
        second, topics = self.stretches.merged.get(topic), self.arrays.problem.topics
        if second is None:
            return (topic,)
        is_second_alone = topics[second].required and not topics[topic].required
        return (topic, second) if many == 2 else (second if is_second_alone else topic,)

    def _given_units(self, values: Floats) -> Iterator[tuple[Columns, int, int]]:
        """Yield the chosen stretches, each with the first slot of a unit in which it is free.

        In order of time, the first free unit will do: stretches of one kind are intervals.
        """
        chosen = [
            (piece.span.start, number, int(row))
            for number, (piece, numbers) in enumerate(zip(self.columns, self.numbers, strict=True))
            for row in np.flatnonzero(values[numbers] > 0.5)
        ]
        free_from = {unit: 0 for piece in self.columns for unit in piece.kind.units}
        for begins, number, row in sorted(chosen):
            piece = self.columns[number]
            unit = next(unit for unit in piece.kind.units if free_from[unit] <= begins)
            free_from[unit] = piece.span.stop
            yield piece, row, unit[0]

    def prices(self) -> Prices | None:
        """Return the price of each topic in the relaxation, which proves most of its bound."""
        if self.relaxed is None or self.relaxed.is_impossible or self.arrays.problem.twice:
            return None
        scale = FINE * math.lcm(*self.arrays.length)
        return Prices(
            scale=scale,
            topics=tuple(round(scale * price) for price in self.relaxed.prices[self.covers].tolist()),
            is_whole=True,
        )
