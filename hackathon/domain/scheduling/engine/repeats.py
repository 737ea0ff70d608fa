"""Topics that may run twice: voters are given one of the two runs, and the agenda is searched, in turns.

With every voter given to one run, both runs are ordinary topics, and all else of the engine holds for
them as it is. What it finds is counted as it is: each voter then sits in the run that is best for them,
and is given that one for the next turn. What runs nothing twice is tried first, so no agenda is worse.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hackathon.domain.scheduling import loss
from hackathon.domain.scheduling.check import Report, check
from hackathon.domain.scheduling.engine.proof import relaxing
from hackathon.domain.scheduling.engine.proof.relaxing import Votes
from hackathon.domain.scheduling.engine.run import Outcome, Run
from hackathon.domain.scheduling.problem import Person, Placement, Problem
from hackathon.domain.scheduling.repeats import is_held
from hackathon.domain.scheduling.solution import Prices
from hackathon.domain.scheduling.watch import Watch

# The shares of what is left that the agenda without second runs, and the bound, may have.
ONCE, BOUND = 0.25, 0.3
# So many problems that ask for less are bounded at most.
RELAXED = 3
# So often in vain voters are given their runs anew, and the share of what is left that each turn may have.
TURNS, TURN = 5, 0.3

Given = frozenset[tuple[int, int]]
"""The voters who are given the second run of a topic: a person, and the topic's first run."""


class Repeats:
    """The steps of one run of the planner on a problem with topics that may run twice."""

    def __init__(self, problem: Problem, *, seed: int, workers: int, watch: Watch) -> None:
        self.problem, self.seed, self.workers, self.watch = problem, seed, workers, watch
        self.random = Random(seed)  # noqa: S311 -- a search, not a secret
        self.prices: Prices | None = None
        self.is_impossible = False
        nowhere = (-1,) * len(problem.topics)
        self.best = Placement(start=nowhere, room=nowhere)
        self.report = check(problem, self.best)

    def outcome(self) -> Outcome:
        """Do all that the limits allow, and return the best."""
        self.watch.proved(self.problem.multipliers.loss * loss.floor(self.problem), "floor")
        self.search(shared(self.problem, frozenset(), {}, second_runs=False), ONCE)
        self.bound()
        if not self.is_impossible:
            self.take_turns()
            self.tidy()
        return Outcome(placement=self.best, is_impossible=self.is_impossible, prices=self.prices)

    def offer(self, placement: Placement, *, is_tidier: bool = False) -> bool:
        """Keep a placement if it is better than the best so far, or as good and tidier."""
        report = check(self.problem, placement)
        now, new = _rank(self.report), _rank(report)
        if new > now or (new == now and not is_tidier):
            return False
        self.best, self.report = placement, report
        if new < now and not report.broken:
            self.watch.found(report.cost)
        return True

    def search(self, problem: Problem, share: float, turn: int = 0) -> bool:
        """Search an ordinary problem from the best so far; return whether that helped."""
        watch = self.watch.part(share)
        run = Run(problem, seed=self.seed + turn, workers=self.workers, watch=watch)
        if not check(problem, self.best).broken:
            run.offer(self.best)
        found = run.outcome()
        self.watch.step += watch.step
        return self.offer(found.placement)

    def bound(self) -> None:
        """Say what no agenda can go below, by problems of one session each that ask for less.

        A vote that counts at both sessions asks for too little where somebody sits in both, and one that is
        dropped where somebody sits in neither: each is treated as the last of these problems suggests.
        """
        both = relaxing.votes(self.problem)
        for _ in range(RELAXED):
            found = self.lower(both)
            if found is None:
                return
            fewer = both - relaxing.sat_in_twice(self.problem, found)
            both = frozenset() if fewer == both else fewer
        self.lower(frozenset())

    def lower(self, both: Votes) -> Placement | None:
        """Bound the problem in which these votes count at both sessions.

        Returns the best agenda for it, or None where there was no time to know that, or no need.
        """
        if self.watch.is_proven or self.watch.is_over() or self.is_impossible:
            return None
        watch = self.watch.part(BOUND)
        asked = relaxing.relaxed(self.problem, both)
        found = Run(asked, seed=self.seed, workers=self.workers, watch=watch).outcome()
        self.watch.step += watch.step
        self.is_impossible = found.is_impossible
        least = None if watch.bound is None else watch.bound - relaxing.credit(self.problem, both)
        if least is not None and watch.proof is not None and least > (self.watch.bound or 0):
            self.watch.proved(least, watch.proof)
            self.prices = found.prices and replace(found.prices, both=tuple(sorted(both)))
        return found.placement if watch.is_proven else None

    def take_turns(self) -> None:
        """Give voters their runs and search, again and again, until that has not helped for long."""
        tried = set[Given]()
        turn = idle = 0
        while idle < TURNS:
            given = self.given()
            if given in tried:
                given = self.shaken(given)
            if self.watch.is_proven or self.watch.is_over() or not given:
                return
            tried.add(given)
            forwards = {first: self.is_forwards(first, second) for first, second in self.problem.twice}
            turn += 1
            helped = self.search(shared(self.problem, given, forwards), TURN, turn)
            idle = 0 if helped else idle + 1

    def given(self) -> Given:
        """Give each voter the run that they sit in, and another one to those who sit in none."""
        found = set[tuple[int, int]]()
        wanting: dict[int, list[int]] = {first: [] for first, _ in self.problem.twice}
        for at, person in enumerate(self.problem.people):
            seat = loss.attendance(self.problem, self.best, at)
            for first, second in self.problem.twice:
                if any(topic == first for topic, _ in person.votes):
                    if second in seat.attended:
                        found.add((at, first))
                    elif first in seat.attended:
                        wanting[first].append(at)
                    elif self.best.start[second] < 0 or self.random.random() < 1 / 2:
                        found.add((at, first))
        for first, second in self.problem.twice:
            if self.best.start[second] < 0:
                found.update((at, first) for at in self.standing(first, wanting[first]))
        return frozenset(found)

    def standing(self, first: int, seated: list[int]) -> Iterator[int]:
        """Yield those who would find no seat, the last to come first."""
        room = self.best.room[first]
        left = self.problem.demand[first] - (self.problem.rooms[room].capacity if room >= 0 else 0)
        for at in reversed(seated):
            if left > 0:
                left -= self.problem.people[at].count
                yield at

    def shaken(self, given: Given) -> Given:
        """Return the same with some voters given the other run."""
        firsts = {first for first, _ in self.problem.twice}
        voters = [
            (at, topic)
            for at, person in enumerate(self.problem.people)
            for topic, _ in person.votes
            if topic in firsts
        ]
        return given ^ {voter for voter in voters if self.random.random() < 1 / 4}

    def is_forwards(self, first: int, second: int) -> bool:
        """Whether the first run is to be the earlier: as it is, as it is held, or else yes."""
        starts, middle = self.best.start, len(self.problem.slots) / 2
        if min(starts[first], starts[second]) >= 0:
            return starts[first] < starts[second]
        for at in (first, second):
            held = self.problem.topics[at]
            if held.starts and is_held(held):
                return (held.starts[0] < middle) == (at == first)
        return True

    def tidy(self) -> None:
        """Try every place for a second run; end with none that spares nothing, and the first one first."""
        for first, second in self.problem.twice:
            for place in self.places(second):
                if self.watch.is_proven or self.watch.is_over():
                    break
                self.offer(moved(self.best, {second: place}))
            if self.best.start[second] >= 0:
                self.offer(moved(self.best, {second: (-1, -1)}), is_tidier=True)
            was = {at: (self.best.start[at], self.best.room[at]) for at in (first, second)}
            if was[second][0] >= 0 and not 0 <= was[first][0] < was[second][0]:
                self.offer(moved(self.best, {first: was[second], second: was[first]}), is_tidier=True)

    def places(self, topic: int) -> Iterator[tuple[int, int]]:
        """Yield the places where nothing is, for a topic that may begin there."""
        problem, length = self.problem, self.problem.topics[topic].length
        taken = {
            (slot, room)
            for at, (start, room) in enumerate(zip(self.best.start, self.best.room, strict=True))
            if start >= 0
            for slot in range(start, start + problem.topics[at].length)
        }
        for start in problem.topics[topic].starts or range(len(problem.slots) - length + 1):
            for room in range(len(problem.rooms)):
                if taken.isdisjoint((slot, room) for slot in range(start, start + length)):
                    yield start, room


