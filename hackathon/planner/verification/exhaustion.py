"""Checks a bound by trying every agenda of a small event that may cost less.

Topics are placed or left out one by one. What the votes for those decided on lose already, they lose in every
agenda that follows, so a branch ends where that reaches the bound.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import rules_of
from hackathon.planner.verification.infeasibility import NODES_PER_CLOCK, Place, PlacementRules, Undecided

MOST_SESSIONS = 8
"""With more there are too many agendas."""

LEFT_OUT: Place = (-1, -1)


def cheaper_agenda(problem: Problem, bound: int, is_over: Callable[[], bool]) -> int | None:
    """Return the cost of an agenda below the bound, or None. Raises Undecided if time runs out."""
    if len(problem.topics) > MOST_SESSIONS:
        raise Undecided
    return _Agendas(problem, bound, is_over).cheaper()


class _Agendas:
    def __init__(self, problem: Problem, bound: int, is_over: Callable[[], bool]) -> None:
        self.problem, self.bound, self.is_over = problem, bound, is_over
        runs = problem.runs
        ordinary = replace(
            problem,
            topics=tuple(replace(topic, required=True) for topic in problem.topics),
            order=tuple(pair for early, late in problem.order for pair in product(runs[early], runs[late])),
            twice=(),
        )
        self.rules = PlacementRules(ordinary, frozenset(rules_of(ordinary)))
        self.again = {run: other for pair in problem.twice for run, other in (pair, pair[::-1])}
        wanted = [sum(problem.people[who].count for who in people) for people in problem.followers]
        self.order = sorted(range(len(problem.topics)), key=lambda topic: (-wanted[topic], topic))
        self.named_rooms = {each.room for each in problem.previous}.union(
            topic.room for topic in problem.topics if topic.room is not None
        )
        self.partial = [self._decided(many) for many in range(len(self.order) + 1)]
        self.chosen: dict[int, Place] = {}
        self.nodes = 0

    def cheaper(self) -> int | None:
        """Try every continuation of the decisions so far."""
        self.nodes += 1
        if self.nodes % NODES_PER_CLOCK == 0 and self.is_over():
            raise Undecided
        if self._least() >= self.bound:
            return None
        if len(self.chosen) == len(self.order):
            report = check(self.problem, self._placement())
            return report.cost if not report.broken and report.cost < self.bound else None
        topic = self.order[len(self.chosen)]
        for place in self._places(topic):
            self.chosen[topic] = place
            found = self.cheaper()
            del self.chosen[topic]
            if found is not None:
                return found
        return None

    def _places(self, topic: int) -> Iterator[Place]:
        """Yield where a topic may be beside those decided, at last nowhere."""
        placed = {other: place for other, place in self.chosen.items() if place != LEFT_OUT}
        used = {room for _, room in placed.values()}
        for place in self.rules.places[topic]:
            if self._is_like_another(place[1], used):
                continue
            if self.again.get(topic) in placed and not self._run_apart(topic, place, placed):
                continue
            if all(self.rules.are_apart(topic, place, other, placed[other]) for other in placed) and (
                self.rules.has_breaks({**placed, topic: place})
            ):
                yield place
        if not self.problem.topics[topic].required:
            yield LEFT_OUT

    def _is_like_another(self, number: int, used: set[int]) -> bool:
        """Whether an earlier room that nothing uses yet would do as well."""
        rooms = self.problem.rooms
        nobody = used | self.named_rooms
        return number not in nobody and any(
            earlier not in nobody
            and replace(rooms[earlier], key=0, name="") == replace(rooms[number], key=0, name="")
            for earlier in range(number)
        )

    def _run_apart(self, topic: int, place: Place, placed: dict[int, Place]) -> bool:
        other = self.again[topic]
        mine, theirs = self.rules.span(topic, place[0]), self.rules.span(other, placed[other][0])
        return mine.stop <= theirs.start or theirs.stop <= mine.start

    def _placement(self) -> Placement:
        places = [self.chosen.get(topic, LEFT_OUT) for topic in range(len(self.order))]
        return Placement(start=tuple(start for start, _ in places), room=tuple(room for _, room in places))

    def _least(self) -> int:
        """Return what is lost, short or moved already, whatever follows."""
        decided, problem = self.partial[len(self.chosen)]
        places = [self.chosen[topic] if topic in decided else LEFT_OUT for topic in range(len(self.order))]
        placement = Placement(
            start=tuple(start for start, _ in places), room=tuple(room for _, room in places)
        )
        return check(problem, placement).cost

    def _decided(self, many: int) -> tuple[frozenset[int], Problem]:
        """Return the topics that the first so many decide, and the problem that asks for no others."""
        known = set(self.order[:many])
        decided = frozenset(topic for topic in known if self.again.get(topic, topic) in known)
        people = tuple(
            replace(person, votes=tuple(vote for vote in person.votes if vote[0] in decided))
            for person in self.problem.people
        )
        previous = tuple(each for each in self.problem.previous if each.topic in decided)
        return decided, replace(self.problem, people=people, previous=previous)
