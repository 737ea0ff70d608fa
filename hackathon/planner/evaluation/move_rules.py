"""The rules an agenda would break if a few sessions moved, without checking all of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import product

from hackathon.planner.evaluation.broken_rules import BrokenRule, Key
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import Kind

Place = tuple[int, int]
"""The first slot and the room of a session; `NOWHERE` if it is left out."""

NOWHERE: Place = (-1, -1)


class Arrangement:
    """An agenda whose sessions can be moved one by one; only the rules of moved sessions are checked.

    The rules have no text. They are the same that `check` finds: a test compares their keys.
    """

    def __init__(self, problem: Problem, placement: Placement) -> None:
        """Start from an agenda of that problem."""
        self.problem = problem
        self.places: list[Place] = list(zip(placement.start, placement.room, strict=True))
        self._in_cell: dict[Place, set[int]] = {}
        self._in_slot: list[set[int]] = [set() for _ in problem.slots]
        self._orders: dict[int, list[tuple[int, int]]] = {}
        for order in problem.order:
            for topic in order:
                self._orders.setdefault(topic, []).append(order)
        self._begins, self._ends = _moments(problem)
        for topic in range(len(problem.topics)):
            self._enter(topic)

    def span(self, topic: int) -> range:
        """Return the slots that a session takes; none if it is left out or outside the timetable."""
        (start, room), length = self.places[topic], self.problem.topics[topic].length
        fits = (
            start >= 0 and start + length <= len(self.problem.slots) and 0 <= room < len(self.problem.rooms)
        )
        return range(start, start + length) if fits else range(0)

    def occupants(self, slots: Iterable[int], room: int) -> set[int]:
        """Return the sessions that use a room at some of these times."""
        return set().union(*(self._in_cell.get((slot, room), ()) for slot in slots))

    def rules_after(self, moves: Mapping[int, Place]) -> dict[Key, BrokenRule]:
        """Return the rules that would be broken around these sessions if they were moved; nothing moves."""
        before = {topic: self.places[topic] for topic in moves}
        self.move(moves)
        try:
            return {rule.key: rule for rule in self._broken_around(sorted(moves))}
        finally:
            self.move(before)

    def move(self, moves: Mapping[int, Place]) -> None:
        """Move sessions."""
        for topic in moves:
            self._leave(topic)
        for topic, place in moves.items():
            self.places[topic] = place
            self._enter(topic)

    def _enter(self, topic: int) -> None:
        room = self.places[topic][1]
        for slot in self.span(topic):
            self._in_cell.setdefault((slot, room), set()).add(topic)
            self._in_slot[slot].add(topic)

    def _leave(self, topic: int) -> None:
        room = self.places[topic][1]
        for slot in self.span(topic):
            self._in_cell[slot, room].discard(topic)
            self._in_slot[slot].discard(topic)

    def _broken_around(self, topics: list[int]) -> Iterator[BrokenRule]:
        for topic in topics:
            yield from self._alone(topic)
            yield from self._in_its_room(topic)
            yield from self._beside(topic)
            yield from self._in_order(topic)
        for person in sorted({at for topic in topics for at in self.problem.topics[topic].contacts}):
            yield from self._of_person(person)
        if self.problem.hard_clash:
            for topic in topics:
                yield from self._wanted_at_once(topic)

    def _alone(self, number: int) -> Iterator[BrokenRule]:
        topic, cells, problem = self.problem.topics[number], self.span(number), self.problem
        if not cells:
            if self.places[number] != NOWHERE:
                yield _rule(Kind.OUTSIDE, number)
            elif topic.required:
                yield _rule(Kind.PLACED, number)
            return
        if len({(problem.slots[slot].day, problem.slots[slot].block) for slot in cells}) > 1:
            yield _rule(Kind.LENGTH, number)
        if topic.starts is not None and cells[0] not in topic.starts:
            yield _rule(Kind.STARTS, number, slot=cells[0])
        yield from self._in_a_room_like_that(number)
        for slot in cells:
            for person in topic.contacts:
                if slot in problem.people[person].away:
                    yield _rule(Kind.AWAY, number, person=person, slot=slot)

    def _in_a_room_like_that(self, number: int) -> Iterator[BrokenRule]:
        topic, room_number = self.problem.topics[number], self.places[number][1]
        room = self.problem.rooms[room_number]
        if topic.room is not None and topic.room != room_number:
            yield _rule(Kind.ROOM, number)
        if missing := sorted(set(topic.features) - set(room.features)):
            yield _rule(Kind.FEATURES, number, detail=", ".join(missing))
        if room.capacity < topic.min_capacity:
            yield _rule(Kind.SEATS, number)
        for slot in self.span(number):
            if slot in room.closed:
                yield _rule(Kind.CLOSED, number, slot=slot)

    def _in_its_room(self, number: int) -> Iterator[BrokenRule]:
        room = self.places[number][1]
        for slot in self.span(number):
            for other in sorted(self._in_cell[slot, room] - {number}):
                yield _rule(Kind.SPACE, *sorted((number, other)), slot=slot)

    def _beside(self, number: int) -> Iterator[BrokenRule]:
        topics = self.problem.topics
        others = set().union(*(self._in_slot[slot] for slot in self.span(number))) - {number}
        for other in sorted(others):
            if topics[number].plenary:
                yield _rule(Kind.PLENARY, number, other)
            if topics[other].plenary:
                yield _rule(Kind.PLENARY, other, number)
            if other in self.problem.runs[number]:
                yield _rule(Kind.TWICE, *self.problem.runs[number])

    def _in_order(self, number: int) -> Iterator[BrokenRule]:
        runs = self.problem.runs
        for early, late in self._orders.get(runs[number][0], ()):
            for first, then in product(runs[early], runs[late]):
                before, after = self.span(first), self.span(then)
                if before and after and before[-1] >= after[0]:
                    yield _rule(Kind.ORDER, first, then)

    def _of_person(self, person: int) -> Iterator[BrokenRule]:
        run = sorted(topic for topic in self.problem.run_by[person] if self.span(topic))
        for place, number in enumerate(run):
            for other in run[:place]:
                if _meet(self.span(other), self.span(number)):
                    yield _rule(Kind.BUSY, other, number, person=person)
        yield from self._pauses(person, run)

    def _pauses(self, person: int, run: list[int]) -> Iterator[BrokenRule]:
        slots, row = self.problem.slots, list[int]()
        for number in sorted(run, key=lambda topic: self.span(topic)[0]):
            first = self.span(number)[0]
            last = self.span(row[-1])[-1] if row else -1
            changes_room = row and self.places[row[-1]][1] != self.places[number][1]
            if changes_room and self._minutes_between(last, first) < self.problem.buffer:
                yield _rule(Kind.BUFFER, row[-1], number, person=person)
            goes_on = row and last + 1 == first and slots[last].block == slots[first].block
            row = [*row, number] if goes_on else [number]
            if self.problem.most_in_a_row and len(row) == self.problem.most_in_a_row + 1:
                yield _rule(Kind.IN_A_ROW, *row, person=person)

    def _minutes_between(self, last: int, first: int) -> float:
        ended, begins = self._ends[last], self._begins[first]
        if ended is not None and begins is not None:
            return (begins - ended).total_seconds() / 60
        is_next = first == last + 1 and self.problem.slots[last].block == self.problem.slots[first].block
        return 0 if is_next else float("inf")

    def _wanted_at_once(self, number: int) -> Iterator[BrokenRule]:
        for person in sorted(self.problem.followers[number]):
            wanted = [topic for topic, _ in self.problem.people[person].votes]
            for place, later in enumerate(wanted):
                for earlier in wanted[:place]:
                    if number in (earlier, later) and _meet(self.span(earlier), self.span(later)):
                        yield _rule(Kind.CLASH, earlier, later, person=person)


def _rule(
    kind: Kind, *topics: int, person: int | None = None, slot: int | None = None, detail: str = ""
) -> BrokenRule:
    return BrokenRule(kind=kind, words="", topics=topics, person=person, slot=slot, detail=detail)


def _meet(one: range, other: range) -> bool:
    return bool(one) and bool(other) and one.start < other.stop and other.start < one.stop


def _moments(problem: Problem) -> tuple[list[datetime | None], list[datetime | None]]:
    begins = [datetime.fromisoformat(slot.starts) if slot.starts else None for slot in problem.slots]
    ends = [datetime.fromisoformat(slot.ends) if slot.ends else None for slot in problem.slots]
    return begins, ends
