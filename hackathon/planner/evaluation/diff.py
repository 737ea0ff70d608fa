"""Two runs of the planner side by side: their questions, results and differences."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.second_runs import is_second
from hackathon.planner.model.solution import Solution

Place = tuple[str, str]
"""When a session begins (ISO 8601 in UTC) and the name of its room; both empty where it is left out."""

NOWHERE: Place = ("", "")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The input of a run and its recomputed result."""

    problem: Problem
    solution: Solution

    @property
    def report(self) -> Report:
        """The agenda counted with the votes that the run was given."""
        return check(self.problem, self.solution.placement)

    @property
    def places(self) -> dict[int, Place]:
        """Where the agenda has each topic, by the topic's number."""
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
    """A topic that two agendas have in different places; None where a run did not know the topic."""

    topic: int
    title: str
    one: Place | None
    other: Place | None


def same_question(one: Outcome, other: Outcome) -> bool:
    """Whether both runs were asked the very same, so that their costs may be compared."""
    return one.problem.digest == other.problem.digest


def differences(one: Outcome, other: Outcome) -> tuple[Difference, ...]:
    """Return the topics that are not in the same place in both, by number."""
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
