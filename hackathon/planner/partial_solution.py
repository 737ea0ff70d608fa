"""A partial solution: the places of topics, the places open to the others, and the cost."""

from collections.abc import Iterable, Sequence

import numpy as np

from hackathon.planner.model import breaks
from hackathon.planner.model.problem import Placement
from hackathon.planner.preprocessed_instance import Floats, PreprocessedInstance

# A required topic without a place costs more than everything else that an agenda can cost.
UNPLACED_COST = 10.0**13

Place = tuple[int, int]
UNPLACED: Place = (-1, -1)


class PartialSolution:
    """An agenda that keeps every hard rule, except that required topics may lack a place.

    The cost is computed with NumPy, unit by unit; only changed units are recomputed.
    """

    def __init__(self, preprocessed: PreprocessedInstance) -> None:
        self.preprocessed = preprocessed
        self.start = [-1] * preprocessed.topics
        self.room = [-1] * preprocessed.topics
        self.occupant = [[-1] * preprocessed.rooms for _ in range(preprocessed.slots)]
        self.topics_in_slot = [0] * preprocessed.slots
        # For each unit, the weight that each person attends; None where it must be counted again.
        self._attended: list[Floats | None] = [np.zeros(preprocessed.people)] * len(preprocessed.units)
        self._attended_total = [0.0] * len(preprocessed.units)
        self._affected: float | None = None

    def placement(self) -> Placement:
        """Return the agenda as a value."""
        return Placement(start=tuple(self.start), room=tuple(self.room))

    def load(self, placement: Placement) -> None:
        """Replace the agenda by this one."""
        for topic, start in enumerate(self.start):
            if start >= 0:
                self.remove(topic)
        for topic, (start, room) in enumerate(zip(placement.start, placement.room, strict=True)):
            if start >= 0:
                self.place(topic, start, room)

    def fits(self, topic: int, start: int, room: int) -> bool:
        """Whether a topic may be placed there, given all that is placed."""
        if not self.preprocessed.ok[topic, start, room]:
            return False
        span = range(start, start + self.preprocessed.length[topic])
        if self.preprocessed.is_linked and self.break_conflicts(topic, start, room):
            return False
        return all(self.occupant[slot][room] < 0 for slot in span) and self.is_time_possible(topic, span)

    def is_time_possible(self, topic: int, span: range) -> bool:
        """Whether a topic can run at this time: no contact, plenary or order conflicts with it."""
        conflict = self.preprocessed.conflict[topic]
        for slot in span:
            if self.topics_in_slot[slot] & conflict:
                return False
        return not self.order_conflicts(topic, span)

    def order_conflicts(self, topic: int, span: range) -> list[int]:
        """Return the placed topics that must come before or after this one, and would not."""
        before, after = self.preprocessed.before[topic], self.preprocessed.after[topic]
        if not (before or after):
            return []
        start, length = self.start, self.preprocessed.length
        early = [a for a in before if start[a] + length[a] > span.start]
        late = [b for b in after if 0 <= start[b] < span.stop]
        return [a for a in early if start[a] >= 0] + late

    def break_conflicts(self, topic: int, start: int, room: int) -> list[int]:
        """Return the placed topics that would leave the contacts of this one without a break."""
        problem, length = self.preprocessed.problem, self.preprocessed.length
        span, conflicts = range(start, start + length[topic]), set[int]()
        for person in problem.topics[topic].contacts:
            spans = {
                other: range(self.start[other], self.start[other] + length[other])
                for other in problem.run_by[person]
                if other != topic and self.start[other] >= 0
            }
            for other, taken in spans.items():
                before, after = (taken, span) if taken.start < span.start else (span, taken)
                if self.room[other] != room and breaks.are_close(problem, before.stop - 1, after.start):
                    conflicts.add(other)
            most = problem.most_in_a_row
            if most and breaks.in_a_row(problem, span, spans.values()) > most:
                conflicts.update(
                    k for k, taken in spans.items() if span.start == taken.stop or span.stop == taken.start
                )
        return sorted(conflicts)

    def place(self, topic: int, start: int, room: int) -> None:
        """Place a topic that has no place; the caller has checked `fits`."""
        self.start[topic], self.room[topic] = start, room
        for slot in range(start, start + self.preprocessed.length[topic]):
            self.occupant[slot][room] = topic
            self.topics_in_slot[slot] |= 1 << topic
        self._invalidate(topic, start)

    def remove(self, topic: int) -> None:
        """Take away the place of a topic."""
        start, room = self.start[topic], self.room[topic]
        for slot in range(start, start + self.preprocessed.length[topic]):
            self.occupant[slot][room] = -1
            self.topics_in_slot[slot] &= ~(1 << topic)
        self.start[topic] = self.room[topic] = -1
        self._invalidate(topic, start)

    def rearrange(self, places: dict[int, Place]) -> dict[int, Place] | None:
        """Move several topics at once, and return their old places.

        Returns None, and changes nothing, where a rule forbids it.
        """
        old_places = {topic: (self.start[topic], self.room[topic]) for topic in places}
        self._remove_all(places)
        for topic, place in places.items():
            if place == UNPLACED:
                continue
            if not self.fits(topic, *place):
                self._remove_all(places)
                for other, old in old_places.items():
                    if old != UNPLACED:
                        self.place(other, *old)
                return None
            self.place(topic, *place)
        return old_places

    def _remove_all(self, topics: Iterable[int]) -> None:
        for topic in topics:
            if self.start[topic] >= 0:
                self.remove(topic)

    def _invalidate(self, topic: int, start: int) -> None:
        self._attended[self.preprocessed.unit_of[start]] = None
        if topic in self.preprocessed.previous:
            self._affected = None

    @property
    def left_out(self) -> list[int]:
        """The topics without a place."""
        return [topic for topic, start in enumerate(self.start) if start < 0]

    def cost(self) -> float:
        """Return the cost, with `UNPLACED_COST` for each required topic without a place."""
        preprocessed, by = self.preprocessed, self.preprocessed.by
        missing = 0
        attended = short = 0.0
        for topic, room in enumerate(self.room):
            if room >= 0:
                short += preprocessed.short[topic, room]
                attended -= preprocessed.raised[topic]
            elif preprocessed.problem.topics[topic].required:
                missing += 1
        attended += sum(self._unit(unit) for unit in range(len(preprocessed.units)))
        if self._affected is None:
            self._affected = self._count_affected() if preprocessed.previous else 0.0
        cost = by.loss * (preprocessed.total - attended) + by.seat * short + by.change * self._affected
        return float(cost) + missing * UNPLACED_COST

    def _unit(self, unit: int) -> float:
        if self._attended[unit] is None:
            attended = self._attended[unit] = attended_in_unit(self.preprocessed, self.sessions(unit))
            self._attended_total[unit] = float(attended @ self.preprocessed.count)
        return self._attended_total[unit]

    def worst_loss(self) -> float:
        """Return the loss of the person who loses most."""
        preprocessed = self.preprocessed
        self.cost()
        total = -preprocessed.votes
        for attended in self._attended:
            if attended is not None:
                total += attended
        for topic, excess in preprocessed.excess.items():
            if self.start[topic] >= 0:
                for person, raised in excess:
                    total[person] -= raised
        return float((-total).max(initial=0.0))

    def sessions(self, unit: int) -> list[tuple[int, int]]:
        """Return the topics in a unit, each with its first slot."""
        starts: dict[int, int] = {}
        for slot in self.preprocessed.units[unit]:
            for topic in self.occupant[slot]:
                if topic >= 0:
                    starts[topic] = self.start[topic]
        return sorted(starts.items())

    def _count_affected(self) -> float:
        hit = np.zeros(self.preprocessed.people, dtype=bool)
        for topic, before in self.preprocessed.previous.items():
            if (self.start[topic], self.room[topic]) != before or self.start[topic] < 0:
                hit[self.preprocessed.followers[topic]] = True
        return float(hit @ self.preprocessed.count)


