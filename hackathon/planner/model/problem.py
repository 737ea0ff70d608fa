"""The planner's input: slots, rooms, topics and people, as one frozen value."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from hackathon.planner.errors import BadProblem
from hackathon.planner.model import codec, validation

FORMAT = "hackathon-problem-1"

LATER_FIELDS = ("most_in_a_row", "buffer", "twice", "expected", "draft")
"""Fields that the first files of this format did not have."""


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
    """A topic to place. `key` is its number (below 0 for a second run).

    People, rooms and slots are given by their position. `starts` are the only slots in which it may begin
    (None: any), `room` the only room it may have. A topic that is not `required` may be left out, and is then
    lost for everyone who wanted it. Only the cost decides: a topic without votes is left out as soon as that
    saves a seat.
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
    """Someone who votes or must be there; `count` identical people may share one record.

    `votes` are pairs of a topic's position and a weight, already multiplied by every setting.
    """

    key: int
    name: str = ""
    count: int = 1
    away: tuple[int, ...] = ()
    votes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Multipliers:
    """The cost of one lost weight, one missing seat and one person affected by a change."""

    loss: int = 10
    seat: int = 1
    change: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """Where the last revision or the draft has a topic; -1 for a time or a room that is no more."""

    topic: int
    start: int
    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An agenda as numbers: the first slot and the room of each topic, -1 if it is left out."""

    start: tuple[int, ...]
    room: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """All that the planner knows. Inside, everything is named by its position, from 0.

    `order` holds pairs (a, b): a must have ended before b begins. `hard_clash` forbids two
    sessions at once that one person voted for. A contact runs at most `most_in_a_row` sessions without
    a pause (0: any number), and has `buffer` minutes to change rooms between two of theirs. `twice` holds
    pairs (first, second): two runs of one topic, never at once. Who votes for the first is honoured by
    either; its order holds for both. `expected` is how many people come: a plenary is for all of them.
    `draft` is where a search starts; no agenda costs more or less for it. Raises BadProblem when it
    contradicts itself.
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
    twice: tuple[tuple[int, int], ...] = ()
    expected: int = 0
    draft: tuple[Previous, ...] = ()
    format: str = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise BadProblem(f"This is no {FORMAT} file: its format is '{self.format}'.")
        validation.refuse(self)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a problem from its file.

        Raises BadProblem, in one line that names the culprit.
        """
        return codec.read(cls, codec.parse(text))

    def to_json(self) -> str:
        """Return the problem as canonical JSON: equal problems give equal text.

        Newer fields with default values are left out, so that older files keep their digest.
        """
        return codec.write(self, without=self._silent)

    @property
    def _silent(self) -> list[str]:
        return [name for name in LATER_FIELDS if not getattr(self, name)]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the canonical text; a solution names it, so neither can be swapped.

        The draft is left out, since it does not change what any agenda costs.
        """
        text = codec.write(self, without=[*self._silent, "draft"])
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def followers(self) -> tuple[frozenset[int], ...]:
        """For each topic, the people who voted for it or must be there; two runs of one have the same."""
        found: list[set[int]] = [set(topic.contacts) for topic in self.topics]
        for at, person in enumerate(self.people):
            for topic, _ in person.votes:
                found[topic].add(at)
        for first, second in self.twice:
            found[second] = found[first]
        return tuple(frozenset(each) for each in found)

    @cached_property
    def runs(self) -> tuple[tuple[int, ...], ...]:
        """For each topic, all runs of the same topic, first run first."""
        found: list[tuple[int, ...]] = [(at,) for at in range(len(self.topics))]
        for pair in self.twice:
            for at in pair:
                found[at] = pair
        return tuple(found)

    @cached_property
    def demand(self) -> tuple[int, ...]:
        """For each topic, the seats that its followers would fill, or of a plenary everyone expected."""
        seats = (sum(self.people[person].count for person in people) for people in self.followers)
        return tuple(
            max(found, self.expected) if topic.plenary else found
            for topic, found in zip(self.topics, seats, strict=True)
        )

    @cached_property
    def run_by(self) -> tuple[frozenset[int], ...]:
        """For each person, the topics that need them."""
        found: list[set[int]] = [set() for _ in self.people]
        for at, topic in enumerate(self.topics):
            for person in topic.contacts:
                found[person].add(at)
        return tuple(frozenset(each) for each in found)
