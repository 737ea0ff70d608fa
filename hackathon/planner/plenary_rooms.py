"""Plenaries are for everyone, so each gets the largest room available at its time."""

from dataclasses import replace

from hackathon.planner.model import breaks
from hackathon.planner.model.problem import Placement, Problem


def in_largest_rooms(problem: Problem, placement: Placement) -> Placement:
    """Return the agenda with every plenary in the largest free room that meets its needs.

    A plenary that is pinned to a room stays there, and so does one in its published room, because moving it
    would cost more than a larger room is worth. This never increases the cost, since a larger room is not
    short of more seats.
    """
    for topic, value in enumerate(problem.topics):
        if value.plenary and value.room is None and placement.start[topic] >= 0:
            placement = _in_largest_room(problem, placement, topic)
    return placement


def _in_largest_room(problem: Problem, placement: Placement, topic: int) -> Placement:
    here = placement.room[topic]
    published = {each.topic: (each.start, each.room) for each in problem.previous}
    if problem.multipliers.change and published.get(topic) == (placement.start[topic], here):
        return placement
    larger = (
        room
        for room, value in enumerate(problem.rooms)
        if value.capacity > problem.rooms[here].capacity and _may_have(problem, placement, topic, room)
    )
    best = max(larger, key=lambda room: (problem.rooms[room].capacity, -room), default=here)
    return replace(placement, room=(*placement.room[:topic], best, *placement.room[topic + 1 :]))


def _may_have(problem: Problem, placement: Placement, topic: int, room: int) -> bool:
    value, there = problem.topics[topic], problem.rooms[room]
    span = _span(problem, placement, topic)
    is_free = all(
        placement.room[other] != room or set(span).isdisjoint(_span(problem, placement, other))
        for other in range(len(problem.topics))
        if other != topic and placement.start[other] >= 0
    )
    has_what_it_needs = there.capacity >= value.min_capacity and set(value.features) <= set(there.features)
    return (
        is_free
        and has_what_it_needs
        and set(there.closed).isdisjoint(span)
        and not _is_far(problem, placement, topic, room)
    )


def _is_far(problem: Problem, placement: Placement, topic: int, room: int) -> bool:
    """Whether a contact would have too little time to change rooms before or after."""
    span = _span(problem, placement, topic)
    for person in problem.topics[topic].contacts:
        for other in problem.run_by[person] - {topic}:
            if placement.start[other] < 0 or placement.room[other] == room:
                continue
            taken = _span(problem, placement, other)
            before, after = (taken, span) if taken.start < span.start else (span, taken)
            if breaks.are_close(problem, before.stop - 1, after.start):
                return True
    return False


def _span(problem: Problem, placement: Placement, topic: int) -> range:
    return range(placement.start[topic], placement.start[topic] + problem.topics[topic].length)
