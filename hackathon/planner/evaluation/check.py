"""Evaluates an agenda from scratch, sharing no code with what planned it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from hackathon.planner.evaluation.broken_rules import BrokenRule
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import Kind, clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The cost of an agenda, and the hard rules it breaks, as sentences.

    `loss` is unmultiplied. While rules are broken, the numbers only count sessions within the timetable, and
    are not a verdict. `rules` are the same as `broken`, for programs.
    """

    cost: int
    loss: int
    seats_short: int
    people_affected: int
    broken: tuple[str, ...]
    rules: tuple[BrokenRule, ...] = field(default=(), compare=False)


def check(problem: Problem, placement: Placement, *, zone: str | None = None) -> Report:
    """Evaluate an agenda's cost and rules; broken rules are described with local times in the zone.

    An invalid placement (wrong length, unknown slots) is reported as broken too.
    """
    size = len(problem.topics)
    if len(placement.start) != size or len(placement.room) != size:
        line = f"The agenda places {len(placement.start)} topics, the problem has {size}."
        return Report(cost=0, loss=0, seats_short=0, people_affected=0, broken=(line,))

    sheet = _Sheet(problem, placement, zone)
    loss = sum(person.count * sheet.loss_of(at) for at, person in enumerate(problem.people))
    short, affected = sheet.seats_short(), sheet.people_affected()
    by, rules = problem.multipliers, tuple(sheet.broken())
    return Report(
        cost=by.loss * loss + by.seat * short + by.change * affected,
        loss=loss,
        seats_short=short,
        people_affected=affected,
        broken=tuple(rule.words for rule in rules),
        rules=rules,
    )


def broken_rules(
    problem: Problem, placement: Placement, *, zone: str | None = None
) -> tuple[BrokenRule, ...]:
    """Return only the rules that an agenda breaks, which is faster than evaluating its cost."""
    return tuple(_Sheet(problem, placement, zone).broken())


