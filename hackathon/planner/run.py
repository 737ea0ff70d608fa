"""One run of the planner: construction, local search and bounds, combined as `strategy` says."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from hackathon.planner import construction, strategy, tie_breaking
from hackathon.planner.bounds.column_model import Proof, proof_of
from hackathon.planner.bounds.floor import floor
from hackathon.planner.exact_model import exact_model
from hackathon.planner.local_search.cooling import (
    COOL,
    CoolingSchedule,
    final_temperature,
    initial_temperature,
)
from hackathon.planner.local_search.seen_patterns import SeenPatterns
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.solution import Prices
from hackathon.planner.outcome import Outcome
from hackathon.planner.partial_solution import UNPLACED_COST, PartialSolution
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.progress import Stretch, Watch
from hackathon.planner.strategy import Bound, Construction

if TYPE_CHECKING:
    from hackathon.planner.bounds.gap_closing import GapClosing
    from hackathon.planner.local_search.annealing import Kernel
    from hackathon.planner.local_search.portfolio import Portfolio

# The steps of a search that nothing limits, and of one before an exact method: the better the agenda, the
# fewer patterns remain.
ROUND, BRIEF = 4000, 2000
# The solver decides about so few patterns in less time than a search takes.
FEW_LEFT = 3000
# Where steps are counted, so many rounds of pricing are done at least, and one more for so many steps.
ROUNDS = 40
# A step of a run is so many steps of a kernel.
KERNEL_STEPS = 100
# The shares of the remaining time for the first search, for pricing, for each attempt at closing the gap, and
# for the search between two of these.
FIRST, PRICING, CLOSING, AGAIN = 0.25, 0.5, 0.5, 0.3


class Run:
    """The stages of one run, in the order in which they help most.

    Where a bound is of no use, `is_priced` leaves out column generation, and its time to the search.
    """

    def __init__(
        self, problem: Problem, *, seed: int, workers: int, watch: Watch, is_priced: bool = True
    ) -> None:
        self.problem, self.seed, self.workers, self.watch = problem, seed, workers, watch
        self.is_priced = is_priced
        self.preprocessed = PreprocessedInstance(problem)
        self.is_impossible = False
        self.construction_seconds = 0.0
        self.prices: Prices | None = None
        self.gap: GapClosing | None = None
        self.seen: SeenPatterns | None = None
        self.repair: Placement | None = None
        unplaced = (-1,) * self.preprocessed.topics
        self.best = Placement(start=unplaced, room=unplaced)
        self.cost = float("inf")

    def outcome(self) -> Outcome:
        """Do all that the limits allow, and return the best."""
        if self.preprocessed.impossible():
            return Outcome(placement=self.best, is_impossible=True)
        self.construct()
        self.bound_by_floor()
        self.bound_by_enumeration()
        if self.is_impossible:
            return Outcome(placement=self.best, is_impossible=True)
        # To lay out a search takes about as long as the first agenda did, and cannot be interrupted.
        has_time = self.watch.has(self.construction_seconds)
        if has_time and self.can_go_on() and self.has_compiled_search(waits=True):
            self.search_and_bound()
        if self.has_agenda and not self.watch.is_over():
            self.break_ties()
        return Outcome(placement=self.best, prices=self.prices, repair=self.repair)

    @property
    def has_agenda(self) -> bool:
        """Whether every required topic has a place."""
        return self.cost < UNPLACED_COST

    def construct(self) -> None:
        """Construct first agendas."""
        preprocessed, is_over, before = self.preprocessed, self.watch.is_over, self.watch.elapsed
        if strategy.uses(Construction.REPAIR_DRAFT, preprocessed):
            self.offer(construction.keep_places(preprocessed, preprocessed.draft))
            self.offer(construction.construct(preprocessed, is_over, keeping=preprocessed.draft))
            self.repair = self.best if self.has_agenda else None
        if self.repair is None:
            self.offer(construction.construct(preprocessed, is_over))
        if strategy.uses(Construction.KEEP_PUBLISHED, preprocessed):
            self.offer(construction.construct(preprocessed, is_over, keeping=preprocessed.previous))
        self.construction_seconds = self.watch.elapsed - before

    def offer(self, placement: Placement, cost: float | None = None) -> None:
        """Keep an agenda if it costs less than the best so far."""
        if cost is None:
            solution = PartialSolution(self.preprocessed)
            solution.load(placement)
            cost = solution.cost()
        if cost < self.cost:
            self.best, self.cost = placement, cost
            if self.has_agenda:
                self.watch.found(round(cost))

    def break_ties(self) -> None:
        """Keep the best of the agendas that cost as little as the best so far."""
        placement = tie_breaking.break_ties(self.preprocessed, self.best, self.watch.is_over)
        self.offer(placement)
        self.best = placement

    def bound_by_floor(self) -> None:
        """Bound the cost by looking at each person and each topic alone."""
        self.watch.proved(floor(self.preprocessed), "floor")
        if not self.preprocessed.ok.any() and self.has_agenda:
            # Nothing can be placed, so there is no other agenda.
            self.watch.proved(round(self.cost), "floor")

    def bound_by_enumeration(self) -> None:
        """Bound the cost, and find the best agenda, by an exact model of all that fits into a few slots."""
        if self.watch.is_proven or self.watch.is_over():
            return
        partition = exact_model(self.preprocessed, self.watch.is_over)
        if partition is None:
            return
        self.take(partition.bound(self.best, self.watch))
        self.prices = partition.prices()
        if self.is_impossible or self.watch.is_proven:
            return
        # The closer the agenda is to the bound, the fewer patterns are left to decide about.
        if (
            partition.left(self.cost) > FEW_LEFT
            and self.can_go_on()
            and self.has_compiled_search(waits=False)
        ):
            self.anneal(most=BRIEF)
        if not self.watch.is_proven:
            cost = self.cost if self.has_agenda else float("inf")
            self.take(partition.prove(cost, self.watch, self.workers))

    def take(self, proof: Proof) -> None:
        """Store the result of an exact method."""
        self.is_impossible = proof.is_impossible
        if proof.placement is not None:
            self.offer(proof.placement)
        if proof.bound is not None:
            self.watch.proved(proof.bound, proof_of(self.problem))

    def can_go_on(self) -> bool:
        """Whether there is anything left to search, and time or steps for it."""
        is_ended = self.watch.is_proven or self.watch.is_over() or self.steps() == 0
        return bool(self.preprocessed.ok.any()) and not is_ended

    def has_compiled_search(self, *, waits: bool) -> bool:
        """Whether the search is compiled; one that `waits` improves the agenda until it is."""
        from hackathon.planner import waiting  # noqa: PLC0415 -- slow import

        def descend(is_over: Callable[[], bool]) -> None:
            self.offer(tie_breaking.break_ties(self.preprocessed, self.best, is_over, effort=None))

        if not waits:
            return waiting.is_search_compiled(self.kernel())
        return waiting.wait_for_search(self.kernel(), self.watch, descend if self.has_agenda else None)

    def search_and_bound(self) -> None:
        """Search, with more workers on other cores too, and bound the cost by column generation between."""
        from hackathon.planner.local_search.portfolio import Portfolio  # noqa: PLC0415 -- slow import

        watch, kernel = self.watch, self.kernel()
        is_priced = self.is_priced and strategy.uses(Bound.COLUMN_GENERATION, self.preprocessed)
        if is_priced and not (self.preprocessed.is_long or self.preprocessed.is_linked):
            self.seen = SeenPatterns()
        all_time = CoolingSchedule(watch, initial=1, final=1, steps=None)
        seeds = range(self.seed + 1, self.seed + self.workers)
        portfolio = Portfolio(
            kernel,
            self.searched,
            self.best,
            seeds,
            lambda: watch.elapsed / max(all_time.seconds, 1e-9),
            self.seen,
        )
        try:
            if is_priced:
                self.anneal(share=FIRST)
                self.bound_by_column_generation()
            if self.gap:
                self.close_gap(portfolio, most=FEW_LEFT)
                self.anneal(share=AGAIN)
                self.close_gap(portfolio)
            self.anneal()
        finally:
            portfolio.stop()
        self.take_from(portfolio)

    def take_from(self, portfolio: "Portfolio") -> None:
        """Keep the best agenda of the other cores."""
        best = portfolio.best()
        if best is not None:
            self.offer(best[0], best[1] if self.searched is self.preprocessed else None)

    def bound_by_column_generation(self) -> None:
        """Bound the cost by column generation, and keep the columns for `close_gap`."""
        from hackathon.planner import waiting  # noqa: PLC0415 -- slow import
        from hackathon.planner.bounds.column_generation import ColumnGeneration  # noqa: PLC0415 -- slow import
        from hackathon.planner.bounds.gap_closing import GapClosing  # noqa: PLC0415 -- slow import

        def found(bound: int) -> bool:
            self.watch.proved(bound, "prices")
            return self.watch.is_proven

        is_ended = self.watch.is_proven or self.watch.is_over()
        if not self.has_agenda or is_ended or not waiting.has_pricing(self.watch):
            return
        columns = ColumnGeneration(self.preprocessed)
        columns.learn(self.best)
        rounds = None if self.watch.steps is None else ROUNDS + self.watch.steps // ROUNDS
        is_through = columns.improve(Stretch(self.watch, PRICING), found, rounds)
        # A part of a long session is no pattern that the exact method could choose.
        if is_through and not columns.links:
            self.gap = GapClosing(columns)
        self.prices = columns.proof()

    def close_gap(self, portfolio: "Portfolio", most: int | None = None) -> None:
        """Decide about targets, with so many columns at most; then choose among nearest and known ones."""
        self.take_from(portfolio)
        # Where steps are counted, nothing may depend on when the solver is interrupted.
        is_timed, is_decided = self.watch.steps is None, True
        most = most if is_timed else FEW_LEFT
        while self.gap and is_decided and self.can_go_on():
            decision = self.gap.decide_next(self.best, round(self.cost), Stretch(self.watch, CLOSING), most)
            if decision is not None:
                self.take(decision.proof)
            is_decided = decision is not None and decision.is_made
            self.take_from(portfolio)
        before = float("inf")
        while self.gap and is_timed and self.cost < before and self.can_go_on():
            before, stretch = self.cost, Stretch(self.watch, CLOSING)
            self.take(self.gap.choose(self.best, round(before), self.seen, stretch))

    @cached_property
    def searched(self) -> PreprocessedInstance:
        """The instance that is searched: this one, or one with smaller numbers for compiled code."""
        from hackathon.planner.local_search.scaling import scaled_down  # noqa: PLC0415 -- slow import

        return scaled_down(self.preprocessed)

    def kernel(self) -> "Kernel":
        """Return the kernel of the local search that the strategy names."""
        from hackathon.planner.local_search.annealing import MULTI_SLOT, SINGLE_SLOT  # noqa: PLC0415 -- slow import

        is_single = strategy.search_for(self.preprocessed) is strategy.Search.SINGLE_SLOT
        return SINGLE_SLOT if is_single else MULTI_SLOT

    def anneal(self, share: float = 1.0, most: int | None = None) -> None:
        """Search for a share of the remaining time or steps."""
        from hackathon.planner.local_search.annealing import Annealer  # noqa: PLC0415 -- slow import

        watch, steps, kernel = self.watch, self.steps(most), self.kernel()
        if watch.is_proven:
            return
        steps = steps if steps is None else round(share * steps)
        annealer = Annealer(kernel, self.searched, self.best, self.seed)
        lowest = annealer.cost
        temperature_at = CoolingSchedule(
            watch,
            initial=initial_temperature(self.searched),
            final=final_temperature(self.searched),
            steps=steps,
            share=share,
        )
        taken, most_at_once = 0, kernel.stride // KERNEL_STEPS
        while (steps is None or taken < steps) and (temperature := temperature_at(taken)) is not None:
            stride = most_at_once if steps is None else min(most_at_once, steps - taken)
            before = watch.elapsed
            annealer.run(stride * KERNEL_STEPS, temperature)
            most_at_once = temperature_at.stride(most_at_once, watch.elapsed - before)
            taken += stride
            watch.step += stride
            if self.seen and temperature_at.spent > COOL and annealer.is_valid:
                self.seen.note(annealer.current())
            if annealer.cost < lowest:
                lowest = annealer.cost
                self.offer(annealer.best(), lowest if self.searched is self.preprocessed else None)

    def steps(self, most: int | None = None) -> int | None:
        """Return how many steps a search may take; None where the time alone ends it."""
        watch = self.watch
        left = None if watch.steps is None else watch.steps - watch.step
        limits = [limit for limit in (most, left) if limit is not None]
        if not limits and watch.seconds is None:
            limits = [ROUND]
        return min(limits, default=None)
