"""Validation of problems: each contradiction is refused in one line that names its cause."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hackathon.planner.errors import BadProblem
from hackathon.planner.model.codec import shortened

if TYPE_CHECKING:
    from hackathon.planner.model.problem import Person, Previous, Problem, Slot, Topic

# Costs stay whole numbers that a double represents exactly, even when added up.
MOST_COST = 10**12


def refuse(problem: "Problem") -> None:
    """Raise BadProblem if the problem contradicts itself."""
    _check_slots(problem.slots)
    _check_rooms(problem)
    _check_topics(problem)
    _check_people(problem)
    _check_order(problem)
    _check_twice(problem)
    _check_places("The last revision", problem.previous, problem)
    _check_places("The draft", problem.draft, problem)
    _check_size(problem)


def named(topic: "Topic") -> str:
    """Return how a message names a topic."""
    return f"topic {topic.key} '{topic.title}'" if topic.title else f"topic {topic.key}"


def _check_slots(slots: "tuple[Slot, ...]") -> None:
    day_of: dict[int, int] = {}
    for at, slot in enumerate(slots):
        if day_of.setdefault(slot.block, slot.day) != slot.day:
            raise BadProblem(f"Block {slot.block} spreads over two days, at slot {at}.")
        if at and slots[at - 1].block != slot.block and list(day_of)[-1] != slot.block:
            raise BadProblem(f"Slot {at} returns to block {slot.block}, which has already ended.")
        if bool(slot.starts) != bool(slot.ends):
            raise BadProblem(f"Slot {at} has only one of its two times.")
        if slot.starts and _instant(slot.starts, at) >= _instant(slot.ends, at):
            raise BadProblem(f"Slot {at}, {slot.starts} to {slot.ends}, ends before it starts.")
        before = slots[at - 1] if at else slot
        if at and slot.starts and before.ends and _instant(before.ends, at) > _instant(slot.starts, at):
            raise BadProblem(
                f"Slot {at}, from {slot.starts}, starts before slot {at - 1} has ended, at {before.ends}."
            )


def _instant(text: str, slot: int) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadProblem(f"Slot {slot}: '{shortened(text)}' is no time in ISO 8601.") from error
    if found.utcoffset() != timedelta():
        raise BadProblem(f"Slot {slot}: '{shortened(text)}' is not in UTC.")
    return found


def _check_rooms(problem: "Problem") -> None:
    _refuse_twice("rooms", (room.key for room in problem.rooms))
    for room in problem.rooms:
        name = f"room {room.key} '{room.name}'" if room.name else f"room {room.key}"
        _refuse_outside(f"The closed slots of {name}", room.closed, len(problem.slots))
        if room.capacity < 0:
            raise BadProblem(f"The capacity of {name} is {room.capacity}.")


def _check_topics(problem: "Problem") -> None:
    _refuse_twice("topics", (topic.key for topic in problem.topics))
    for topic in problem.topics:
        name = named(topic)
        _refuse_outside(f"The contacts of {name}", topic.contacts, len(problem.people))
        _refuse_outside(f"The allowed starts of {name}", topic.starts or (), len(problem.slots))
        if topic.room is not None:
            _refuse_outside(f"The pinned room of {name}", (topic.room,), len(problem.rooms))
        if topic.length < 1:
            raise BadProblem(f"The length of {name} is {topic.length}; it must be 1 slot or more.")
        if topic.min_capacity < 0:
            raise BadProblem(f"The seats that {name} needs are {topic.min_capacity}.")


def _check_people(problem: "Problem") -> None:
    _refuse_twice("people", (person.key for person in problem.people))
    for person in problem.people:
        name = _called(person)
        _refuse_outside(f"The absences of {name}", person.away, len(problem.slots))
        topics = [topic for topic, _ in person.votes]
        _refuse_outside(f"The votes of {name}", topics, len(problem.topics))
        if person.count < 1:
            raise BadProblem(f"The count of {name} is {person.count}; it must be 1 or more.")
        for topic, weight in person.votes:
            if weight < 0:
                raise BadProblem(f"A vote of {name} for topic {topic} weighs {weight}.")


def _check_order(problem: "Problem") -> None:
    after: dict[int, set[int]] = {}
    for a, b in problem.order:
        _refuse_outside("The order", (a,), len(problem.topics))
        _refuse_outside("The order", (b,), len(problem.topics))
        after.setdefault(a, set()).add(b)
    left = {topic for pair in problem.order for topic in pair}
    while left:
        last = {topic for topic in left if not after.get(topic, set()) & left}
        if not last:
            names = ", ".join(named(problem.topics[topic]) for topic in _circle(after, left))
            raise BadProblem(f"The order runs in a circle through {names}.")
        left -= last


def _circle(after: dict[int, set[int]], left: set[int]) -> list[int]:
    """Return the topics of a cycle in the required order."""
    way = [min(left)]
    while (then := min(after[way[-1]] & left)) not in way:
        way.append(then)
    return sorted(way[way.index(then) :])


def _check_twice(problem: "Problem") -> None:
    """Both runs of a topic need the same people, and everyone speaks of the first."""
    positions = [at for pair in problem.twice for at in pair]
    _refuse_outside("The topics that run twice", positions, len(problem.topics))
    if problem.twice and problem.hard_clash:
        raise BadProblem("A topic runs twice, which is not known where wanted sessions may not meet.")
    seconds = {second for _, second in problem.twice}
    for first, second in problem.twice:
        once, again = problem.topics[first], problem.topics[second]
        if _what_runs(once) != _what_runs(again):
            raise BadProblem(f"The second run of {named(once)} is not like the first.")
    if any(topic in seconds for person in problem.people for topic, _ in person.votes):
        raise BadProblem("A vote is for the second run of a topic; give it to the first.")
    if any(topic in seconds for pair in problem.order for topic in pair):
        raise BadProblem("The order names the second run of a topic; the first stands for both.")


def _what_runs(topic: "Topic") -> tuple[object, ...]:
    return topic.title, topic.area, topic.contacts, topic.plenary


def _check_places(whose: str, places: "tuple[Previous, ...]", problem: "Problem") -> None:
    _refuse_outside(whose, [each.topic for each in places], len(problem.topics))
    for each in places:
        if not -1 <= each.start < len(problem.slots) or not -1 <= each.room < len(problem.rooms):
            name = named(problem.topics[each.topic])
            raise BadProblem(f"{whose} has {name} in a slot or room that is not there.")


def _check_size(problem: "Problem") -> None:
    by = problem.multipliers
    if problem.expected < 0:
        raise BadProblem("The number of people expected is below 0.")
    if min(problem.most_in_a_row, problem.buffer) < 0:
        raise BadProblem("The sessions in a row, or the minutes to change rooms, are below 0.")
    if min(by.loss, by.seat, by.change) < 0:
        raise BadProblem("A cost multiplier is below 0.")
    wanted = sum(person.count * sum(w for _, w in person.votes) for person in problem.people)
    people = sum(person.count for person in problem.people)
    if by.loss * wanted + by.seat * sum(problem.demand) + by.change * people > MOST_COST:
        words = "The weights, counts and multipliers are too large to be added exactly"
        raise BadProblem(f"{words}; the largest is {_largest(problem)}.")


def _largest(problem: "Problem") -> str:
    """Return the name of the largest number in the cost."""
    by = problem.multipliers
    of_all = [
        (each, f"the multiplier of {name}")
        for name, each in zip(("loss", "seat", "change"), (by.loss, by.seat, by.change), strict=True)
    ]
    of_people = [
        each
        for person in problem.people
        for each in (
            (person.count, f"the count of {_called(person)}"),
            *((weight, f"a vote of {_called(person)}") for _, weight in person.votes),
        )
    ]
    number, name = max([*of_all, *of_people], key=lambda each: each[0])
    return f"{name}, {shortened(str(number))}"


def _called(person: "Person") -> str:
    return f"person {person.key} '{person.name}'" if person.name else f"person {person.key}"


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
