"""The result of a what-if run compared with the current draft."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from hackathon.core.text.messages import Message, message
from hackathon.planner.evaluation.check import check
from hackathon.planner.explanation.what_if import EXTRA_ROOM, Difference, WhatIfChange, difference
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import called
from hackathon.planner.model.second_runs import titled
from hackathon.planner.model.solution import Solution
from hackathon.planning.drafts.models import Draft, Run, Session
from hackathon.planning.problem.messages import slot_times, solution_summary, unmoved_message
from hackathon.planning.problem.obstacle_messages import ObstacleMessage, obstacle_messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session that would move, with its old and new time and room."""

    title: str
    was: Message
    now: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A person who would lose more or less, and by how much."""

    name: str
    more: int


@dataclass(frozen=True, kw_only=True)
class WhatIfAnswer:
    """The result of a run, and its difference from the current draft."""

    solution: Solution
    summary: Message
    found: Difference | None
    moved: tuple[Moved, ...]
    unmoved: Message
    """What is known about the draft if nothing moves."""
    shifts: tuple[Shift, ...]
    obstacles: tuple[ObstacleMessage, ...]
    can_be_taken: bool
    draft_breaks: bool
    """Whether the draft would break a rule with this change; a topic at another time doesn't count."""


def answer(run: Run, draft: Draft | None) -> WhatIfAnswer | None:
    """Return the result of a run compared with the draft, or None if it has none yet."""
    if run.problem is None or run.solution is None:
        return None
    problem, solution = Problem.from_json(run.problem), Solution.from_json(run.solution)
    before = _placement(problem, draft)
    found = difference(problem, before, solution.placement) if solution.is_agenda else None
    when = slot_times(problem, run.event.zone)
    told = titled(problem, solution.placement)
    return WhatIfAnswer(
        solution=solution,
        summary=solution_summary(problem, solution),
        found=found,
        unmoved=unmoved_message(solution),
        moved=tuple(_moved(told, found, when)) if found else (),
        shifts=tuple(
            Shift(name=problem.people[at].name, more=more) for at, more in (found.shifts if found else ())
        ),
        obstacles=obstacle_messages(problem, solution, when),
        can_be_taken=solution.is_agenda and sessions(run) is not None,
        draft_breaks=bool(check(_without_the_time(problem, run), before).broken),
    )


def sessions(run: Run) -> list[Session] | None:
    """Return the run's agenda as new sessions; None if it has none, or a row it needs no longer exists.

    A topic that the question fixed at a time is pinned there.
    """
    if run.problem is None or run.solution is None:
        return None
    problem, solution = Problem.from_json(run.problem), Solution.from_json(run.solution)
    if not solution.is_agenda:
        return None
    supposed = WhatIfChange.from_json(run.supposition).topic if run.supposition else None
    topics = {topic.number: topic for topic in run.event.topics if not topic.is_withdrawn}
    rooms = {room.id: room for room in run.event.rooms}
    slots = {slot.starts_at.isoformat(): slot for slot in run.event.slots if not slot.is_break}
    made = []
    for at, topic in enumerate(problem.topics):
        if solution.start[at] < 0:
            continue
        room, slot = problem.rooms[solution.room[at]].key, problem.slots[solution.start[at]].starts
        if abs(topic.key) not in topics or room not in rooms or slot not in slots:
            return None
        made.append((topic.key, rooms[room], slots[slot]))
    return [
        Session(
            topic=topics[abs(key)],
            occurrence=1 if key >= 0 else 2,
            room=room,
            slot=slot,
            pinned=key == supposed,
        )
        for key, room, slot in made
    ]


def _without_the_time(problem: Problem, run: Run) -> Problem:
    """Return the problem without the time that the question set for a topic, if any."""
    supposed = WhatIfChange.from_json(run.supposition).topic if run.supposition else None
    topics = (replace(each, starts=None) if each.key == supposed else each for each in problem.topics)
    return replace(problem, topics=tuple(topics))


def _placement(problem: Problem, draft: Draft | None) -> Placement:
    """Return the draft as a placement in the run's problem; sessions in unknown places are unplaced."""
    slots = {slot.starts: at for at, slot in enumerate(problem.slots)}
    rooms = {room.key: at for at, room in enumerate(problem.rooms)}
    at = {
        session.topic.number * (1 if session.occurrence == 1 else -1): (
            slots.get(session.slot.starts_at.isoformat(), -1),
            rooms.get(session.room_id, -1),
        )
        for session in (draft.sessions if draft else ())
    }
    places = [at.get(topic.key, (-1, -1)) for topic in problem.topics]
    places = [place if min(place) >= 0 else (-1, -1) for place in places]
    return Placement(start=tuple(s for s, _ in places), room=tuple(r for _, r in places))


def _moved(problem: Problem, found: Difference, when: Callable[[int], object]) -> Iterator[Moved]:
    def where(place: tuple[int, int]) -> Message:
        if place[0] < 0:
            return message("not on the agenda")
        room = problem.rooms[place[1]]
        name = message("One more room") if room.key == EXTRA_ROOM else room.name
        return message("%(time)s, %(room)s", time=when(place[0]), room=name)

    for move in found.moves:
        yield Moved(title=called(problem.topics[move.topic]), was=where(move.was), now=where(move.now))
