"""The effect on people of dropping a session in each cell of the grid, for all cells at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from hackathon.planner.evaluation.broken_rules import BrokenRule, Key
from hackathon.planner.evaluation.move_attendance import AttendanceTable
from hackathon.planner.evaluation.move_rules import NOWHERE, Arrangement, Place
from hackathon.planner.model.problem import Placement, Problem


class CellKind(StrEnum):
    """The effect of dropping the session in a cell."""

    HERE = "here"
    FREE = "free"
    SWAP = "swap"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """People who gain or lose wanted topics, by position; `people` is how many more lose than gain."""

    gains: tuple[int, ...] = ()
    loses: tuple[int, ...] = ()
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPrice:
    """The price of one cell.

    `effect` is None where a rule forbids the move for good. `rules` would be broken that are not broken now,
    without words. `seats_short` is how many seats the sessions that move would be short of then, `more_short`
    how many that is more than now. `swaps_with` is the session that changes places, or leaves where the one
    that is picked up has no place to give.
    """

    start: int
    room: int
    kind: CellKind
    effect: Effect | None
    rules: tuple[BrokenRule, ...] = ()
    seats_short: int = 0
    more_short: int = 0
    swaps_with: int | None = None

    @property
    def is_overridable(self) -> bool:
        """Whether rules forbid it, and an organizer may override them all."""
        return bool(self.rules) and all(rule.is_overridable for rule in self.rules)


@dataclass(frozen=True, kw_only=True)
class MovePrices:
    """The prices of all cells for one session, and the price of leaving it out."""

    cells: tuple[CellPrice, ...]
    leave_out: Effect


def price_moves(
    problem: Problem,
    placement: Placement,
    topic: int,
    *,
    broken_now: Iterable[Key],
    table: AttendanceTable | None = None,
) -> MovePrices:
    """Return the cost of every cell of the grid for a session, placed or not, if all others stay.

    A table of this agenda may be reused for another session.
    """
    table = table or AttendanceTable(problem, placement)
    return _Pricing(table, topic, frozenset(broken_now)).prices()


class _Pricing:
    def __init__(self, table: AttendanceTable, topic: int, broken_now: frozenset[Key]) -> None:
        self.problem, self.topic, self.broken_now = table.problem, topic, broken_now
        self.arrangement = Arrangement(table.problem, table.placement)
        self.table, problem = table, table.problem
        self.here = self.arrangement.places[topic] if self.arrangement.span(topic) else NOWHERE
        self.followers = problem.followers
        self.counts = [person.count for person in problem.people]
        self.by_start = self._changes_by_start()

    def prices(self) -> MovePrices:
        cells = [self._cell(start, room) for start, room in self._all_places()]
        partners = {cell.swaps_with for cell in cells if cell.swaps_with is not None and _may_be(cell.rules)}
        swaps = self._changes_by_partner(sorted(partners))
        return MovePrices(
            cells=tuple(self._with_effect(cell, swaps) for cell in cells),
            leave_out=self._effect(self.by_start[-1]),
        )

    def _all_places(self) -> Iterator[Place]:
        for start in range(len(self.problem.slots)):
            for room in range(len(self.problem.rooms)):
                yield start, room

    def _cell(self, start: int, room: int) -> CellPrice:
        if (start, room) == self.here:
            return CellPrice(start=start, room=room, kind=CellKind.HERE, effect=Effect())
        moves = {self.topic: (start, room)}
        partner = self._partner(start, room)
        if partner is not None:
            moves[partner] = self.here
        rules = tuple(
            rule for key, rule in self.arrangement.rules_after(moves).items() if key not in self.broken_now
        )
        short = self._seats_short(moves)
        kind = CellKind.SWAP if partner is not None else CellKind.FREE
        return CellPrice(
            start=start,
            room=room,
            kind=CellKind.FORBIDDEN if rules else kind,
            effect=None,
            rules=rules,
            seats_short=short,
            more_short=short - self._seats_short({topic: self.arrangement.places[topic] for topic in moves}),
            swaps_with=partner,
        )

    def _partner(self, start: int, room: int) -> int | None:
        """Return the session to swap with: the only one there, if it begins there."""
        span = range(start, min(start + self.problem.topics[self.topic].length, len(self.problem.slots)))
        there = self.arrangement.occupants(span, room) - {self.topic}
        other = next(iter(there)) if len(there) == 1 else None
        return other if other is not None and self.arrangement.places[other] == (start, room) else None

    def _with_effect(self, cell: CellPrice, swaps: Mapping[int, Mapping[int, int]]) -> CellPrice:
        if cell.kind is CellKind.HERE or not _may_be(cell.rules):
            return cell
        changes = dict(self.by_start[cell.start])
        if cell.swaps_with is not None:
            changes |= swaps[cell.swaps_with]
        return replace(cell, effect=self._effect(changes))

    def _effect(self, changes: Mapping[int, int]) -> Effect:
        gains = tuple(sorted(person for person, change in changes.items() if change > 0))
        loses = tuple(sorted(person for person, change in changes.items() if change < 0))
        people = sum(self.counts[person] for person in loses) - sum(self.counts[person] for person in gains)
        return Effect(gains=gains, loses=loses, people=people)

    def _seats_short(self, moves: Mapping[int, Place]) -> int:
        problem, short = self.problem, 0
        for first in sorted({problem.runs[topic][0] for topic in moves}):
            places = ((run, moves.get(run, self.arrangement.places[run])) for run in problem.runs[first])
            rooms = [room for run, (start, room) in places if self._is_placed(run, start)]
            if rooms:
                seats = sum(problem.rooms[room].capacity for room in rooms)
                short += max(0, problem.demand[first] - seats)
        return short

    def _is_placed(self, topic: int, start: int) -> bool:
        return 0 <= start <= len(self.problem.slots) - self.problem.topics[topic].length

    def _changes_by_start(self) -> dict[int, dict[int, int]]:
        """Return how much more each follower gets, for each start of the session; -1 leaves it out."""
        starts = [-1, *range(len(self.problem.slots))]
        wanted: list[tuple[int, int | None]] = [(start, None) for start in starts]
        return dict(
            zip(starts, self._changes(wanted, [self.followers[self.topic]] * len(starts)), strict=True)
        )

    def _changes_by_partner(self, partners: list[int]) -> dict[int, dict[int, int]]:
        """Return how much more each follower of a partner gets, if the two change places."""
        wanted: list[tuple[int, int | None]] = [
            (self.arrangement.places[other][0], other) for other in partners
        ]
        followers = [self.followers[other] for other in partners]
        return dict(zip(partners, self._changes(wanted, followers), strict=True))

    def _changes(
        self, moves: list[tuple[int, int | None]], followers: list[frozenset[int]]
    ) -> list[dict[int, int]]:
        """Return the changes of these people for each move: a start, and the session that makes way."""
        table, found = self.table, [dict[int, int]() for _ in moves]
        cases: list[tuple[int, int, int, int, int, int]] = []
        mine = frozenset(self.problem.topics[self.topic].contacts)
        for number, ((start, other), people) in enumerate(zip(moves, followers, strict=True)):
            run = mine if other is None else mine.union(self.problem.topics[other].contacts)
            back = self.here[0]
            for person in sorted(people):
                if person in run or person in table.one_by_one:
                    moved = {other: back} if other is not None else {}
                    if person in self.followers[self.topic]:
                        moved[self.topic] = start
                    found[number][person] = table.change_one_by_one(person, moved)
                else:
                    partner = -1 if other is None else other
                    cases.append((number, person, self.topic, start, partner, back))
        if cases:
            numbers, people_of, topics, starts, others, backs = np.array(cases, dtype=np.int64).T
            more = table.changes(people_of, (topics, others), (starts, np.where(others >= 0, backs, -1)))
            for number, person, change in zip(
                numbers.tolist(), people_of.tolist(), more.tolist(), strict=True
            ):
                found[number][person] = change
        return found


def _may_be(rules: Iterable[BrokenRule]) -> bool:
    """Whether an organizer may override these rules."""
    return all(rule.is_overridable for rule in rules)
