"""Columns for sessions of any length: the possible contents of a stretch of slots tied by sessions.

Every boundary within a stretch is crossed by a session, and none at its ends, so what people attend in one
stretch does not depend on the others. Without sessions of several slots, each stretch is a single slot.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import comb

import numpy as np

from hackathon.planner.bounds.stretch_rooms import Members, Shape, StretchRooms
from hackathon.planner.model import breaks
from hackathon.planner.partial_solution import attended_by_shape
from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

# Beyond so many stretches, or ways to give them rooms, local search comes further in the same time.
MOST_STRETCHES = 30_000
MOST_SETS = 100_000
MOST_ROOM_CHOICES = 10_000_000
# So many people times stretches are evaluated together; they take 8 bytes each, a few times over.
AT_ONCE = 1_000_000


class TooManyError(Exception):
    """There are more columns than can be written down in the time."""


@dataclass(frozen=True, slots=True)
class UnitKind:
    """Units that are alike in all that matters, each by its slots."""

    units: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Stretches of one shape for one kind of unit, one per row.

    `topics[i]` lie in `rooms[i]`. `cost` is what the stretch adds, without changes, and without anything
    that depends on which run of a topic someone attends: votes and seats of topics that may run twice.
    """

    kind: UnitKind
    shape: Shape
    topics: Members
    rooms: Members
    cost: Floats

    @property
    def span(self) -> range:
        """The slots that the stretch takes, counted from the unit's first."""
        return _span(self.shape)


