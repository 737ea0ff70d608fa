"""One run of the planner: greedy, then search, then proof, keeping the best of all."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hackathon.domain.scheduling import loss
from hackathon.domain.scheduling.engine import greedy, tidy
from hackathon.domain.scheduling.engine.arrays import Arrays
from hackathon.domain.scheduling.engine.board import UNPLACED, Board
from hackathon.domain.scheduling.engine.proof import patterns
from hackathon.domain.scheduling.engine.proof.partition import Partition, Proof
from hackathon.domain.scheduling.engine.search.anneal import Annealer
from hackathon.domain.scheduling.engine.search.cooling import Cooling
from hackathon.domain.scheduling.engine.search.improve import Improver
from hackathon.domain.scheduling.problem import Placement, Problem
from hackathon.domain.scheduling.solution import Prices
from hackathon.domain.scheduling.watch import Stretch, Watch

if TYPE_CHECKING:
    from hackathon.domain.scheduling.engine.proof.columns import Columns
    from hackathon.domain.scheduling.engine.search.crew import Crew

# The steps of a search that nothing limits, and of one that the time alone limits.
ROUND = 4000
ENDLESS = 10**12
# Before a proof a short search is enough: the better the agenda, the fewer patterns remain.
SHORT = 1000
LONG = 5000
# The solver decides about so few patterns in less time than a search takes.
FEW_LEFT = 3000
# Where steps are counted, so many rounds of pricing are done at least, and one more for so many steps.
ROUNDS = 40
# In average lost votes: hot enough to leave a valley, cold enough to settle.
HOT, COLD = 4.0, 0.3
# A revised agenda stays in its valley: leaving it moves people.
HOT_REVISED = 1.0
# One step of a rapid search is so many of its own.
MOVES = 100
# The shares of what is left that the first search, the pricing, each attempt at closing the gap, and
# the search between two of these may have.
FIRST, PRICING, CLOSING, AGAIN = 0.25, 0.5, 0.4, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The best placement of a run, whether it is proven that no agenda exists, and what proves the bound."""

    placement: Placement
    is_impossible: bool = False
    prices: Prices | None = None


