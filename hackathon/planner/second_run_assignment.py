"""Ordinary problems in which every voter is assigned to one of two runs of a topic."""

from dataclasses import replace

from hackathon.planner.model.problem import Person, Placement, Problem

Assignment = frozenset[tuple[int, int]]
"""The voters who are assigned to the second run of a topic: a person, and the topic's first run."""


def with_assignment(
    problem: Problem,
    assigned: Assignment,
    forwards: dict[int, bool],
    *,
    second_runs: frozenset[int] | None = None,
) -> Problem:
    """Return the ordinary problem in which each voter wants the run that they are assigned to.

    `forwards` says for each topic whether its first run is the earlier. With `second_runs`, all second
    runs are gone but these and those that are required.
    """
    known = frozenset(at for _, at in problem.twice) if second_runs is None else second_runs
    gone = {at for _, at in problem.twice if not (at in known or problem.topics[at].required)}
    topics = tuple(
        replace(topic, starts=()) if at in gone else topic for at, topic in enumerate(problem.topics)
    )
    second_of = dict(problem.twice)
    # A person is affected by whichever run moves, though they are assigned to only one.
    affecting = {item.topic for item in problem.previous} if problem.multipliers.change else set()
    people = tuple(
        _wanting(
            person,
            {first: second_of[first] for voter, first in assigned if voter == person_index},
            second_of,
            affecting,
        )
        for person_index, person in enumerate(problem.people)
    )
    order = [(a, b) for early, late in problem.order for a in problem.runs[early] for b in problem.runs[late]]
    order += [pair if forwards.get(pair[0], True) else pair[::-1] for pair in problem.twice]
    return replace(problem, topics=topics, people=people, order=tuple(order), twice=(), draft=())


def _wanting(
    person: Person, assigned: dict[int, int], second_of: dict[int, int], affecting: set[int]
) -> Person:
    votes = [(assigned.get(topic, topic), weight) for topic, weight in person.votes]
    wanted = {topic for topic, _ in votes}
    both = {run for topic, _ in person.votes if topic in second_of for run in (topic, second_of[topic])}
    return replace(person, votes=(*votes, *((run, 0) for run in sorted(both & affecting - wanted))))


def with_places(placement: Placement, places: dict[int, tuple[int, int]]) -> Placement:
    """Return the placement with some topics elsewhere."""
    cells = [
        places.get(at, cell) for at, cell in enumerate(zip(placement.start, placement.room, strict=True))
    ]
    return Placement(start=tuple(start for start, _ in cells), room=tuple(room for _, room in cells))