def shared(problem: Problem, given: Given, forwards: dict[int, bool], *, second_runs: bool = True) -> Problem:
    """Return the ordinary problem in which each voter wants the run that they are given.

    `forwards` says for each topic whether its first run is the earlier. A second run that is required
    stays where all others are gone.
    """
    gone = {at for _, at in problem.twice if not (second_runs or problem.topics[at].required)}
    topics = tuple(
        replace(topic, starts=()) if at in gone else topic for at, topic in enumerate(problem.topics)
    )
    second_of = dict(problem.twice)
    # A person is affected by whichever run moves, though they are given only one.
    heeded = {each.topic for each in problem.previous} if problem.multipliers.change else set()
    people = tuple(
        _wanting(person, {first: second_of[first] for who, first in given if who == at}, second_of, heeded)
        for at, person in enumerate(problem.people)
    )
    order = [(a, b) for early, late in problem.order for a in problem.runs[early] for b in problem.runs[late]]
    order += [pair if forwards.get(pair[0], True) else pair[::-1] for pair in problem.twice]
    return replace(problem, topics=topics, people=people, order=tuple(order), twice=())


def _wanting(person: Person, given: dict[int, int], second_of: dict[int, int], heeded: set[int]) -> Person:
    votes = [(given.get(topic, topic), weight) for topic, weight in person.votes]
    wanted = {topic for topic, _ in votes}
    both = {run for topic, _ in person.votes if topic in second_of for run in (topic, second_of[topic])}
    return replace(person, votes=(*votes, *((run, 0) for run in sorted(both & heeded - wanted))))


def moved(placement: Placement, places: dict[int, tuple[int, int]]) -> Placement:
    """Return the placement with some topics elsewhere."""
    cells = [
        places.get(at, cell) for at, cell in enumerate(zip(placement.start, placement.room, strict=True))
    ]
    return Placement(start=tuple(start for start, _ in cells), room=tuple(room for _, room in cells))


def _rank(report: Report) -> tuple[int, int]:
    return len(report.broken), report.cost
