"""The hard rules of a problem, one by one: what each says, and the change that would lift it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from hackathon.planner.model.problem import Problem, Topic

When = Callable[[int], str]
"""Says when a slot is, by its position."""


class Kind(StrEnum):
    """What sort of rule it is."""

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
    """One hard rule; `of` are the positions of the topics, person or room that it speaks of.

    `placed`, `length`, `starts`, `room`, `features`, `seats` and `plenary` are about a topic, `away`
    and `busy` about a person who runs something, `closed` about a room, `order` about two topics.
    """

    kind: Kind
    of: tuple[int, ...] = ()


def rules_of(problem: Problem) -> tuple[Rule, ...]:
    """Return every rule that can stand in the way of placing the required topics."""
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
    """Return what names a slot: its time on the clocks of the zone, or its number if it has no time."""

    def when(slot: int) -> str:
        starts = problem.slots[slot].starts
        if not starts:
            return f"slot {slot}"
        local = datetime.fromisoformat(starts).astimezone(ZoneInfo(zone or "UTC"))
        return f"{local:%a} {local.day} {local:%b, %H:%M}" + ("" if zone else " UTC")

    return when


def said(problem: Problem, rule: Rule, when: When) -> tuple[str, str]:
    """Return the rule as a sentence, and the change that would lift it as another."""
    if rule.kind in (Kind.AWAY, Kind.BUSY):
        return _of_person(problem, rule, when)
    if rule.kind is Kind.CLOSED:
        room = problem.rooms[rule.of[0]]
        name = room.name or f"Room {room.key}"
        return f"{name} is closed at {listed([when(at) for at in room.closed])}.", f"Open {name} then."
    if rule.kind is Kind.ORDER:
        a, b = (called(problem.topics[at]) for at in rule.of)
        return f"{b} comes after {a}.", "Give up this order."
    if rule.kind is Kind.SPACE:
        return _of_space(problem)
    of_all = {
        Kind.CLASH: ("Nobody may want two sessions at the same time.", "Let clashes count as lost votes."),
        Kind.IN_A_ROW: (
            f"No contact runs more than {problem.most_in_a_row} in a row without a break.",
            "Allow more in a row.",
        ),
        Kind.BUFFER: (
            f"A contact has at least {problem.buffer} minutes to change rooms between two sessions.",
            "Allow less time to change rooms.",
        ),
    }
    return of_all.get(rule.kind) or _of_topic(problem, rule, when)


def _of_topic(problem: Problem, rule: Rule, when: When) -> tuple[str, str]:
    topic = problem.topics[rule.of[0]]
    name, starts = called(topic), topic.starts or ()
    room = problem.rooms[topic.room] if topic.room is not None else None
    needs = listed(list(topic.features))
    times = listed([when(at) for at in starts]) if starts else "no time at all"
    sentences = {
        Kind.PLACED: (f"{name} is to be in the agenda.", "Leave it out."),
        Kind.LENGTH: (
            f"{name} takes {topic.length} slots, without a break and on one day.",
            "Make it one slot long.",
        ),
        Kind.STARTS: (f"{name} is pinned to {times}.", f"Unpin {name}.")
        if len(starts) == 1
        else (f"{name} may begin only at {times}.", f"Let {name} begin at other times."),
        Kind.ROOM: (f"{name} is pinned to {room and (room.name or room.key)}.", f"Unpin {name}."),
        Kind.FEATURES: (f"{name} needs {needs}.", f"Do without {needs}, or put it into every room."),
        Kind.SEATS: (f"{name} needs {topic.min_capacity} seats.", "Be content with a smaller room."),
        Kind.PLENARY: (
            f"{name} is a plenary: nothing runs beside it.",
            "Let other sessions run beside it.",
        ),
    }
    return sentences[rule.kind]


def _of_person(problem: Problem, rule: Rule, when: When) -> tuple[str, str]:
    person = problem.people[rule.of[0]]
    name = person.name or f"Person {person.key}"
    run = [called(problem.topics[at]) for at in sorted(problem.run_by[rule.of[0]])]
    if rule.kind is Kind.BUSY:
        words = f"{name} runs {listed(run)}, and cannot run two at once."
        return words, f"Find somebody else to run one topic of {name}."
    away = "throughout" if len(person.away) == len(problem.slots) else ""
    times = away or f"at {listed([when(at) for at in person.away])}"
    return (
        f"{name}, who runs {listed(run)}, is away {times}.",
        f"Ask {name} to be there, or find somebody else.",
    )


def _of_space(problem: Problem) -> tuple[str, str]:
    rooms, slots = len(problem.rooms), len(problem.slots)
    places = sum(slots - len(room.closed) for room in problem.rooms)
    if not rooms:
        return "There is no room.", "Add a room."
    if not slots:
        return "There is no slot to hold a session.", "Add slots to the timetable."
    words = f"A room holds one session at a time, so there are {places} places in all."
    short = sum(topic.length for topic in problem.topics if topic.required) - places
    if short <= 1:
        return words, "Add a room or a slot."
    return words, f"Add rooms or slots: at least {short} more places."


def called(topic: Topic) -> str:
    """Return what a sentence calls a topic."""
    return f"“{topic.title}”" if topic.title else f"Topic {topic.key}"


def listed(names: list[str]) -> str:
    """Return the names as a sentence lists them, the last after "and"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
