"""Checks a stated conflict: whether its rules really can't hold together.

Only the topics and rules of the conflict are looked at, so that a small conflict is a short proof whatever
the size of the problem. First it is counted whether the topics fit at all (a matching of sessions to the
cells and hours that are free), then every placement of them is tried.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from itertools import product

from hackathon.planner.model.problem import Problem
from hackathon.planner.model.rules import Kind, Rule

Place = tuple[int, int]
"""A start and a room; room -1 where the conflict does not ask for rooms."""

# So many nodes of the search lie between two looks at the clock.
NODES_PER_CLOCK = 200
# A search over more topics than these would not end.
MOST_TOPICS = 200
NO_ROOM = -1
# How many things a rule is about, where that is not one.
SUBJECTS = {Kind.ORDER: 2, Kind.SPACE: 0, Kind.CLASH: 0, Kind.IN_A_ROW: 0, Kind.BUFFER: 0}


class Undecided(Exception):  # noqa: N818 -- not an error: it says that nothing was shown
    """The conflict could not be recounted in the time."""


def flaws(problem: Problem, rules: Iterable[Rule]) -> list[str]:
    """Return why these are not all rules of the problem, one sentence each."""
    return [flaw for rule in rules if (flaw := _flaw(problem, rule))]


def _flaw(problem: Problem, rule: Rule) -> str:
    sizes = {Kind.AWAY: len(problem.people), Kind.BUSY: len(problem.people), Kind.CLOSED: len(problem.rooms)}
    size = sizes.get(rule.kind, len(problem.topics))
    if len(rule.of) != SUBJECTS.get(rule.kind, 1) or not all(0 <= number < size for number in rule.of):
        return f"The conflict has a rule '{rule.kind}' about something that is not in the problem."
    topic = problem.topics[rule.of[0]] if rule.kind in (Kind.PLACED, Kind.PLENARY) else None
    if topic and rule.kind is Kind.PLACED and not topic.required:
        return f"The conflict requires topic {topic.key}, which is optional."
    if topic and rule.kind is Kind.PLENARY and not topic.plenary:
        return f"The conflict treats topic {topic.key} as a plenary, which it is not."
    if rule.kind is Kind.ORDER and rule.of not in problem.order:
        return "The conflict has an order that the problem does not ask for."
    if rule.kind is Kind.CLASH and not problem.hard_clash:
        return "The conflict forbids clashes, which the problem allows."
    return ""


def can_hold(problem: Problem, rules: Iterable[Rule], is_over: Callable[[], bool]) -> bool:
    """Return whether some placement keeps these rules.

    Raises Undecided when that cannot be decided in the time.
    """
    conflict = PlacementRules(problem, frozenset(rules))
    if not all(conflict.places.values()) or not conflict.fits_by_count():
        return False
    if len(conflict.topics) > MOST_TOPICS:
        raise Undecided
    return _Search(conflict, is_over).succeeds(conflict.places)


class PlacementRules:
    """Topics under some rules: where each may be by itself, and which two places exclude each other."""

    def __init__(self, problem: Problem, rules: frozenset[Rule]) -> None:
        self.problem, self.rules = problem, rules
        self.topics = sorted(rule.of[0] for rule in rules if rule.kind is Kind.PLACED)
        self.length = {
            topic: problem.topics[topic].length if self.holds(Kind.LENGTH, topic) else 1
            for topic in self.topics
        }
        self.busy = {person: topics for person, topics in self._run_by().items() if len(topics) > 1}
        self.places = {topic: self._places(topic) for topic in self.topics}

    def holds(self, kind: Kind, *of: int) -> bool:
        return Rule(kind=kind, of=of) in self.rules

    def span(self, topic: int, start: int) -> range:
        return range(start, start + self.length[topic])

    def _run_by(self) -> dict[int, list[int]]:
        """Return the topics of each person who cannot be in two places at once."""
        run_by: dict[int, list[int]] = {}
        for topic in self.topics:
            for person in self.problem.topics[topic].contacts:
                if self.holds(Kind.BUSY, person):
                    run_by.setdefault(person, []).append(topic)
        return run_by

    def _places(self, topic: int) -> list[Place]:
        blocks = [slot.block for slot in self.problem.slots]
        contacts = self.problem.topics[topic].contacts
        absent = [self.problem.people[person].away for person in contacts if self.holds(Kind.AWAY, person)]
        away = {slot for slots in absent for slot in slots}
        allowed = self.problem.topics[topic].starts if self.holds(Kind.STARTS, topic) else None
        starts = [
            start
            for start in range(len(blocks) - self.length[topic] + 1)
            if blocks[start] == blocks[start + self.length[topic] - 1]
            and away.isdisjoint(self.span(topic, start))
            and (allowed is None or start in allowed)
        ]
        # Where nothing asks for space, a room is no limit, and none is needed.
        rooms = range(len(self.problem.rooms))
        if not rooms and not self.holds(Kind.SPACE):
            return [(start, NO_ROOM) for start in starts]
        suitable = [room for room in rooms if self._suits(topic, room)]
        return [
            (start, room)
            for start, room in product(starts, suitable)
            if not self.holds(Kind.CLOSED, room)
            or not set(self.problem.rooms[room].closed) & set(self.span(topic, start))
        ]

    def _suits(self, topic: int, number: int) -> bool:
        wanted, room = self.problem.topics[topic], self.problem.rooms[number]
        if self.holds(Kind.ROOM, topic) and wanted.room not in (None, number):
            return False
        if self.holds(Kind.SEATS, topic) and room.capacity < wanted.min_capacity:
            return False
        return not self.holds(Kind.FEATURES, topic) or set(wanted.features) <= set(room.features)

    def fits_by_count(self) -> bool:
        """Whether nobody needs more hours, and no topics more cells, than there are."""
        hours = {
            topic: {slot for start, _ in places for slot in self.span(topic, start)}
            for topic, places in self.places.items()
        }
        groups: list[Sequence[int]] = list(self.busy.values())
        if self.holds(Kind.CLASH):
            wanted = [{topic for topic, _ in person.votes} for person in self.problem.people]
            groups += [[topic for topic in self.topics if topic in each] for each in wanted]
        plenaries = [topic for topic in self.topics if self.holds(Kind.PLENARY, topic)]
        groups += [[*plenaries, topic] for topic in self.topics if plenaries and topic not in plenaries]
        if any(not _can_match([(hours[t], self.length[t]) for t in group]) for group in groups):
            return False
        if not self.holds(Kind.SPACE):
            return True
        cells = {
            topic: {(slot, room) for start, room in places for slot in self.span(topic, start)}
            for topic, places in self.places.items()
        }
        return _can_match([(cells[topic], self.length[topic]) for topic in self.topics])

    def are_apart(self, one: int, place: Place, other: int, elsewhere: Place) -> bool:
        """Whether two topics may have these places beside each other."""
        spans = self.span(one, place[0]), self.span(other, elsewhere[0])
        if self.holds(Kind.ORDER, one, other) and spans[0].stop > spans[1].start:
            return False
        if self.holds(Kind.ORDER, other, one) and spans[1].stop > spans[0].start:
            return False
        shared = any({one, other} <= set(topics) for topics in self.busy.values())
        if spans[0].start < spans[1].stop and spans[1].start < spans[0].stop:
            same_room = place[1] == elsewhere[1] != NO_ROOM
            return not (shared or (same_room and self.holds(Kind.SPACE)) or self._exclude(one, other))
        if shared and self.holds(Kind.BUFFER) and place[1] != elsewhere[1]:
            first, second = sorted(spans, key=lambda span: span.start)
            return self._pause(first.stop - 1, second.start) >= self.problem.buffer
        return True

    def _exclude(self, one: int, other: int) -> bool:
        if self.holds(Kind.PLENARY, one) or self.holds(Kind.PLENARY, other):
            return True
        if not self.holds(Kind.CLASH):
            return False
        return any({one, other} <= {topic for topic, _ in p.votes} for p in self.problem.people)

    def _pause(self, last: int, first: int) -> float:
        """Count the minutes between the end of one slot and the start of another."""
        ended, begins = self.problem.slots[last], self.problem.slots[first]
        if ended.ends and begins.starts:
            gap = datetime.fromisoformat(begins.starts) - datetime.fromisoformat(ended.ends)
            return gap.total_seconds() / 60
        return 0 if first == last + 1 and ended.block == begins.block else float("inf")

    def has_breaks(self, chosen: dict[int, Place]) -> bool:
        """Whether no contact runs too many sessions in a row."""
        most = self.problem.most_in_a_row
        if not self.holds(Kind.IN_A_ROW) or not most:
            return True
        for topics in self.busy.values():
            spans = sorted(
                (self.span(topic, chosen[topic][0]) for topic in topics if topic in chosen),
                key=lambda span: span.start,
            )
            row, stop = 0, -1
            for span in spans:
                goes_on = span.start == stop and self._is_one_block(stop)
                row, stop = row + 1 if goes_on else 1, span.stop
                if row > most:
                    return False
        return True

    def _is_one_block(self, slot: int) -> bool:
        return self.problem.slots[slot - 1].block == self.problem.slots[slot].block


class _Search:
    """Depth-first search over placements; the topic with the fewest places left comes first."""

    def __init__(self, conflict: PlacementRules, is_over: Callable[[], bool]) -> None:
        self.conflict, self.is_over = conflict, is_over
        self.chosen: dict[int, Place] = {}
        self.nodes = 0

    def succeeds(self, places: dict[int, list[Place]]) -> bool:
        if not places:
            return True
        topic = min(places, key=lambda each: len(places[each]))
        others = {other: left for other, left in places.items() if other != topic}
        for place in places[topic]:
            self.nodes += 1
            if self.nodes % NODES_PER_CLOCK == 0 and self.is_over():
                raise Undecided
            self.chosen[topic] = place
            if self.conflict.has_breaks(self.chosen):
                left = {other: self._left(topic, place, other, others[other]) for other in others}
                if all(left.values()) and self.succeeds(left):
                    return True
            del self.chosen[topic]
        return False

    def _left(self, topic: int, place: Place, other: int, places: list[Place]) -> list[Place]:
        return [each for each in places if self.conflict.are_apart(topic, place, other, each)]


def _can_match(needs: Iterable[tuple[Iterable[Hashable], int]]) -> bool:
    """Whether each of these can have as many of its candidates as it needs, none of them twice."""
    items = [list(free) for free, count in needs for _ in range(count)]
    if len(items) > len({candidate for item in items for candidate in item}):
        return False
    holder: dict[Hashable, int] = {}
    return all(_augment(number, items, holder) for number in range(len(items)))


def _augment(item: int, items: list[list[Hashable]], holder: dict[Hashable, int]) -> bool:
    """Give an item a candidate, moving others along an augmenting path if needed."""
    reached_from: dict[Hashable, int] = {}
    queue = deque([item])
    while queue:
        current = queue.popleft()
        for candidate in items[current]:
            if candidate in reached_from:
                continue
            reached_from[candidate] = current
            if candidate in holder:
                queue.append(holder[candidate])
                continue
            held = {number: candidate for candidate, number in holder.items()}
            free: Hashable | None = candidate
            while free is not None:
                number = reached_from[free]
                holder[free] = number
                free = held.get(number)
            return True
    return False
