"""An agenda in the making: what lies where, what may lie where, and what it all costs."""

from collections.abc import Iterable

import numpy as np

from hackathon.domain.scheduling import pauses
from hackathon.domain.scheduling.engine.arrays import Arrays, Floats
from hackathon.domain.scheduling.problem import Placement

# Leaving out a topic that must be placed weighs more than everything that an agenda can cost.
UNPLACED = 10.0**13

Place = tuple[int, int]
NOWHERE: Place = (-1, -1)


class Board:
    """A placement that always keeps every hard rule but that all required topics are placed."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.start = [-1] * arrays.topics
        self.room = [-1] * arrays.topics
        self.cell = [[-1] * arrays.rooms for _ in range(arrays.slots)]
        self.mask = [0] * arrays.slots
        # For each unit, what each person gets of it; None where that must be counted anew.
        self._heard: list[Floats | None] = [np.zeros(arrays.people)] * len(arrays.units)
        self._honoured = [0.0] * len(arrays.units)
        self._affected: float | None = None

    def placement(self) -> Placement:
        """Return what lies on the board as a value."""
        return Placement(start=tuple(self.start), room=tuple(self.room))

    def load(self, placement: Placement) -> None:
        """Make the board show this placement."""
        for topic, start in enumerate(self.start):
            if start >= 0:
                self.remove(topic)
        for topic, (start, room) in enumerate(zip(placement.start, placement.room, strict=True)):
            if start >= 0:
                self.place(topic, start, room)

    def fits(self, topic: int, start: int, room: int) -> bool:
        """Whether the topic may be placed there beside all that is placed."""
        if not self.arrays.ok[topic, start, room]:
            return False
        span = range(start, start + self.arrays.length[topic])
        if self.arrays.is_linked and self.tiring(topic, start, room):
            return False
        return all(self.cell[slot][room] < 0 for slot in span) and self.suits(topic, span)

    def suits(self, topic: int, span: range) -> bool:
        """Whether no person, plenary or order stands against the topic at this time."""
        conflict = self.arrays.conflict[topic]
        if any(self.mask[slot] & conflict for slot in span):
            return False
        return not self.out_of_order(topic, span)

    def out_of_order(self, topic: int, span: range) -> list[int]:
        """Return the placed topics that must come before or after, and would not."""
        start, length = self.start, self.arrays.length
        early = [a for a in self.arrays.before[topic] if start[a] + length[a] > span.start]
        late = [b for b in self.arrays.after[topic] if 0 <= start[b] < span.stop]
        return [a for a in early if start[a] >= 0] + late

    def tiring(self, topic: int, start: int, room: int) -> list[int]:
        """Return the placed topics beside which its contacts would have too little pause."""
        problem, length = self.arrays.problem, self.arrays.length
        span, found = range(start, start + length[topic]), set[int]()
        for person in problem.topics[topic].contacts:
            spans = {
                other: range(self.start[other], self.start[other] + length[other])
                for other in problem.run_by[person]
                if other != topic and self.start[other] >= 0
            }
            for other, taken in spans.items():
                before, after = (taken, span) if taken.start < span.start else (span, taken)
                if self.room[other] != room and pauses.are_close(problem, before.stop - 1, after.start):
                    found.add(other)
            most = problem.most_in_a_row
            if most and pauses.in_a_row(problem, span, spans.values()) > most:
                found.update(
                    k for k, taken in spans.items() if span.start == taken.stop or span.stop == taken.start
                )
        return sorted(found)

    def place(self, topic: int, start: int, room: int) -> None:
        """Put an unplaced topic there; the caller has asked `fits`."""
        self.start[topic], self.room[topic] = start, room
        for slot in range(start, start + self.arrays.length[topic]):
            self.cell[slot][room] = topic
            self.mask[slot] |= 1 << topic
        self._changed(topic, start)

    def remove(self, topic: int) -> None:
        """Take a placed topic away."""
        start, room = self.start[topic], self.room[topic]
        for slot in range(start, start + self.arrays.length[topic]):
            self.cell[slot][room] = -1
            self.mask[slot] &= ~(1 << topic)
        self.start[topic] = self.room[topic] = -1
        self._changed(topic, start)

    def rearrange(self, goal: dict[int, Place]) -> dict[int, Place] | None:
        """Give all these topics their new places at once, and return their old ones.

        Returns None, and leaves the board as it was, where a rule forbids it.
        """
        was = {topic: (self.start[topic], self.room[topic]) for topic in goal}
        self._lift(goal)
        for topic, place in goal.items():
            if place == NOWHERE:
                continue
            if not self.fits(topic, *place):
                self._lift(goal)
                for each, old in was.items():
                    if old != NOWHERE:
                        self.place(each, *old)
                return None
            self.place(topic, *place)
        return was

    def _lift(self, topics: Iterable[int]) -> None:
        for topic in topics:
            if self.start[topic] >= 0:
                self.remove(topic)

    def _changed(self, topic: int, start: int) -> None:
        self._heard[self.arrays.unit_of[start]] = None
        if topic in self.arrays.previous:
            self._affected = None

    @property
    def left_out(self) -> list[int]:
        """The topics that have no place."""
        return [topic for topic, start in enumerate(self.start) if start < 0]

    def cost(self) -> float:
        """Return the cost, counting anew only what has changed; required topics must be placed."""
        arrays, by = self.arrays, self.arrays.by
        out = 0
        honoured = short = 0.0
        for topic, room in enumerate(self.room):
            if room >= 0:
                short += arrays.short[topic, room]
                honoured -= arrays.raised[topic]
            elif arrays.problem.topics[topic].required:
                out += 1
        honoured += sum(self._unit(unit) for unit in range(len(arrays.units)))
        if self._affected is None:
            self._affected = self._count_affected() if arrays.previous else 0.0
        cost = by.loss * (arrays.total - honoured) + by.seat * short + by.change * self._affected
        return float(cost) + out * UNPLACED

    def _unit(self, unit: int) -> float:
        if self._heard[unit] is None:
            heard = self._heard[unit] = heard_in(self.arrays, self.sessions(unit))
            self._honoured[unit] = float(heard @ self.arrays.count)
        return self._honoured[unit]

    def worst_loss(self) -> float:
        """Return the loss of the person who loses most."""
        arrays = self.arrays
        self.cost()
        total = -arrays.votes
        for heard in self._heard:
            if heard is not None:
                total += heard
        for topic, excess in arrays.excess.items():
            if self.start[topic] >= 0:
                for person, raised in excess:
                    total[person] -= raised
        return float((-total).max(initial=0.0))

    def sessions(self, unit: int) -> list[tuple[int, int]]:
        """Return the topics that lie in a unit, each with its start."""
        found: dict[int, int] = {}
        for slot in self.arrays.units[unit]:
            for topic in self.cell[slot]:
                if topic >= 0:
                    found[topic] = self.start[topic]
        return sorted(found.items())

    def _count_affected(self) -> float:
        hit = np.zeros(self.arrays.people, dtype=bool)
        for topic, before in self.arrays.previous.items():
            if (self.start[topic], self.room[topic]) != before or self.start[topic] < 0:
                hit |= self.arrays.moved_rows[topic]
        return float(hit @ self.arrays.count)


def heard_in(arrays: Arrays, sessions: Iterable[tuple[int, int]]) -> Floats:
    """Return the raised worth that each person gets of the sessions (topic, start) of one unit."""
    best: dict[int, Floats] = {}
    nothing = np.zeros(arrays.people)
    ending: dict[int, list[tuple[int, int]]] = {}
    for topic, start in sessions:
        ending.setdefault(start + arrays.length[topic], []).append((topic, start))
    if not ending:
        return nothing
    first = min(start for row in ending.values() for _, start in row)
    # best[k]: what each person gets by the end of slot k - 1, as weighted interval scheduling.
    best[first] = nothing
    for end in range(first + 1, max(ending) + 1):
        value = best[end - 1]
        for topic, start in ending.get(end, ()):
            there = arrays.present[start:end].min(axis=0)
            value = np.maximum(value, best[start] + arrays.worth[topic] * there)
        best[end] = value
    return best[max(ending)]
