"""One run of the planner: greedy, then search, then proof, keeping the best of all."""

from dataclasses import dataclass

from hackathon.domain.scheduling import loss
from hackathon.domain.scheduling.engine import greedy, patterns, tidy
from hackathon.domain.scheduling.engine.anneal import Annealer
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import UNPLACED, Board
from hackathon.domain.scheduling.engine.improve import Improver
from hackathon.domain.scheduling.engine.partition import Partition, Proof
from hackathon.domain.scheduling.problem import Placement, Problem
from hackathon.domain.scheduling.watch import Watch

# The steps of a search that nothing limits, and of one that the time alone limits.
ROUND = 4000
ENDLESS = 10**12
# Before a proof a short search is enough: the better the agenda, the fewer patterns remain.
SHORT = 1000
LONG = 5000
# In average lost votes: hot enough to leave a valley, cold enough to settle.
HOT, COLD = 4.0, 0.3
# A revised agenda stays in its valley: leaving it moves people.
HOT_REVISED = 1.0
# The clock is read, and the listener asked, once in so many steps.
LOOK_EVERY = 8


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
        if self.arrays.previous:
            self.offer(greedy.build(self.arrays, self.watch.is_over, keeping=True))
        self.watch.proved(self.floor(), "floor")
        if not self.arrays.ok.any() and self.cost < UNPLACED:
            # Nothing can be placed, so this is all the agendas there are.
            self.watch.proved(round(self.cost), "floor")
        if patterns.are_few(self.arrays):
            self.search(SHORT)
            self.prove()
        if not self.is_impossible:
            self.search()
        if self.cost < UNPLACED:
            self.offer(tidy.settle(self.arrays, self.best, self.watch.is_over), is_settled=True)
        return Outcome(placement=self.best, is_impossible=self.is_impossible)

    def offer(self, placement: Placement, cost: float | None = None, *, is_settled: bool = False) -> None:
        """Keep a placement if it costs less than the best so far, or as little and is settled."""
        if cost is None:
            board = Board(self.arrays)
            board.load(placement)
            cost = board.cost()
        if cost <= self.cost and is_settled:
            self.best = placement
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
        partition = Partition(self.arrays)
        self.take(partition.bound(self.best, self.watch))
        if self.is_impossible or self.watch.is_proven:
            return
        # The closer the agenda is to the bound, the fewer patterns are left to decide about.
        self.search(LONG)
        if not self.watch.is_proven:
            cost = self.cost if self.cost < UNPLACED else float("inf")
            self.take(partition.prove(cost, self.watch, self.workers))

    def take(self, proof: Proof) -> None:
        """Keep what the exact method found."""
        self.is_impossible = proof.is_impossible
        if proof.placement is not None:
            self.offer(proof.placement)
        if proof.bound is not None:
            self.watch.proved(proof.bound, "patterns")

    def search(self, most: int | None = None) -> None:
        """Search until the time or the steps are used up, or the bound is met."""
        if not self.arrays.ok.any():
            return
        watch = self.watch
        left = None if watch.steps is None else watch.steps - watch.step
        limits = [limit for limit in (most, left) if limit is not None]
        if not limits and watch.seconds is None:
            limits = [ROUND]
        steps = min(limits, default=None)
        method = Improver if self.arrays.is_long or self.arrays.previous else Annealer
        searcher = method(self.arrays, self.best, self.seed)
        began = watch.step
        taken = searcher.run(
            ENDLESS if steps is None else steps, Cooling(self.arrays, watch, steps), self.offer
        )
        watch.step = began + taken


class Cooling:
    """The heat of a search: falling with the steps where these are limited, else with the time."""

    def __init__(self, arrays: Arrays, watch: Watch, steps: int | None) -> None:
        self.watch, self.steps = watch, steps
        hot = HOT_REVISED if arrays.previous else HOT
        self.hot, self.cold = hot * arrays.scale, COLD * arrays.scale
        self.began = watch.elapsed
        # A little is kept back for settling ties and for the recount.
        self.left = (watch.left or 0.0) - min(0.3, 0.1 * (watch.seconds or 0.0))
        self.spent = 0.0

    def __call__(self, step: int) -> float | None:
        """Return the heat of a step, or None when the search must end."""
        if step % LOOK_EVERY == 0:
            if self.watch.is_over() or self.watch.is_proven:
                return None
            if self.steps is None:
                self.spent = (self.watch.elapsed - self.began) / max(self.left, 1e-9)
                if self.spent >= 1:
                    return None
        if self.steps is not None:
            self.spent = step / self.steps
        return float(self.hot * (self.cold / self.hot) ** self.spent)
