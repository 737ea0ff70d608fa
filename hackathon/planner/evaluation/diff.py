"""Two runs of the planner side by side: their questions, results and differences."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.second_runs import is_second
from hackathon.planner.model.solution import Solution

Place = tuple[str, str]
"""When a session begins (ISO 8601 in UTC) and the name of its room; both are empty if it is left out."""

NOWHERE: Place = ("", "")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The input of a run and its recomputed result."""

    problem: Problem
    solution: Solution

    @property
    def report(self) -> Report:
        """The evaluation of the agenda with the votes of the run."""
        return check(self.problem, self.solution.placement)

    @property
    def places(self) -> dict[int, Place]:
        """The place of each topic in the agenda, by the topic's number."""
        return {
            topic.key: (self.problem.slots[start].starts, self.problem.rooms[room].name)
            if start >= 0
            else NOWHERE
            for topic, start, room in zip(
                self.problem.topics, self.solution.start, self.solution.room, strict=True
            )
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A topic with different places in two agendas; None if a run did not know the topic."""

    topic: int
    title: str
    one: Place | None
    other: Place | None


def same_question(one: Outcome, other: Outcome) -> bool:
    """Whether both runs solved the same problem, so that their costs are comparable."""
    return one.problem.digest == other.problem.digest


def differences(one: Outcome, other: Outcome) -> tuple[Difference, ...]:
    """Return the topics whose places differ, by number."""
    return tuple(sorted(_differences(one, other), key=lambda each: each.topic))


def _differences(one: Outcome, other: Outcome) -> Iterator[Difference]:
    ours, theirs = one.places, other.places
    titles = {
        topic.key: f"{topic.title}, second session" if is_second(each.problem, at) else topic.title
        for each in (other, one)
        for at, topic in enumerate(each.problem.topics)
    }
    for topic, title in titles.items():
        if ours.get(topic) != theirs.get(topic):
            yield Difference(topic=abs(topic), title=title, one=ours.get(topic), other=theirs.get(topic))
