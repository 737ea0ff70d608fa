"""Planning again during an event: started sessions stay, and nothing new begins in the past."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from hackathon.planner.model.problem import Person, Previous, Problem, Room, Topic


def freeze(problem: Problem, now: datetime) -> Problem:
    """Return the problem with every started session held where it is published.

    Other topics may only begin in slots that are still to come. Changes since a session began (its room was
    lost, its contact left) can't undo it: closures and absences give way to it, even when the event is over.
    Before and after an event nothing is held, because no session is running.
    """
    begins = [datetime.fromisoformat(slot.starts) if slot.starts else None for slot in problem.slots]
    begun = {at for at, moment in enumerate(begins) if moment is not None and moment <= now}
    if not begun:
        return problem
    held = {each.topic: each for each in problem.previous if each.start in begun and each.room >= 0}
    is_over = datetime.fromisoformat(problem.slots[-1].ends or problem.slots[-1].starts) <= now
    topics = (_topic(problem, at, begun, held) for at in range(len(problem.topics)))
    return replace(
        problem,
        topics=problem.topics if is_over else tuple(topics),
        rooms=tuple(_room(problem, at, held) for at in range(len(problem.rooms))),
        people=tuple(_person(problem, at, held) for at in range(len(problem.people))),
    )


def _topic(problem: Problem, at: int, begun: set[int], held: dict[int, Previous]) -> Topic:
    topic = problem.topics[at]
    if at in held:
        return replace(topic, starts=(held[at].start,), room=held[at].room, features=(), min_capacity=0)
    allowed = range(len(problem.slots)) if topic.starts is None else topic.starts
    return replace(topic, starts=tuple(slot for slot in allowed if slot not in begun))


def _room(problem: Problem, at: int, held: dict[int, Previous]) -> Room:
    room = problem.rooms[at]
    used = {slot for each in held.values() if each.room == at for slot in _span(problem, each)}
    return replace(room, closed=tuple(slot for slot in room.closed if slot not in used))


def _person(problem: Problem, at: int, held: dict[int, Previous]) -> Person:
    person = problem.people[at]
    there = {slot for topic in problem.run_by[at] if topic in held for slot in _span(problem, held[topic])}
    return replace(person, away=tuple(slot for slot in person.away if slot not in there))


def _span(problem: Problem, placed: Previous) -> Iterator[int]:
    yield from range(placed.start, placed.start + problem.topics[placed.topic].length)
