"""What the planner may move: everything, only unscheduled topics, or as little as possible."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from hackathon.core.errors import NothingToPlan
from hackathon.core.text.messages import message
from hackathon.planner.errors import BadProblem, NoLongerThere
from hackathon.planner.explanation.what_if import WhatIfChange, anchored, suppose
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.rules import Kind
from hackathon.planning.drafts.models import PlanMode
from hackathon.planning.timetable.models import Slot

NO_LONGER_THERE = message("What you asked about has been removed. Look at the schedule, then ask again.")
RELUCTANCE = 10
"""The factor for the cost of affecting a person, if as few people as possible are to be affected."""


ELSEWHERE = 3
"""In an alternative, one in this many sessions has another time than in the draft."""


def limited_to(mode: str, problem: Problem, *, seed: int = 0, today: Collection[int] = ()) -> Problem:
    """Return a problem that starts from a draft, with only as much freedom as the mode allows.

    The seed decides which sessions an alternative moves; `today` are the positions of the slots of the
    current or next day.
    """
    if mode == PlanMode.TODAY:
        return _within(today, _held(problem))
    if mode == PlanMode.UNSCHEDULED:
        return _held(problem)
    if mode == PlanMode.FEWEST_MOVED and problem.draft:
        return _reluctant(problem)
    if mode == PlanMode.ALTERNATIVE:
        return _elsewhere(problem, seed)
    return problem


def coming_day(slots: Sequence[Slot], now: datetime) -> set[int]:
    """Return the positions of the slots on the day of the next slot."""
    coming = next((slot.day for slot in slots if slot.starts_at > now), None)
    return {at for at, slot in enumerate(slots) if slot.day == coming}


def heeding_overrides(problem: Problem, overridden: Mapping[int, Collection[str]]) -> Problem:
    """Return the problem without rules that an organizer overrode for held sessions.

    `overridden` has the kinds of rules by the position of a session; movable sessions keep their rules.
    """
    draft = {each.topic: each.start for each in problem.draft}
    for position, kinds in overridden.items():
        topic = problem.topics[position]
        if kinds and position in draft and topic.starts == (draft[position],):
            problem = _without_rules(problem, position, draft[position], kinds)
    return problem


def _without_rules(problem: Problem, position: int, start: int, kinds: Collection[str]) -> Problem:
    topics, people = list(problem.topics), list(problem.people)
    topic = topics[position]
    span = range(start, start + topic.length)
    if Kind.FEATURES in kinds or Kind.SEATS in kinds:
        topics[position] = replace(topic, features=(), min_capacity=0)
    if Kind.AWAY in kinds:
        for person in topic.contacts:
            away = tuple(slot for slot in people[person].away if slot not in span)
            people[person] = replace(people[person], away=away)
    if Kind.PLENARY in kinds:
        beside = [each.topic for each in problem.draft if each.start in span]
        for other in (position, *beside):
            topics[other] = replace(topics[other], plenary=False)
    first = problem.runs[position][0]
    return replace(
        problem,
        topics=tuple(topics),
        people=tuple(people),
        order=tuple(pair for pair in problem.order if Kind.ORDER not in kinds or first not in pair),
        buffer=0 if Kind.BUFFER in kinds else problem.buffer,
        most_in_a_row=0 if Kind.IN_A_ROW in kinds else problem.most_in_a_row,
    )


def _held(problem: Problem) -> Problem:
    """Return the problem with every session of the draft held in place, even if its room lacks something."""
    draft = {each.topic: each for each in problem.draft}
    topics = tuple(
        replace(topic, starts=(draft[at].start,), room=draft[at].room, features=(), min_capacity=0)
        if at in draft
        else topic
        for at, topic in enumerate(problem.topics)
    )
    return replace(problem, topics=topics)


def _elsewhere(problem: Problem, seed: int) -> Problem:
    """Return the problem in which some sessions, selected by the seed, may not start at their draft times.

    So the best agenda differs from the draft. Pinned and started sessions stay.
    """
    draft = {each.topic: each.start for each in problem.draft}
    possible = {
        at: tuple(
            slot
            for slot in problem.topics[at].starts or range(len(problem.slots))
            if slot != draft[at] and problem.topics[at].room is None
        )
        for at in sorted(draft)
    }
    free = [at for at, slots in possible.items() if slots]
    drawn = set(Random(seed).sample(free, -(-len(free) // ELSEWHERE)))  # noqa: S311 -- nothing secret
    topics = tuple(
        replace(topic, starts=possible[at]) if at in drawn else topic
        for at, topic in enumerate(problem.topics)
    )
    return replace(problem, topics=topics, draft=())


def _within(slots: Collection[int], problem: Problem) -> Problem:
    """Return the problem in which sessions that are not in the draft may only begin in these slots."""
    drafted = {each.topic for each in problem.draft}
    topics = list(problem.topics)
    for at, topic in enumerate(problem.topics):
        if at not in drafted:
            allowed = range(len(problem.slots)) if topic.starts is None else topic.starts
            topics[at] = replace(topic, starts=tuple(slot for slot in allowed if slot in slots))
    return replace(problem, topics=tuple(topics))


def _reluctant(problem: Problem) -> Problem:
    """Return the problem with a higher cost for every person affected by a change from the draft."""
    by = problem.multipliers
    dearer = replace(by, change=max(1, by.change) * RELUCTANCE)
    try:
        return replace(problem, previous=problem.draft, multipliers=dearer)
    except BadProblem:
        # The costs are too large to be computed exactly with these multipliers.
        return anchored(problem)


def check_supposition(problem: Problem, supposition: WhatIfChange) -> None:
    """Raise NothingToPlan if the topic, person or slot that a question is about was removed."""
    try:
        suppose(problem, supposition)
    except NoLongerThere as missing:
        raise NothingToPlan(NO_LONGER_THERE) from missing
