"""The hard rules of a problem, one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from hackathon.planner.model.problem import Problem, Topic

When = Callable[[int], str]
"""Describes the time of a slot, by its position."""


class Kind(StrEnum):
    """The kind of a rule."""

    PLACED = "placed"
    LENGTH = "length"
    STARTS = "starts"
    ROOM = "room"
    FEATURES = "features"
    SEATS = "seats"
    AWAY = "away"
    BUSY = "busy"
    PLENARY = "plenary"
    ORDER = "order"
    CLOSED = "closed"
    SPACE = "space"
    CLASH = "clash"
    IN_A_ROW = "in_a_row"
    BUFFER = "buffer"
    TWICE = "twice"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Rule:
    """One hard rule; `of` are the positions of the topics, person or room that it concerns.

    `placed`, `length`, `starts`, `room`, `features`, `seats` and `plenary` are about a topic, `away` and
    `busy` about a person who runs something, `closed` about a room, `order` about two topics.
    """

    kind: Kind
    of: tuple[int, ...] = ()


def rules_of(problem: Problem) -> tuple[Rule, ...]:
    """Return every rule that can prevent placing the required topics."""
    return tuple(_rules_of(problem))


def _rules_of(problem: Problem) -> Iterator[Rule]:
    required = [at for at, topic in enumerate(problem.topics) if topic.required]
    for at in required:
        yield Rule(kind=Kind.PLACED, of=(at,))
        for kind in _about(problem.topics[at]):
            yield Rule(kind=kind, of=(at,))
    yield from _of_people(problem, frozenset(required))
    for at, room in enumerate(problem.rooms):
        if room.closed:
            yield Rule(kind=Kind.CLOSED, of=(at,))
    for a, b in problem.order:
        if a in required and b in required:
            yield Rule(kind=Kind.ORDER, of=(a, b))
    yield Rule(kind=Kind.SPACE)
    if problem.hard_clash:
        yield Rule(kind=Kind.CLASH)
    if problem.most_in_a_row:
        yield Rule(kind=Kind.IN_A_ROW)
    if problem.buffer:
        yield Rule(kind=Kind.BUFFER)


def _of_people(problem: Problem, required: frozenset[int]) -> Iterator[Rule]:
    for at, person in enumerate(problem.people):
        run = problem.run_by[at] & required
        if run and person.away:
            yield Rule(kind=Kind.AWAY, of=(at,))
        if len(run) > 1:
            yield Rule(kind=Kind.BUSY, of=(at,))


def _about(topic: Topic) -> Iterator[Kind]:
    if topic.length > 1:
        yield Kind.LENGTH
    if topic.starts is not None:
        yield Kind.STARTS
    if topic.room is not None:
        yield Kind.ROOM
    if topic.features:
        yield Kind.FEATURES
    if topic.min_capacity:
        yield Kind.SEATS
    if topic.plenary:
        yield Kind.PLENARY


def clock(problem: Problem, zone: str | None = None) -> When:
    """Return a function that names a slot: its local time in the zone, or its number if it has no time."""

    def when(slot: int) -> str:
        starts = problem.slots[slot].starts
        if not starts:
            return f"slot {slot}"
        local = datetime.fromisoformat(starts).astimezone(ZoneInfo(zone or "UTC"))
        return f"{local:%a} {local.day} {local:%b, %H:%M}" + ("" if zone else " UTC")

    return when


def called(topic: Topic) -> str:
    """Return the name of a topic for a sentence."""
    return f"“{topic.title}”" if topic.title else f"Topic {topic.key}"
