"""Topics with a second run: assign voters to runs and search for an agenda, in turns.

With every voter assigned to one of the two runs, both are ordinary topics, and a `Run` solves the problem.
In the agenda that it finds each voter attends the run that suits them best, and is assigned to that one in
the next turn. The agenda without second runs is searched first, so the result is never worse than that.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hackathon.planner import construction
from hackathon.planner.bounds import relaxation
from hackathon.planner.bounds.column_model import Proof, proof_of
from hackathon.planner.bounds.relaxation import Votes
from hackathon.planner.evaluation import loss
from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.exact_model import exact_model
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.second_runs import is_held
from hackathon.planner.model.solution import Prices
from hackathon.planner.outcome import Outcome
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.progress import Watch
from hackathon.planner.run import Run
from hackathon.planner.second_run_assignment import Assignment, with_assignment, with_places

# The shares of the remaining time for the agenda without second runs, and for the bound.
ONCE, BOUND = 0.25, 0.3
# At most so many relaxations are bounded.
RELAXATIONS = 3
# The search ends after so many turns without improvement; the share of the remaining time for each turn.
IDLE_TURNS, TURN = 5, 0.3


class SecondRunSearch:
    """The steps of one run of the planner on a problem with topics that may run twice."""

    def __init__(self, problem: Problem, *, seed: int, workers: int, watch: Watch) -> None:
        self.problem, self.seed, self.workers, self.watch = problem, seed, workers, watch
        self.random = Random(seed)  # noqa: S311 -- a search, not a secret
        self.prices: Prices | None = None
        self.is_impossible = False
        self.repair: Placement | None = None
        nowhere = (-1,) * len(problem.topics)
        self.best = Placement(start=nowhere, room=nowhere)
        self.report = check(problem, self.best)

    def outcome(self) -> Outcome:
        """Use the limits up, and return the best agenda."""
        self.watch.proved(self.problem.multipliers.loss * loss.floor(self.problem), "floor")
        self.resume()
        if self.repair is None or not self.watch.is_over():
            self.search(with_assignment(self.problem, frozenset(), {}, second_runs=frozenset()), ONCE)
            self.solve_exactly()
            self.bound()
        if not self.is_impossible:
            self.place_second_runs()
            self.take_turns()
        return Outcome(
            placement=self.best,
            is_impossible=self.is_impossible,
            prices=self.prices,
            repair=self.repair,
        )

    def resume(self) -> None:
        """Start from the draft: unchanged if that is valid, else with as few changes as needed."""
        draft = {item.topic: item for item in self.problem.draft}
        if not draft:
            return
        forwards = {
            first: draft[first].start < draft[second].start
            for first, second in self.problem.twice
            if first in draft and second in draft
        }
        preprocessed = PreprocessedInstance(
            with_assignment(self.problem, frozenset(), forwards, second_runs=frozenset(draft))
        )
        places = {topic: (item.start, item.room) for topic, item in draft.items()}
        self.best = construction.keep_places(preprocessed, places)
        self.report = check(self.problem, self.best)
        if not self.report.broken:
            self.watch.found(self.report.cost)
        self.offer(construction.construct(preprocessed, self.watch.is_over, keeping=places))
        self.repair = None if self.report.broken else self.best

    def offer(self, placement: Placement, *, is_simpler: bool = False) -> bool:
        """Keep a placement if it is better than the best so far, or as good and tidier."""
        report = check(self.problem, placement)
        now, new = _rank(self.report), _rank(report)
        if new > now or (new == now and not is_simpler):
            return False
        self.best, self.report = placement, report
        if new < now and not report.broken:
            self.watch.found(report.cost)
        return True

    def search(self, problem: Problem, share: float, turn: int = 0) -> bool:
        """Solve a problem without second runs, from the best agenda; return whether that improved it."""
        watch = self.watch.part(share)
        # A bound would only hold with these voters in these runs.
        run = Run(problem, seed=self.seed + turn, workers=self.workers, watch=watch, is_priced=False)
        if not check(problem, self.best).broken:
            run.offer(self.best)
        found = run.outcome()
        self.watch.step += watch.step
        return self.offer(found.placement)

    def solve_exactly(self) -> None:
        """Find the best agenda, and prove that it is, where all stretches can be written down."""
        preprocessed = PreprocessedInstance(self.problem)
        if self.watch.is_proven or self.watch.is_over():
            return
        if preprocessed.impossible():
            self.is_impossible = True
            return
        model = exact_model(preprocessed, self.watch.is_over)
        if model:
            self.take(model.bound(self.best, self.watch))
            if not (self.is_impossible or self.watch.is_proven):
                cost = float("inf") if self.report.broken else self.report.cost
                self.take(model.prove(cost, self.watch, self.workers))

    def take(self, proof: Proof) -> None:
        """Store the result of an exact method."""
        self.is_impossible = proof.is_impossible
        if proof.placement is not None:
            self.offer(proof.placement)
        if proof.bound is not None:
            self.watch.proved(proof.bound, proof_of(self.problem))

    def bound(self) -> None:
        """Bound the cost by relaxations: problems without second runs that no agenda can cost less than.

        A vote that counts in both runs is counted twice where someone attends both; one that is dropped is
        lost where someone attends neither. Each relaxation treats the votes as the one before suggests.
        """
        both = relaxation.votes(self.problem)
        for _ in range(RELAXATIONS):
            found = self.bound_relaxation(both)
            if found is None:
                return
            fewer = both - relaxation.sat_in_twice(self.problem, found)
            both = frozenset() if fewer == both else fewer
        self.bound_relaxation(frozenset())

    def bound_relaxation(self, both: Votes) -> Placement | None:
        """Bound the relaxation in which these votes count in both runs.

        Returns its best agenda, or None if that was not proven or not needed.
        """
        if self.watch.is_proven or self.watch.is_over() or self.is_impossible:
            return None
        watch = self.watch.part(BOUND)
        asked = relaxation.relaxed(self.problem, both)
        found = Run(asked, seed=self.seed, workers=self.workers, watch=watch).outcome()
        self.watch.step += watch.step
        self.is_impossible = found.is_impossible
        least = None if watch.bound is None else watch.bound - relaxation.credit(self.problem, both)
        if least is not None and watch.proof is not None and least > (self.watch.bound or 0):
            self.watch.proved(least, watch.proof)
            self.prices = found.prices and replace(found.prices, both=tuple(sorted(both)))
        return found.placement if watch.is_proven else None

    def take_turns(self) -> None:
        """Give voters their runs and search, in turns, until the time is over or it no longer helps."""
        tried = set[Assignment]()
        turn = idle = 0
        has_time_limit = self.watch.seconds is not None and self.watch.steps is None
        while has_time_limit or idle < IDLE_TURNS:
            assigned = self.assigned()
            if assigned in tried:
                assigned = self.perturbed(assigned)
            if self.watch.is_proven or self.watch.is_over() or not assigned:
                return
            tried.add(assigned)
            forwards = {first: self.is_forwards(first, second) for first, second in self.problem.twice}
            turn += 1
            helped = self.search(with_assignment(self.problem, assigned, forwards), TURN, turn)
            helped = self.place_second_runs() or helped
            idle = 0 if helped else idle + 1

    def assigned(self) -> Assignment:
        """Assign each voter to the run that they attend, or at random if they attend neither."""
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
                found.update((at, first) for at in self.without_seat(first, wanting[first]))
        return frozenset(found)

    def without_seat(self, first: int, seated: list[int]) -> Iterator[int]:
        """Yield the voters for whom the first run's room has no seat, last ones first."""
        room = self.best.room[first]
        left = self.problem.demand[first] - (self.problem.rooms[room].capacity if room >= 0 else 0)
        for at in reversed(seated):
            if left > 0:
                left -= self.problem.people[at].count
                yield at

    def perturbed(self, assigned: Assignment) -> Assignment:
        """Return the assignment with some voters in the other run."""
        firsts = {first for first, _ in self.problem.twice}
        voters = [
            (at, topic)
            for at, person in enumerate(self.problem.people)
            for topic, _ in person.votes
            if topic in firsts
        ]
        return assigned ^ {voter for voter in voters if self.random.random() < 1 / 4}

    def is_forwards(self, first: int, second: int) -> bool:
        """Whether the first run is to be the earlier: as it is, as it is held, or else yes."""
        starts, middle = self.best.start, len(self.problem.slots) / 2
        if min(starts[first], starts[second]) >= 0:
            return starts[first] < starts[second]
        for run in (first, second):
            topic = self.problem.topics[run]
            if topic.starts and is_held(topic):
                return (topic.starts[0] < middle) == (run == first)
        return True

    def place_second_runs(self) -> bool:
        """Try every place for a second run; end with none that spares nothing, and the first one first.

        Each voter then comes to either run, whichever they were assigned to. Second runs that the draft has
        are there on purpose, and stay if they cost nothing. Returns whether the agenda costs less.
        """
        before = _rank(self.report)
        drafted = {item.topic for item in self.problem.draft}
        for first, second in self.problem.twice:
            for place in self.places(second):
                if self.watch.is_proven or self.watch.is_over():
                    break
                self.offer(with_places(self.best, {second: place}))
            if second in drafted:
                continue
            if self.best.start[second] >= 0:
                self.offer(with_places(self.best, {second: (-1, -1)}), is_simpler=True)
            was = {at: (self.best.start[at], self.best.room[at]) for at in (first, second)}
            if was[second][0] >= 0 and not 0 <= was[first][0] < was[second][0]:
                self.offer(with_places(self.best, {first: was[second], second: was[first]}), is_simpler=True)
        return _rank(self.report) < before

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


def _rank(report: Report) -> tuple[int, int]:
    return len(report.broken), report.cost
