"""Changes that would resolve a conflict, each as a new problem, so that its effect can be proven."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hackathon.planner.model.problem import Person, Problem, Room
from hackathon.planner.model.rules import Kind, Rule

MOST_ROOMS = 4
"""The most rooms that are proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeing:
    """A change, and the problem with that change made and every rule kept.

    It is so many more `rooms`, free throughout and with everything that the topics need, or another contact,
    there throughout, for the topic `other_contact`.
    """

    problem: Problem
    rooms: int = 0
    other_contact: int | None = None


def freeings(problem: Problem, rule: Rule) -> Iterator[Freeing]:
    """Yield the changes for a rule that cannot simply be given up: a room too few, a person in two places."""
    if rule.kind is Kind.SPACE:
        yield from (_with_rooms(problem, number) for number in range(1, MOST_ROOMS + 1))
    if rule.kind is Kind.BUSY:
        (person,) = rule.of
        yield from (_run_by_another(problem, person, topic) for topic in sorted(problem.run_by[person]))


def _with_rooms(problem: Problem, number: int) -> Freeing:
    features = tuple(sorted({each for topic in problem.topics for each in topic.features}))
    seats = max(topic.min_capacity for topic in problem.topics)
    keys = range(max((room.key for room in problem.rooms), default=0) + 1, 10**9)
    new = tuple(Room(key=key, capacity=seats, features=features) for key in keys[:number])
    return Freeing(problem=replace(problem, rooms=(*problem.rooms, *new)), rooms=number)


def _run_by_another(problem: Problem, person: int, topic: int) -> Freeing:
    value = problem.topics[topic]
    another = Person(key=1 + max(each.key for each in problem.people))
    contacts = tuple(sorted({*value.contacts, len(problem.people)} - {person}))
    topics = (*problem.topics[:topic], replace(value, contacts=contacts), *problem.topics[topic + 1 :])
    changed = replace(problem, topics=topics, people=(*problem.people, another))
    return Freeing(problem=changed, other_contact=topic)
