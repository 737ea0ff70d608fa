"""Planning again: a search starts from the draft that is there."""

from dataclasses import replace

from hackathon.planner.model.problem import Placement, Previous, Problem


def starting_from(problem: Problem, draft: Placement) -> Problem:
    """Return the problem with a draft to start from, as far as its times and rooms still exist."""
    places = enumerate(zip(draft.start, draft.room, strict=True))
    known = (
        Previous(topic=topic, start=start, room=room) for topic, (start, room) in places if start >= 0 <= room
    )
    return replace(problem, draft=tuple(known))