class Stretches:
    """All stretches of a problem; `are_few` says whether they can be enumerated."""

    def __init__(self, arrays: PreprocessedInstance) -> None:
        self.arrays = arrays
        self.runs_twice = np.zeros(arrays.topics, dtype=bool)
        self.runs_twice[[at for pair in arrays.problem.twice for at in pair]] = True
        self.merged = _alike_runs(arrays)
        self.topics = [topic for topic in range(arrays.topics) if topic not in self.merged.values()]
        # Which topics a contact changes rooms between, as bits, and which slots are too close for that.
        self.changing = [0] * arrays.topics
        for run in arrays.problem.run_by if arrays.problem.buffer else ():
            for topic in run if len(run) > 1 else ():
                self.changing[topic] |= sum(1 << other for other in run)
        self.has_changes = any(self.changing)
        everywhere = range(arrays.slots)
        self.is_close = np.array(
            [[breaks.are_close(arrays.problem, ends, starts) for starts in everywhere] for ends in everywhere]
        ).reshape(arrays.slots, arrays.slots)
        self.units = self._units()
        # How many sets of topics were looked at.
        self.sets = 0
        self.rooms = StretchRooms(arrays, self.runs_twice, self.changing, self.is_close)
        # The common wishes except for topics that may run twice; their hosts are still tied to them.
        self.worth = arrays.worth.copy()
        self.worth[self.runs_twice] = 0
        for topic, excess in arrays.excess.items():
            for person, raised in excess if self.runs_twice[topic] else ():
                self.worth[topic, person] = raised
        self.wanted = np.where(self.runs_twice, 0, arrays.wanted)

    def _units(self) -> list[list[int]]:
        """Return the runs of slots that no stretch goes beyond."""
        arrays, units = self.arrays, list[list[int]]()
        blocks = [slot.block for slot in arrays.problem.slots]
        for slot in range(arrays.slots):
            is_tied = slot and (
                (arrays.is_long and blocks[slot - 1] == blocks[slot])
                or (self.has_changes and self.is_close[:slot, slot:].any())
            )
            if not is_tied:
                units.append([])
            units[-1].append(slot)
        return units

    @cached_property
    def kinds(self) -> list[UnitKind]:
        """The units, grouped by kind; each alone where some rule looks at more than one unit."""
        arrays, groups = self.arrays, defaultdict[object, list[tuple[int, ...]]](list)
        problem = arrays.problem
        is_tied = bool(problem.order or arrays.previous or arrays.is_linked)
        for number, unit in enumerate(self.units):
            alike = (arrays.ok[:, unit].tobytes(), arrays.present[unit].tobytes(), len(unit))
            groups[number if is_tied else alike].append(tuple(unit))
        return [UnitKind(units=tuple(units)) for units in groups.values()]

    @cached_property
    def are_few(self) -> bool:
        """Whether all stretches can be written down."""
        arrays, stretches = self.arrays, 0
        if not arrays.slots or not arrays.topics or not arrays.rooms:
            return False
        if self._most_likely_many():
            return False
        self.sets = 0
        try:
            for kind in self.kinds:
                for _ in self._contents(kind):
                    stretches += 1
                    if stretches > MOST_STRETCHES:
                        return False
        except TooManyError:
            return False
        return True

    def _most_likely_many(self) -> bool:
        """Whether a count that ignores all conflicts suggests that there are too many."""
        arrays = self.arrays
        short = sum(arrays.length[topic] == 1 for topic in self.topics)
        sets = sum(comb(short, size) for size in range(1, min(arrays.rooms, short) + 1))
        # Beside a long session, each slot takes any set of half of the topics.
        halves = sum(comb(short // 2, size) for size in range(min(arrays.rooms, short // 2 + 1)))
        has_long = any(arrays.length[topic] > 1 and arrays.ok[topic].any() for topic in self.topics)
        return max(sets, halves**2 if has_long else 0) > MOST_STRETCHES

    def columns(self) -> Iterator[Columns]:
        """Yield every stretch; ask `are_few` first."""
        self.sets = choices = 0
        for kind in self.kinds:
            by_shape = defaultdict[Shape, list[tuple[int, ...]]](list)
            for held in self._contents(kind):
                shape = tuple((start, self.arrays.length[topic]) for start, topic in held)
                by_shape[shape].append(tuple(topic for _, topic in held))
                choices += self.rooms.most_choices(shape)
                if choices > MOST_ROOM_CHOICES:
                    raise TooManyError
            most = max(1, AT_ONCE // max(1, self.arrays.people))
            for shape, contents in by_shape.items():
                for first in range(0, len(contents), most):
                    yield self._evaluated(kind, shape, np.array(contents[first : first + most]))

    def _contents(self, kind: UnitKind) -> Iterator[list[tuple[int, int]]]:
        """Yield the sessions (start, topic) of every stretch of a kind of unit."""
        unit = kind.units[0]
        able = self.arrays.startable
        starting = [[topic for topic in self.topics if able[topic, slot]] for slot in unit]
        for first in range(len(unit)):
            yield from self._grown(unit[0], starting, first, [])

    def _grown(
        self, origin: int, starting: list[list[int]], slot: int, held: list[tuple[int, int]]
    ) -> Iterator[list[tuple[int, int]]]:
        """Yield all that can become of a stretch with these sessions (start, topic), from a slot on."""
        length, conflict = self.arrays.length, self.arrays.conflict
        barred = seen = running = 0
        for start, topic in held:
            is_running = start + length[topic] > slot
            if is_running:
                running += 1
                barred |= conflict[topic]
            if is_running or topic not in self.merged or seen >> topic & 1:
                barred |= 1 << topic
            seen |= 1 << topic
        able = [topic for topic in starting[slot] if not barred >> topic & 1]
        for chosen in _compatible(able, conflict, self.arrays.rooms - running):
            self.sets += 1
            if self.sets > MOST_SETS:
                raise TooManyError
            if not (chosen or held):
                continue
            now = [*held, *((slot, topic) for topic in chosen)]
            is_crossed = any(start + length[topic] > slot + 1 for start, topic in now)
            if not is_crossed and self._is_tied(origin, now):
                yield now
            if slot + 1 < len(starting) and (is_crossed or self._may_be_tied(origin, slot + 1, now)):
                yield from self._grown(origin, starting, slot + 1, now)

    def _is_tied(self, origin: int, held: list[tuple[int, int]]) -> bool:
        """Whether each boundary within is crossed by a session, or by a contact who changes rooms."""
        if not self.has_changes:
            return True
        spans = [(start, start + self.arrays.length[topic], 1 << topic) for start, topic in held]
        begins, ends = min(spans)[0], max(stop for _, stop, _ in spans)
        crossed = {boundary for start, stop, _ in spans for boundary in range(start + 1, stop)}
        if len(crossed) == ends - begins - 1:
            return True
        for (_, topic), (_, stop, _) in zip(held, spans, strict=True):
            for start, _, bit in spans:
                if (
                    start >= stop
                    and self.changing[topic] & bit
                    and self.is_close[origin + stop - 1, origin + start]
                ):
                    crossed.update(range(stop, start + 1))
        return len(crossed) == ends - begins - 1

    def _may_be_tied(self, origin: int, boundary: int, held: list[tuple[int, int]]) -> bool:
        """Whether a contact of these sessions may change rooms to one that begins later."""
        return self.has_changes and any(
            self.changing[topic]
            and self.is_close[origin + start + self.arrays.length[topic] - 1, origin + boundary :].any()
            for start, topic in held
        )

    def _evaluated(self, kind: UnitKind, shape: Shape, topics: Members) -> Columns:
        """Count what each stretch costs, in the cheapest rooms, or in each room where rooms matter."""
        arrays = self.arrays
        attended = self.attended(kind, shape, topics, self.worth) @ arrays.count
        lost = (self.wanted + arrays.raised)[topics].sum(axis=1) - attended
        rows, rooms, seats = self.rooms.given_out(kind.units[0][0], shape, topics)
        return Columns(
            kind=kind,
            shape=shape,
            topics=topics[rows],
            rooms=rooms,
            cost=seats + arrays.by.loss * lost[rows],
        )

    def attended(self, kind: UnitKind, shape: Shape, topics: Members, worth: Floats) -> Floats:
        """Return the weight that each person attends of each stretch, one row for each."""
        present = self.arrays.present[list(kind.units[0])]
        return attended_by_shape(present, shape, [worth[topics[:, place]] for place in range(len(shape))])


def _alike_runs(arrays: PreprocessedInstance) -> dict[int, int]:
    """Return the pairs of runs that are alike in all that matters: a column that holds one may hold either.

    In columns, the first stands for both. Where the order of topics or a published agenda speaks of them, two
    runs differ.
    """
    problem = arrays.problem
    told_apart = {topic for pair in problem.order for topic in pair}
    if arrays.by.change:
        told_apart.update(arrays.previous)
    return {
        first: second
        for first, second in problem.twice
        if told_apart.isdisjoint((first, second))
        and arrays.length[first] == arrays.length[second]
        and problem.topics[first].plenary == problem.topics[second].plenary
        and (arrays.ok[first] == arrays.ok[second]).all()
        and (arrays.short[first] == arrays.short[second]).all()
    }


def _span(shape: Shape) -> range:
    return range(shape[0][0], max(start + length for start, length in shape))


def _compatible(able: list[int], conflict: list[int], most: int) -> Iterator[tuple[int, ...]]:
    """Yield the sets of at most so many topics that may run together, the empty one too."""
    yield ()
    stack: list[tuple[tuple[int, ...], int, int]] = [((), 0, 0)]
    while stack:
        chosen, first, barred = stack.pop()
        if len(chosen) == most:
            continue
        for place in range(first, len(able)):
            topic = able[place]
            if not barred >> topic & 1:
                more = (*chosen, topic)
                yield more
                stack.append((more, place + 1, barred | conflict[topic]))