class _Sheet:
    """The agenda with the slots that each topic takes."""

    def __init__(self, problem: Problem, placement: Placement, zone: str | None) -> None:
        self.problem = problem
        self.clock = clock(problem, zone)
        self.start = placement.start
        self.room = placement.room
        self.taken: list[list[int]] = []
        for topic, start, room in zip(problem.topics, self.start, self.room, strict=True):
            ends = start + topic.length
            within = start >= 0 and ends <= len(problem.slots) and 0 <= room < len(problem.rooms)
            self.taken.append(list(range(start, ends)) if within else [])
        self.names = [
            f"Topic {topic.key} ({topic.title})" if topic.title else f"Topic {topic.key}"
            for topic in problem.topics
        ]
        for first, second in problem.twice:
            self.names[second] = f"{self.names[first]}, second run"
        self.runs: list[list[int]] = [[] for _ in problem.people]
        for number, topic in enumerate(problem.topics):
            for at in topic.contacts:
                self.runs[at].append(number)
        self.again = dict(problem.twice)

    def when(self, slot: int) -> str:
        return f"{'at' if self.problem.slots[slot].starts else 'in'} {self.clock(slot)}"

    def _runs_of(self, number: int) -> list[int]:
        """Return the topic and, if it runs twice, its second run, without unplaced ones."""
        both = [number, self.again[number]] if number in self.again else [number]
        return [run for run in both if self.taken[run]]

    def loss_of(self, at: int) -> int:
        """Compute the loss of one person in this record, from the best value by the end of each slot."""
        person = self.problem.people[at]
        shut = set(person.away)
        honoured = 0
        for number in self.runs[at]:
            shut.update(self.taken[number])
        ending: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, weight in person.votes:
            runs = self._runs_of(number)
            if at in self.problem.topics[number].contacts:
                here = any(not set(self.taken[run]) & set(person.away) for run in runs)
                honoured += weight if here else 0
                continue
            for run in runs:
                cells = self.taken[run]
                if not shut.intersection(cells):
                    ending[cells[-1]].append((cells[0], weight, number))
        return sum(weight for _, weight in person.votes) - honoured - self._most(ending)

    def _most(self, ending: dict[int, list[tuple[int, int, int]]]) -> int:
        """Return the best value by the end of each slot, for each set of topics attended so far.

        Only topics that run twice need to be remembered.
        """
        none = frozenset[int]()
        value = [{none: 0}]
        for slot in sorted(ending):
            # Nothing ends before this slot, so the value stays the same.
            value += [value[-1]] * (slot + 1 - len(value))
            now = dict(value[-1])
            for first, weight, number in ending[slot]:
                for had, worth in value[first].items():
                    if number not in had:
                        has = had | {number} if number in self.again else had
                        now[has] = max(now.get(has, 0), worth + weight)
            value.append(now)
        return max(value[-1].values())

    def seats_short(self) -> int:
        wanting = [set(topic.contacts) for topic in self.problem.topics]
        for at, person in enumerate(self.problem.people):
            for number, _ in person.votes:
                wanting[number].add(at)
        seconds = set(self.again.values())
        short = 0
        for number, who in enumerate(wanting):
            runs = [] if number in seconds else self._runs_of(number)
            if runs:
                heads = sum(self.problem.people[at].count for at in who)
                if self.problem.topics[number].plenary and heads < self.problem.expected:
                    heads = self.problem.expected
                short += max(0, heads - sum(self.problem.rooms[self.room[run]].capacity for run in runs))
        return short

    def people_affected(self) -> int:
        moved = {
            each.topic
            for each in self.problem.previous
            if (each.start, each.room) != (self.start[each.topic], self.room[each.topic])
            or not self.taken[each.topic]
        }
        hit = {at for number in moved for at in self.problem.topics[number].contacts}
        for at, person in enumerate(self.problem.people):
            if any(
                not moved.isdisjoint({number, self.again.get(number, number)}) for number, _ in person.votes
            ):
                hit.add(at)
        return sum(self.problem.people[at].count for at in hit)

    def broken(self) -> Iterator[BrokenRule]:
        for number in range(len(self.problem.topics)):
            yield from self._broken_alone(number)
        yield from self._broken_rooms()
        yield from self._broken_people()
        yield from self._broken_plenaries()
        for first, second in self.problem.twice:
            if set(self.taken[first]) & set(self.taken[second]):
                words = f"{self.names[first]} runs twice at the same time."
                yield BrokenRule(kind=Kind.TWICE, words=words, topics=(first, second))
        for early, late in self.problem.order:
            for a, b in product(self._runs_of(early), self._runs_of(late)):
                if self.taken[a][-1] >= self.taken[b][0]:
                    words = f"{self.names[b]} starts before {self.names[a]} has ended."
                    yield BrokenRule(kind=Kind.ORDER, words=words, topics=(a, b))

    def _broken_alone(self, number: int) -> Iterator[BrokenRule]:
        topic, name, cells = self.problem.topics[number], self.names[number], self.taken[number]
        if not cells:
            if self.start[number] != -1 or self.room[number] != -1:
                words = f"{name} is placed outside the timetable."
                yield BrokenRule(kind=Kind.OUTSIDE, words=words, topics=(number,))
            elif topic.required:
                yield BrokenRule(kind=Kind.PLACED, words=f"{name} is not placed.", topics=(number,))
            return
        if len({(self.problem.slots[k].day, self.problem.slots[k].block) for k in cells}) > 1:
            yield BrokenRule(kind=Kind.LENGTH, words=f"{name} runs across a break.", topics=(number,))
        if topic.starts is not None and cells[0] not in topic.starts:
            words = f"{name} may not start {self.when(cells[0])}."
            yield BrokenRule(kind=Kind.STARTS, words=words, topics=(number,), slot=cells[0])
        if topic.room is not None and topic.room != self.room[number]:
            words = f"{name} is not in its pinned room."
            yield BrokenRule(kind=Kind.ROOM, words=words, topics=(number,))
        yield from self._broken_room(number)

    def _broken_room(self, number: int) -> Iterator[BrokenRule]:
        topic, name, cells = self.problem.topics[number], self.names[number], self.taken[number]
        room = self.problem.rooms[self.room[number]]
        if not set(topic.features) <= set(room.features):
            missing = ", ".join(sorted(set(topic.features) - set(room.features)))
            words = f"{name} is in a room without {missing}."
            yield BrokenRule(kind=Kind.FEATURES, words=words, topics=(number,), detail=missing)
        if room.capacity < topic.min_capacity:
            words = f"{name} needs {topic.min_capacity} seats, its room has {room.capacity}."
            yield BrokenRule(kind=Kind.SEATS, words=words, topics=(number,))
        for slot in cells:
            if slot in room.closed:
                words = f"{name} is in a room that is closed {self.when(slot)}."
                yield BrokenRule(kind=Kind.CLOSED, words=words, topics=(number,), slot=slot)

    def _broken_rooms(self) -> Iterator[BrokenRule]:
        holders: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, cells in enumerate(self.taken):
            for slot in cells:
                for other in holders[slot, self.room[number]]:
                    words = f"{self.names[number]} and {self.names[other]} share a room {self.when(slot)}."
                    yield BrokenRule(kind=Kind.SPACE, words=words, topics=(other, number), slot=slot)
                holders[slot, self.room[number]].append(number)

    def _broken_people(self) -> Iterator[BrokenRule]:
        for at, person in enumerate(self.problem.people):
            who = person.name or f"Person {person.key}"
            runs = self.runs[at]
            for number in runs:
                for slot in self.taken[number]:
                    if slot in person.away:
                        words = f"{who} must be at {self.names[number]}, but is away {self.when(slot)}."
                        yield BrokenRule(kind=Kind.AWAY, words=words, topics=(number,), person=at, slot=slot)
            yield from self._overlaps(Kind.BUSY, at, f"{who} must be at", runs)
            yield from self._broken_pauses(at, who, runs)
            if self.problem.hard_clash:
                yield from self._overlaps(Kind.CLASH, at, f"{who} wants", [k for k, _ in person.votes])

    def _broken_pauses(self, at: int, who: str, runs: list[int]) -> Iterator[BrokenRule]:
        problem = self.problem
        row: list[int] = []
        for number in sorted((k for k in runs if self.taken[k]), key=lambda k: self.taken[k][0]):
            first = self.taken[number][0]
            last = self.taken[row[-1]][-1] if row else -1
            if row and self.room[row[-1]] != self.room[number] and self._pause(last, first) < problem.buffer:
                before = self.names[row[-1]]
                words = f"{who} has too little time to change rooms from {before} to {self.names[number]}."
                yield BrokenRule(kind=Kind.BUFFER, words=words, topics=(row[-1], number), person=at)
            goes_on = row and last + 1 == first and problem.slots[last].block == problem.slots[first].block
            row = [*row, number] if goes_on else [number]
            if problem.most_in_a_row and len(row) == problem.most_in_a_row + 1:
                words = f"{who} runs {len(row)} sessions in a row, up to {self.names[number]}."
                yield BrokenRule(kind=Kind.IN_A_ROW, words=words, topics=tuple(row), person=at)

    def _pause(self, last: int, first: int) -> float:
        """Return the minutes between the end of one slot and the start of another."""
        ended, begins = self.problem.slots[last], self.problem.slots[first]
        if ended.ends and begins.starts:
            gap = datetime.fromisoformat(begins.starts) - datetime.fromisoformat(ended.ends)
            return gap.total_seconds() / 60
        return 0 if first == last + 1 and ended.block == begins.block else float("inf")

    def _overlaps(self, kind: Kind, at: int, verb: str, numbers: list[int]) -> Iterator[BrokenRule]:
        for place, number in enumerate(numbers):
            for other in numbers[:place]:
                if set(self.taken[number]) & set(self.taken[other]):
                    words = f"{verb} {self.names[other]} and {self.names[number]} at the same time."
                    yield BrokenRule(kind=kind, words=words, topics=(other, number), person=at)

    def _broken_plenaries(self) -> Iterator[BrokenRule]:
        for number, topic in enumerate(self.problem.topics):
            if not topic.plenary:
                continue
            for other, cells in enumerate(self.taken):
                if other != number and set(cells) & set(self.taken[number]):
                    words = f"{self.names[number]} is a plenary, but {self.names[other]} runs beside it."
                    yield BrokenRule(kind=Kind.PLENARY, words=words, topics=(number, other))
