"""A feasibility MIP without votes: whether some of the rules can hold together."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product

import numpy as np

from hackathon.planner.bounds import mip
from hackathon.planner.model import breaks
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.rules import Kind, Rule
from hackathon.planner.progress import Watch

Starts = dict[int, frozenset[int]]
"""Where a topic may begin, for each group of rooms."""

Column = tuple[int, int, int]
"""A topic, its start and its group of rooms."""

Row = tuple[float, list[tuple[int, float]]]
"""What columns together may come to at most, each by its number with its share."""


def is_possible(problem: Problem, rules: frozenset[Rule], watch: Watch) -> bool | None:
    """Return whether an agenda keeps these rules; None if that could not be decided in time."""
    model = _Model(problem, rules)
    if not all(any(starts.values()) for starts in model.starts.values()):
        return False
    if not model.starts:
        return True
    if watch.is_over():
        return None
    whole = mip.optimize(model.written(), watch, workers=1)
    if whole.is_impossible:
        return False
    return True if whole.values is not None else None


class _Model:
    """One column for each topic, start and group of rooms that are alike.

    Sessions of any length that never need more rooms at once than a group has can be given one
    room each: what overlaps is an interval graph. Where it matters who changes rooms, each is a
    group of its own.
    """

    def __init__(self, problem: Problem, rules: frozenset[Rule]) -> None:
        self.problem, self.rules = problem, rules
        self.topics = sorted(rule.of[0] for rule in rules if rule.kind is Kind.PLACED)
        self.length = {
            at: problem.topics[at].length if self.holds(Kind.LENGTH, at) else 1 for at in self.topics
        }
        self.size: list[int] = []
        self.starts: dict[int, Starts] = {at: {} for at in self.topics}
        self._group_rooms()

    def holds(self, kind: Kind, *of: int) -> bool:
        return Rule(kind=kind, of=of) in self.rules

    def _group_rooms(self) -> None:
        begin = {at: self._times(at) for at in self.topics}
        columns = [
            tuple(self._in_room(at, room, begin[at]) for at in self.topics)
            for room in range(len(self.problem.rooms))
        ]
        groups = [(column, 1 if self.holds(Kind.SPACE) else len(self.topics)) for column in columns]
        if not self.holds(Kind.SPACE) and (not columns or not self.holds(Kind.BUFFER)):
            # Where a room holds any number of sessions, all rooms together are one.
            merged = tuple(frozenset[int]().union(*each) for each in zip(*columns, strict=True))
            groups = [(merged or tuple(map(frozenset, begin.values())), len(self.topics))]
        elif not self.holds(Kind.BUFFER):
            groups = list(Counter(columns).items())
        for number, (column, size) in enumerate(groups):
            self.size.append(size)
            for at, starts in zip(self.topics, column, strict=True):
                self.starts[at][number] = starts

    def _times(self, at: int) -> list[int]:
        """Return where a topic may begin if every room were free."""
        problem, topic, length = self.problem, self.problem.topics[at], self.length[at]
        away = {
            slot
            for person in topic.contacts
            if self.holds(Kind.AWAY, person)
            for slot in problem.people[person].away
        }
        allowed = range(len(problem.slots))
        return [
            start
            for start in allowed
            if start + length <= len(problem.slots)
            and problem.slots[start].block == problem.slots[start + length - 1].block
            and away.isdisjoint(range(start, start + length))
            and (topic.starts is None or start in topic.starts or not self.holds(Kind.STARTS, at))
        ]

    def _in_room(self, at: int, number: int, times: list[int]) -> frozenset[int]:
        topic, room = self.problem.topics[at], self.problem.rooms[number]
        if topic.room not in (None, number) and self.holds(Kind.ROOM, at):
            return frozenset()
        if room.capacity < topic.min_capacity and self.holds(Kind.SEATS, at):
            return frozenset()
        if not set(topic.features) <= set(room.features) and self.holds(Kind.FEATURES, at):
            return frozenset()
        closed = set(room.closed) if self.holds(Kind.CLOSED, number) else set()
        return frozenset(start for start in times if closed.isdisjoint(range(start, start + self.length[at])))

    def written(self) -> mip.Model:
        """Return the model as the solver takes it: no costs, one choice for each topic."""
        columns = [
            (at, start, group)
            for at in self.topics
            for group, starts in self.starts[at].items()
            for start in sorted(starts)
        ]
        rows = [*self._rows(columns)]
        entries = [(row, column, value) for row, (_, found) in enumerate(rows) for column, value in found]
        high = np.array([limit for limit, _ in rows])
        low = np.where(np.arange(len(rows)) < len(self.topics), 1.0, -np.inf)
        return mip.Model(
            cost=np.zeros(len(columns)),
            upper=np.ones(len(columns)),
            whole=np.ones(len(columns), dtype=bool),
            low=low,
            high=high,
            row=np.array([row for row, _, _ in entries], dtype=np.int64),
            column=np.array([column for _, column, _ in entries], dtype=np.int64),
            value=np.array([value for _, _, value in entries]),
        )

    def _rows(self, columns: list[Column]) -> Iterator[Row]:
        """Yield each row as its upper limit and its entries; the first are the topics' own."""
        own: dict[int, list[int]] = {at: [] for at in self.topics}
        running: dict[tuple[int, int], list[int]] = {}
        for number, (at, start, _) in enumerate(columns):
            own[at].append(number)
            for slot in range(start, start + self.length[at]):
                running.setdefault((at, slot), []).append(number)
        for numbers in own.values():
            yield 1.0, [(number, 1.0) for number in numbers]
        for slot in range(len(self.problem.slots)):
            for group, size in enumerate(self.size):
                yield float(size), [*self._crowding(columns, running, slot, group)]
            for together in self._apart():
                yield 1.0, [(n, 1.0) for at in together for n in running.get((at, slot), ())]
        yield from self._pauses(columns)
        for rule in self.rules:
            if rule.kind is Kind.ORDER:
                yield from self._ordered(columns, own, *rule.of)

    def _crowding(
        self,
        columns: list[Column],
        running: dict[tuple[int, int], list[int]],
        slot: int,
        group: int,
    ) -> Iterator[tuple[int, float]]:
        """Yield what takes room in a group of rooms; a plenary takes all of it, wherever it is."""
        for at in self.topics:
            plenary = self.problem.topics[at].plenary and self.holds(Kind.PLENARY, at)
            for number in running.get((at, slot), ()):
                if plenary:
                    yield number, float(self.size[group])
                elif columns[number][2] == group:
                    yield number, 1.0

    def _apart(self) -> list[list[int]]:
        """Return the sets of topics of which one may run at a time."""
        problem = self.problem
        busy = [
            problem.run_by[person] for person in range(len(problem.people)) if self.holds(Kind.BUSY, person)
        ]
        if self.holds(Kind.CLASH):
            busy += [frozenset(topic for topic, _ in person.votes) for person in problem.people]
        found = {frozenset(group.intersection(self.topics)) for group in busy}
        return [sorted(group) for group in found if len(group) > 1]

    def _pauses(self, columns: list[Column]) -> Iterator[Row]:
        """Yield what each contact who cannot be in two places has to keep between sessions."""
        for person, run in enumerate(self.problem.run_by):
            mine = [n for n, (at, _, _) in enumerate(columns) if at in run]
            if self.holds(Kind.BUSY, person) and self.holds(Kind.IN_A_ROW):
                yield from self._in_a_row(columns, mine)
            if self.holds(Kind.BUSY, person) and self.holds(Kind.BUFFER):
                yield from self._room_changes(columns, mine)

    def _in_a_row(self, columns: list[Column], mine: list[int]) -> Iterator[Row]:
        """Of sessions that follow each other, for every row of lengths: one too many, never all."""
        most, blocks = self.problem.most_in_a_row, [slot.block for slot in self.problem.slots]
        found: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        for number in mine:
            at, start, _ = columns[number]
            found[start, self.length[at]].append((number, 1.0))
        lengths = sorted({length for _, length in found})
        for slot in range(len(blocks)):
            for row in product(lengths, repeat=most + 1):
                begins = [slot + sum(row[:place]) for place in range(most + 1)]
                ends = begins[-1] + row[-1]
                if ends <= len(blocks) and blocks[slot] == blocks[ends - 1]:
                    together = [each for place in zip(begins, row, strict=True) for each in found[place]]
                    yield float(most), together

    def _room_changes(self, columns: list[Column], mine: list[int]) -> Iterator[Row]:
        """For every room: what ends there, and what begins too soon after it elsewhere, never both."""
        ending: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        beginning: dict[int, list[int]] = defaultdict(list)
        for number in mine:
            at, start, room = columns[number]
            ending[start + self.length[at] - 1, room].append((number, 1.0))
            beginning[start].append(number)
        for (ends, room), here in ending.items():
            for starts, numbers in beginning.items():
                elsewhere = [(n, 1.0) for n in numbers if columns[n][2] != room]
                if elsewhere and breaks.are_close(self.problem, ends, starts):
                    yield 1.0, [*here, *elsewhere]

    def _ordered(self, columns: list[Column], own: dict[int, list[int]], a: int, b: int) -> Iterator[Row]:
        """For every slot: the first still going on and the second begun, never both."""
        if a not in own or b not in own:
            return
        for slot in range(len(self.problem.slots)):
            late = [n for n in own[a] if columns[n][1] + self.length[a] > slot]
            early = [n for n in own[b] if columns[n][1] <= slot]
            yield 1.0, [(n, 1.0) for n in (*late, *early)]
