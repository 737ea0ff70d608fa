"""A short fingerprint of an agenda: the same for the same sessions in the same places."""

import hashlib
from collections.abc import Iterable

from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution

Place = tuple[int, str, int]
"""The key of a topic (below 0 for a second session), the start of its slot in UTC, the key of its room."""


def content(places: Iterable[Place]) -> str:
    """Return a digest that identifies these sessions, whatever their order."""
    return hashlib.sha256(repr(sorted(places)).encode()).hexdigest()[:32]


def content_of(problem: Problem, solution: Solution) -> str | None:
    """Return the content of a solution, or None if it contains no agenda."""
    if not solution.is_agenda:
        return None
    return content(
        (topic.key, problem.slots[start].starts, problem.rooms[room].key)
        for topic, start, room in zip(problem.topics, solution.start, solution.room, strict=True)
        if start >= 0
    )