class Run:
    """The steps of one run, in the order in which they help most."""

    def __init__(self, problem: Problem, *, seed: int, workers: int, watch: Watch) -> None:
        self.problem, self.seed, self.workers, self.watch = problem, seed, workers, watch
        self.arrays = Arrays(problem)
        self.is_impossible = False
        self.prices: Prices | None = None
        self.columns: Columns | None = None
        self.closed = float("inf")
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
        if self.is_impossible:
            return Outcome(placement=self.best, is_impossible=True)
        if self.is_machine_code_ready():
            self.work()
        else:
            self.search()
        if self.cost < UNPLACED:
            self.offer(tidy.settle(self.arrays, self.best, self.watch.is_over), is_settled=True)
        return Outcome(placement=self.best, prices=self.prices)

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
        partition = Partition(self.arrays, patterns.enumerate_all(self.arrays))
        self.take(partition.bound(self.best, self.watch))
        self.prices = partition.prices()
        if self.is_impossible or self.watch.is_proven:
            return
        # The closer the agenda is to the bound, the fewer patterns are left to decide about.
        if partition.left(self.cost) > FEW_LEFT:
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

    def search(self, most: int | None = None, share: float = 1.0) -> None:
        """Search for a share of what is left of the time, or of the steps, or until the bound is met."""
        # To prepare a search of a large event alone takes a while.
        if not self.arrays.ok.any() or self.watch.is_over():
            return
        watch, steps = self.watch, self.steps(most)
        steps = steps if steps is None else round(share * steps)
        method = Improver if self.arrays.is_long or self.arrays.previous else Annealer
        searcher = method(self.arrays, self.best, self.seed)
        hot = (HOT_REVISED if self.arrays.previous else HOT) * self.arrays.scale
        cooling = Cooling(watch, hot=hot, cold=COLD * self.arrays.scale, steps=steps, share=share)
        began = watch.step
        taken = searcher.run(ENDLESS if steps is None else steps, cooling, self.offer)
        watch.step = began + taken

    def steps(self, most: int | None = None) -> int | None:
        """Return how many steps a search may take; None where the time alone ends it."""
        watch = self.watch
        left = None if watch.steps is None else watch.steps - watch.step
        limits = [limit for limit in (most, left) if limit is not None]
        if not limits and watch.seconds is None:
            limits = [ROUND]
        return min(limits, default=None)

    def is_machine_code_ready(self) -> bool:
        """Whether this run can use machine code; has it made if there is time or need for it."""
        if not self.arrays.ok.any() or self.watch.is_proven or self.watch.is_over() or self.steps() == 0:
            return False
        from hackathon.domain.scheduling.engine import warm  # noqa: PLC0415 -- slow import

        if warm.is_ready():
            return True
        if self.watch.seconds is None or self.watch.steps is not None:
            return warm.wait(self.watch)
        warm.begin()
        return False

    def work(self) -> None:
        """Search in machine code, with more workers on other cores too, and price patterns between."""
        from hackathon.domain.scheduling.engine.proof import sights  # noqa: PLC0415 -- slow import
        from hackathon.domain.scheduling.engine.search import rapid  # noqa: PLC0415 -- slow import
        from hackathon.domain.scheduling.engine.search.crew import Crew  # noqa: PLC0415 -- slow import

        watch, can_race = self.watch, rapid.can_search(self.arrays)
        everything = Cooling(watch, hot=1, cold=1, steps=None)
        seeds = range(self.seed + 1, self.seed + self.workers) if can_race else range(0)
        crew = Crew(self.arrays, self.best, seeds, lambda: watch.elapsed / max(everything.left, 1e-9))
        try:
            hunt = self.sprint if can_race else self.search
            if sights.can_price(self.arrays):
                hunt(share=FIRST)
                self.price()
            if self.columns:
                self.close(crew)
                hunt(share=AGAIN)
                self.close(crew)
            hunt()
        finally:
            crew.send_home()
        self.join(crew)

    def join(self, crew: "Crew") -> None:
        """Take the best agenda of the other cores."""
        best = crew.best()
        if best is not None:
            self.offer(*best)

    def price(self) -> None:
        """Bound every agenda by prices."""
        from hackathon.domain.scheduling.engine.proof.columns import Columns  # noqa: PLC0415 -- slow import

        def found(bound: int) -> bool:
            self.watch.proved(bound, "prices")
            return self.watch.is_proven

        if self.cost >= UNPLACED or self.watch.is_proven or self.watch.is_over():
            return
        columns = Columns(self.arrays)
        columns.learn(self.best)
        rounds = None if self.watch.steps is None else ROUNDS + self.watch.steps // ROUNDS
        is_through = columns.improve(Stretch(self.watch, PRICING), found, rounds)
        # Halves of sessions are no patterns that the exact method could choose among.
        if is_through and not columns.links:
            self.columns = columns
        self.prices = columns.proof()

    def close(self, crew: "Crew") -> None:
        """Let the exact method choose among what pays, as long as that or a search finds a better agenda."""
        self.join(crew)
        while self.columns and self.cost < self.closed and not (self.watch.is_proven or self.watch.is_over()):
            self.closed, stretch = self.cost, Stretch(self.watch, CLOSING)
            near, is_all = self.columns.close(self.closed, stretch)
            if self.watch.steps is not None and not (is_all and len(near) <= FEW_LEFT):
                # Where steps are counted, nothing may depend on when the solver is interrupted.
                return
            partition = Partition(self.arrays, self.columns.pieces(near))
            partition.bound(self.best, stretch)
            proof = partition.prove(self.closed, stretch, workers=1)
            self.take(proof if is_all else replace(proof, bound=None, is_impossible=False))
            self.join(crew)

    def sprint(self, share: float = 1.0) -> None:
        """Search in machine code for a share of what is left of the time, or of the steps."""
        from hackathon.domain.scheduling.engine.search import rapid, spanning  # noqa: PLC0415 -- slow import

        watch, steps = self.watch, self.steps()
        steps = steps if steps is None else round(share * steps)
        if self.watch.is_proven:
            return
        searcher = spanning.searcher(self.arrays, self.best, self.seed)
        hot, cold = rapid.hot(self.arrays), rapid.cold(self.arrays)
        cooling = Cooling(watch, hot=hot, cold=cold, steps=steps, share=share)
        taken, most = 0, searcher.stride // MOVES
        while (steps is None or taken < steps) and (heat := cooling(taken)) is not None:
            stride = most if steps is None else min(most, steps - taken)
            searcher.run(stride * MOVES, heat)
            taken += stride
            watch.step += stride
            if searcher.cost < self.cost:
                self.offer(searcher.best(), searcher.cost)
