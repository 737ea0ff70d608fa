"""One run of the planner: greedy, then search, then proof, keeping the best of all."""

from dataclasses import dataclass

from hackathon.domain.scheduling import loss
from hackathon.domain.scheduling.engine import greedy, patterns
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import UNPLACED, Board
from hackathon.domain.scheduling.engine.improve import Improver
from hackathon.domain.scheduling.engine.partition import Partition
from hackathon.domain.scheduling.problem import Placement, Problem
from hackathon.domain.scheduling.watch import Watch

# A search round that is long enough to cool down slowly; without a limit there is one of them.
ROUND = 4000
# Before a proof a short search is enough: the better the agenda, the fewer patterns remain.
SHORT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The best placement of a run, and whether it is proven that no agenda exists."""

    placement: Placement
    is_impossible: bool = False


class Run:
    """The steps of one run, in the order in which they help most."""

    def __init__(self, problem: Problem, *, seed: int, workers: int, watch: Watch) -> None:
        self.problem, self.seed, self.workers, self.watch = problem, seed, workers, watch
        self.arrays = Arrays(problem)
        self.is_impossible = False
        self.best = Placement(start=(-1,) * self.arrays.topics, room=(-1,) * self.arrays.topics)
        self.cost = float("inf")

    def outcome(self) -> Outcome:
        """Do all that the limits allow, and return the best."""
        if self.arrays.impossible():
            return Outcome(placement=self.best, is_impossible=True)
        self.offer(greedy.build(self.arrays, self.watch.is_over))
        self.watch.proved(self.floor(), "floor")
        if patterns.are_few(self.arrays):
            self.search(SHORT)
            self.prove()
        if not self.is_impossible:
            self.search()
        return Outcome(placement=self.best, is_impossible=self.is_impossible)

    def offer(self, placement: Placement, cost: float | None = None) -> None:
        """Keep a placement if it is better than the best so far."""
        if cost is None:
            board = Board(self.arrays)
            board.load(placement)
            cost = board.cost()
        if cost < self.cost:
            self.best, self.cost = placement, cost
            if cost < UNPLACED:
                self.watch.found(round(cost))

    def floor(self) -> int:
        """Return a bound that needs no solver: each person and each topic looked at alone."""
        arrays, by = self.arrays, self.arrays.by
        seats = 0.0
        for topic, value in enumerate(self.problem.topics):
            rooms = arrays.ok[topic].any(axis=0)
            if value.required and rooms.any():
                seats += arrays.short[topic, rooms].min()
        return by.loss * loss.floor(self.problem) + by.seat * round(seats)

    def prove(self) -> None:
        """Let the exact method improve the agenda and say what none can go below."""
        if self.watch.is_proven or self.watch.is_over():
            return
        cost = self.cost if self.cost < UNPLACED else float("inf")
        proof = Partition(self.arrays).prove(cost, self.watch, self.workers)
        self.is_impossible = proof.is_impossible
        if proof.placement is not None:
            self.offer(proof.placement)
        if proof.bound is not None:
            self.watch.proved(proof.bound, "patterns")

    def search(self, most: int | None = None) -> None:
        """Search until the time or the steps are used up, or the bound is met."""
        limit = self.watch.steps
        if most is not None:
            limit = most if limit is None else min(limit, most)
        if limit is None and self.watch.seconds is None:
            limit = ROUND
        round_of = 0
        while not self.watch.is_proven and not self.watch.is_over():
            todo = ROUND if limit is None else min(ROUND, limit - self.watch.step)
            if todo <= 0:
                return
            improver = Improver(self.arrays, self.best, self.seed + round_of)
            begun = self.watch.step
            done = improver.run(todo, self.watch.is_over, self.offer)
            self.watch.step = begun + done
            round_of += 1
            if not done:
                return