def attended_in_unit(preprocessed: PreprocessedInstance, sessions: Iterable[tuple[int, int]]) -> Floats:
    """Return the weight that each person attends of the sessions (topic, start) of one unit.

    As `attended_by_shape`, but of each session only its voters are looked at.
    """
    present, ending = preprocessed.present, dict[int, list[tuple[int, int]]]()
    for topic, start in sessions:
        ending.setdefault(start + preprocessed.length[topic], []).append((topic, start))
    if not ending:
        return np.zeros(preprocessed.people)
    first = min(start for ended in ending.values() for _, start in ended)
    best = {first: np.zeros(preprocessed.people)}
    for end in range(first + 1, max(ending) + 1):
        value = best[end - 1].copy()
        for topic, start in ending.get(end, ()):
            voters = preprocessed.voters[topic]
            there = present[start, voters] if end == start + 1 else present[start:end, voters].min(axis=0)
            with_it = best[start][voters] + preprocessed.weights[topic] * there
            value[voters] = np.maximum(value[voters], with_it)
        best[end] = value
    return best[max(ending)]


def attended_by_shape(present: Floats, shape: Sequence[tuple[int, int]], worths: Sequence[Floats]) -> Floats:
    """Return the weight that each person attends of sessions (start, length) with these worths.

    They attend the heaviest set of sessions that do not overlap: weighted interval scheduling, as in
    Kleinberg and Tardos (2005), Algorithm design, section 6.1. The last axis of `present` (by slot) and of
    each worth is the person.
    """
    nothing = np.zeros(present.shape[1])
    if not shape:
        return nothing
    ending: dict[int, list[tuple[int, int, Floats]]] = {}
    for (start, length), worth in zip(shape, worths, strict=True):
        ending.setdefault(start + length, []).append((start, length, worth))
    first = min(start for start, _ in shape)
    # best[k]: the weight that each person attends before slot k.
    best = {first: nothing}
    for end in range(first + 1, max(ending) + 1):
        value = best[end - 1]
        for start, length, worth in ending.get(end, ()):
            there = present[start] if length == 1 else present[start:end].min(axis=0)
            value = np.maximum(value, best[start] + worth * there)
        best[end] = value
    return best[max(ending)]
