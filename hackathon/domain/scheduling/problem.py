"""What the planner is asked: slots, rooms, topics and people, as one frozen value."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Self

from hackathon.domain.errors import BadProblem
from hackathon.domain.scheduling import documents

FORMAT = "hackathon-problem-1"

# Costs stay whole numbers that a double holds exactly, with room to add them up.
MOST_COST = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of time that holds sessions; slots of one block follow each other without a break.

    `starts` and `ends` are ISO 8601 in UTC, or empty where only the order is known.
    """

    starts: str = ""
    ends: str = ""
    day: int = 0
    block: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A place for one session at a time; `closed` are the slots in which it is not free."""

    key: int
    name: str = ""
    capacity: int
    features: tuple[str, ...] = ()
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something to place. `key` is its number; people, rooms and slots are given by their position.

    `starts` are the only slots in which it may begin (None: any), `room` the only room it may have.
    A topic that is not `required` may be left out, and is then lost to everyone who wanted it. The
    cost alone decides: one that nobody voted for is left out as soon as that spares a seat.
    """

    key: int
    title: str = ""
    area: str = ""
    length: int = 1
    contacts: tuple[int, ...] = ()
    features: tuple[str, ...] = ()
    starts: tuple[int, ...] | None = None
    room: int | None = None
    min_capacity: int = 0
    plenary: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who votes or must be there; `count` identical people may share one record.

    `votes` are pairs of a topic's position and a weight, already multiplied by every setting.
    """

    key: int
    name: str = ""
    count: int = 1
    away: tuple[int, ...] = ()
    votes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Multipliers:
    """What one lost weight, one missing seat and one person affected by a change cost."""

    loss: int = 10
    seat: int = 1
    change: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """Where the last revision has a topic; -1 for a time or a room that is no more."""

    topic: int
    start: int
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An agenda as numbers: the first slot and the room of each topic, -1 where it is left out."""

    start: tuple[int, ...]
    room: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """All that the planner knows. Inside, everything is named by its position, from 0.

    `order` holds pairs (a, b): a must have ended before b begins. `hard_clash` forbids two
    sessions at once that one person voted for. A contact runs at most `most_in_a_row` sessions without
    a pause (0: any number), and has `buffer` minutes to change rooms between two of theirs. Raises
    BadProblem when it contradicts itself.
    """

    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    topics: tuple[Topic, ...]
    people: tuple[Person, ...]
    order: tuple[tuple[int, int], ...] = ()
    multipliers: Multipliers = field(default_factory=Multipliers)
    previous: tuple[Previous, ...] = ()
    hard_clash: bool = False
    most_in_a_row: int = 0
    buffer: int = 0
    format: str = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise BadProblem(f"This is no {FORMAT} file: its format is '{self.format}'.")
        _check_slots(self.slots)
        _check_rooms(self)
        _check_topics(self)
        _check_people(self)
        _check_order(self)
        _check_previous(self)
        _check_size(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a problem from its file.

        Raises BadProblem, in one line that names the culprit.
        """
        return documents.read(cls, documents.parse(text))

    def to_json(self) -> str:
        """Return the problem as canonical JSON: the same problem, the same text.

        What came later is left out where it says nothing, so that older files keep their digest.
        """
        silent = [name for name in ("most_in_a_row", "buffer") if not getattr(self, name)]
        return documents.write(self, without=silent)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the canonical text; a solution names it, so neither can be swapped."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    @cached_property
    def followers(self) -> tuple[frozenset[int], ...]:
        """For each topic, the people who voted for it or must be there."""
        found: list[set[int]] = [set(topic.contacts) for topic in self.topics]
        for at, person in enumerate(self.people):
            for topic, _ in person.votes:
                found[topic].add(at)
        return tuple(frozenset(each) for each in found)

    @cached_property
    def demand(self) -> tuple[int, ...]:
        """For each topic, the seats that its followers would fill."""
        return tuple(sum(self.people[person].count for person in people) for people in self.followers)

    @cached_property
    def run_by(self) -> tuple[frozenset[int], ...]:
        """For each person, the topics that need them."""
        found: list[set[int]] = [set() for _ in self.people]
        for at, topic in enumerate(self.topics):
            for person in topic.contacts:
                found[person].add(at)
        return tuple(frozenset(each) for each in found)


def named(topic: Topic) -> str:
    """Return how a message names a topic."""
    return f"topic {topic.key} '{topic.title}'" if topic.title else f"topic {topic.key}"


def _check_slots(slots: tuple[Slot, ...]) -> None:
    day_of: dict[int, int] = {}
    for at, slot in enumerate(slots):
        if day_of.setdefault(slot.block, slot.day) != slot.day:
            raise BadProblem(f"Block {slot.block} spreads over two days, at slot {at}.")
        if at and slots[at - 1].block != slot.block and list(day_of)[-1] != slot.block:
            raise BadProblem(f"Slot {at} returns to block {slot.block}, which has already ended.")
        if bool(slot.starts) != bool(slot.ends):
            raise BadProblem(f"Slot {at} has only one of its two times.")
        if slot.starts and _instant(slot.starts, at) >= _instant(slot.ends, at):
            raise BadProblem(f"Slot {at} ends before it starts.")
        before = slots[at - 1] if at else slot
        if at and slot.starts and before.ends and _instant(before.ends, at) > _instant(slot.starts, at):
            raise BadProblem(f"Slot {at} starts before slot {at - 1} has ended.")


def _instant(text: str, slot: int) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadProblem(f"Slot {slot}: '{text}' is no time in ISO 8601.") from error
    if found.utcoffset() != timedelta():
        raise BadProblem(f"Slot {slot}: '{text}' is not in UTC.")
    return found


def _check_rooms(problem: Problem) -> None:
    _refuse_twice("rooms", (room.key for room in problem.rooms))
    for room in problem.rooms:
        name = f"room {room.key} '{room.name}'" if room.name else f"room {room.key}"
        _refuse_outside(f"The closed slots of {name}", room.closed, len(problem.slots))
        if room.capacity < 0:
            raise BadProblem(f"The capacity of {name} is {room.capacity}.")


def _check_topics(problem: Problem) -> None:
    _refuse_twice("topics", (topic.key for topic in problem.topics))
    for topic in problem.topics:
        name = named(topic)
        _refuse_outside(f"The contacts of {name}", topic.contacts, len(problem.people))
        _refuse_outside(f"The allowed starts of {name}", topic.starts or (), len(problem.slots))
        if topic.room is not None:
            _refuse_outside(f"The pinned room of {name}", (topic.room,), len(problem.rooms))
        if topic.length < 1:
            raise BadProblem(f"The length of {name} is {topic.length}; it must be 1 slot or more.")


def _check_people(problem: Problem) -> None:
    _refuse_twice("people", (person.key for person in problem.people))
    for person in problem.people:
        name = f"person {person.key} '{person.name}'" if person.name else f"person {person.key}"
        _refuse_outside(f"The absences of {name}", person.away, len(problem.slots))
        topics = [topic for topic, _ in person.votes]
        _refuse_outside(f"The votes of {name}", topics, len(problem.topics))
        if person.count < 1:
            raise BadProblem(f"The count of {name} is {person.count}; it must be 1 or more.")
        for topic, weight in person.votes:
            if weight < 0:
                raise BadProblem(f"A vote of {name} for topic {topic} weighs {weight}.")


def _check_order(problem: Problem) -> None:
    after: dict[int, set[int]] = {}
    for a, b in problem.order:
        _refuse_outside("The order", (a,), len(problem.topics))
        _refuse_outside("The order", (b,), len(problem.topics))
        after.setdefault(a, set()).add(b)
    left = {topic for pair in problem.order for topic in pair}
    while left:
        last = {topic for topic in left if not after.get(topic, set()) & left}
        if not last:
            names = ", ".join(named(problem.topics[topic]) for topic in sorted(left))
            raise BadProblem(f"The order runs in a circle through {names}.")
        left -= last


def _check_previous(problem: Problem) -> None:
    _refuse_outside("The last revision", [each.topic for each in problem.previous], len(problem.topics))
    for each in problem.previous:
        if not -1 <= each.start < len(problem.slots) or not -1 <= each.room < len(problem.rooms):
            name = named(problem.topics[each.topic])
            raise BadProblem(f"The last revision has {name} in a slot or room that is not there.")


def _check_size(problem: Problem) -> None:
    by = problem.multipliers
    if min(problem.most_in_a_row, problem.buffer) < 0:
        raise BadProblem("The sessions in a row, or the minutes to change rooms, are below 0.")
    if min(by.loss, by.seat, by.change) < 0:
        raise BadProblem("A cost multiplier is below 0.")
    wanted = sum(person.count * sum(w for _, w in person.votes) for person in problem.people)
    people = sum(person.count for person in problem.people)
    if by.loss * wanted + by.seat * sum(problem.demand) + by.change * people > MOST_COST:
        raise BadProblem("The weights, counts and multipliers are too large to be added exactly.")


def _refuse_twice(what: str, keys: Iterable[int]) -> None:
    key, count = next(iter(Counter(keys).most_common(1)), (0, 0))
    if count > 1:
        raise BadProblem(f"Two of the {what} have the key {key}.")


def _refuse_outside(what: str, positions: Iterable[int], size: int) -> None:
    seen: set[int] = set()
    for position in positions:
        if not 0 <= position < size:
            raise BadProblem(f"{what} name number {position}; there are {size}, from 0.")
        if position in seen:
            raise BadProblem(f"{what} name number {position} twice.")
        seen.add(position)
