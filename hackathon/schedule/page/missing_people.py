"""The people who want a session but can't attend it, and why."""

from dataclasses import dataclass

from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import Message, message
from hackathon.planner.evaluation.loss import Lost
from hackathon.planner.explanation.alternatives import missing
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.second_runs import titled


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPerson:
    """A person who wants a session but can't attend it."""

    name: str
    reason: Message


def missing_people(problem: Problem, placement: Placement, session: int) -> tuple[MissingPerson, ...]:
    """Return the people who can't attend a session, by name, and why.

    The session is given by its position in the problem.
    """
    named = titled(problem, placement)
    found = [
        MissingPerson(name=problem.people[person].name, reason=_reason(lost, named))
        for person, lost in missing(problem, placement, session)
    ]
    return tuple(sorted(found, key=lambda person: sort_key(person.name)))


def _reason(lost: Lost, named: Problem) -> Message:
    others = tuple(f"“{named.topics[topic].title}”" for topic in lost.instead)
    if lost.away and others:
        return message("Is away, or attends %(others)s at the same time.", others=others)
    if lost.away:
        return message("Is away then.")
    return message("Attends %(others)s at the same time.", others=others)
