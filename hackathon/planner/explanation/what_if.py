"""What-if questions: a hypothetical change, and what the best agenda with it would move."""

from dataclasses import dataclass, replace
from typing import Self

from hackathon.planner.errors import BadProblem, NoLongerThere
from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.evaluation.loss import attendance
from hackathon.planner.model import codec
from hackathon.planner.model.problem import Placement, Problem, Room

EXTRA_ROOM = 0
"""The key of the hypothetical room; no database row has it. The room has no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfChange:
    """One change to a problem, by the keys that its topics, people and slots have for good.

    Either the topic begins at `at` (ISO 8601 in UTC), or the person is away in these slots,
    or there is one more room with so many seats. `words` say which, for people.
    """

    words: str
    topic: int | None = None
    at: str = ""
    person: int | None = None
    away: tuple[str, ...] = ()
    seats: int | None = None

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the supposition from its JSON form."""
        return codec.read(cls, codec.parse(text))

    def to_json(self) -> str:
        """Return the supposition as one line of JSON."""
        return codec.write(self)


def suppose(problem: Problem, what: WhatIfChange) -> Problem:
    """Return the problem with the change made.

    Raises NoLongerThere if the topic, the person or a slot no longer exists.
    """
    slots = {slot.starts: at for at, slot in enumerate(problem.slots)}
    topics = {topic.key: at for at, topic in enumerate(problem.topics)}
    people = {person.key: at for at, person in enumerate(problem.people)}
    if what.topic is not None:
        # If only a topic's second session is left, that one is meant.
        at = topics.get(what.topic, topics.get(-what.topic, -1))
        if at < 0 or what.at not in slots:
            raise NoLongerThere(what.words)
        pinned = replace(problem.topics[at], starts=(slots[what.at],), room=None, required=True)
        return replace(problem, topics=(*problem.topics[:at], pinned, *problem.topics[at + 1 :]))
    if what.person is not None:
        if what.person not in people or not slots.keys() >= set(what.away):
            raise NoLongerThere(what.words)
        at = people[what.person]
        person = problem.people[at]
        absent = replace(person, away=tuple(sorted({*person.away, *(slots[each] for each in what.away)})))
        return replace(problem, people=(*problem.people[:at], absent, *problem.people[at + 1 :]))
    features = tuple(sorted({feature for room in problem.rooms for feature in room.features}))
    extra = Room(key=EXTRA_ROOM, capacity=what.seats or 0, features=features)
    return replace(problem, rooms=(*problem.rooms, extra))


def anchored(problem: Problem) -> Problem:
    """Return the problem with people counted as affected if a session differs from the draft.

    If an agenda is published, people know that one, and changes to it are already charged.
    """
    if problem.previous or not problem.draft:
        return problem
    by = problem.multipliers
    try:
        # Even if moving people is free, no answer moves anyone without benefit.
        return replace(problem, previous=problem.draft, multipliers=replace(by, change=max(1, by.change)))
    except BadProblem:
        # The costs are too large to be computed exactly with these multipliers, so people may be moved
        # without benefit.
        return problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A topic that would move; places are a slot and a room by position, -1 for none."""

    topic: int
    was: tuple[int, int]
    now: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The difference between two agendas.

    `people` follow a session that moves; `shifts` are people whose loss changes, and by how much.
    """

    before: Report
    after: Report
    moves: tuple[Move, ...]
    people: int
    shifts: tuple[tuple[int, int], ...]


def difference(problem: Problem, before: Placement, after: Placement) -> Difference:
    """Return the difference between two agendas of a problem."""
    places = [list(zip(each.start, each.room, strict=True)) for each in (before, after)]
    moves = tuple(
        Move(topic=topic, was=was, now=now)
        for topic, (was, now) in enumerate(zip(*places, strict=True))
        if was != now and max(was[0], now[0]) >= 0
    )
    moved = frozenset[int]().union(*(problem.followers[move.topic] for move in moves))
    losses = [
        attendance(problem, after, at).loss - attendance(problem, before, at).loss
        for at in range(len(problem.people))
    ]
    shifts = sorted((-more, at) for at, more in enumerate(losses) if more)
    return Difference(
        before=check(problem, before),
        after=check(problem, after),
        moves=moves,
        people=sum(problem.people[at].count for at in moved),
        shifts=tuple((at, -less) for less, at in shifts),
    )
