"""Linear and mixed-integer models solved with HiGHS; the only module that imports it."""

import math
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from hackathon.planner.preprocessed_instance import Floats
from hackathon.planner.progress import Timer

Indices = NDArray[np.int64]

# What a solver's tolerances can shift an objective by; costs are whole numbers, so nothing is lost.
SLACK = 1e-4

# How many columns are let in at once: fewer make more rounds, more make slower ones.
LET_IN = 1500

# Every column is bounded, so what is "unbounded or infeasible" is infeasible.
IMPOSSIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Minimize `cost` over columns between 0 and `upper`, rows kept between `low` and `high`.

    The matrix is given entry by entry; `whole` says which columns must be whole numbers.
    """

    cost: Floats
    upper: Floats
    whole: NDArray[np.bool_]
    low: Floats
    high: Floats
    row: Indices
    column: Indices
    value: Floats

    def only(self, keep: NDArray[np.bool_]) -> "Model":
        """Return the model with some columns left out."""
        number = np.cumsum(keep) - 1
        entries = keep[self.column]
        return Model(
            cost=self.cost[keep],
            upper=self.upper[keep],
            whole=self.whole[keep],
            low=self.low,
            high=self.high,
            row=self.row[entries],
            column=number[self.column[entries]],
            value=self.value[entries],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """The outcome of the linear relaxation; `bound` holds for every set of row prices.

    `reduced` is what one more of each column adds to that bound, `prices` those of the rows.
    """

    bound: float
    reduced: Floats
    prices: Floats
    is_impossible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerResult:
    """The outcome with whole numbers: the best values found, if any, and the proven bound."""

    values: Floats | None
    bound: float
    is_impossible: bool = False


def relax(model: Model, watch: Timer, active: NDArray[np.bool_]) -> Relaxed | None:
    """Solve the linear relaxation, starting with the active columns; None if time ran out.

    Most columns never matter: only those with negative reduced cost are added, until there are none.
    """
    if not len(model.cost):
        nothing = np.zeros(0)
        is_impossible = bool((model.low > 0).any())
        return Relaxed(
            bound=0.0, reduced=nothing, prices=np.zeros(len(model.low)), is_impossible=is_impossible
        )
    active = active.copy()
    best: Relaxed | None = None
    while not watch.is_over():
        solver = _solver(model.only(active), watch, workers=1, relaxed=True)
        solver.run()
        status = solver.getModelStatus()
        # For a model without columns, the solver only reports that it has none.
        if status in IMPOSSIBLE or not active.any():
            if active.all():
                return Relaxed(bound=math.inf, reduced=np.zeros(0), prices=np.zeros(0), is_impossible=True)
            active[:] = True
            continue
        if status != highspy.HighsModelStatus.kOptimal:
            break
        found = _priced(model, np.array(solver.getSolution().row_dual))
        if best is None or found.bound > best.bound:
            best = found
        helpful = np.flatnonzero((found.reduced < -1e-6) & ~active)
        if not len(helpful):
            break
        active[helpful[np.argsort(found.reduced[helpful], kind="stable")[:LET_IN]]] = True
    return best


def _priced(model: Model, prices: Floats) -> Relaxed:
    """Compute the bound from the prices alone, so that it does not rest on the solver's word."""
    # A price with the wrong sign for its row would promise what the row does not.
    prices = np.where(np.isinf(model.low), np.minimum(prices, 0), prices)
    prices = np.where(np.isinf(model.high), np.maximum(prices, 0), prices)
    # An infinite side has price 0 here, and 0 times infinity is no number.
    low = np.where(np.isinf(model.low), 0, model.low)
    high = np.where(np.isinf(model.high), 0, model.high)
    paid = np.maximum(prices, 0) @ low + np.minimum(prices, 0) @ high
    spent = np.bincount(model.column, weights=prices[model.row] * model.value, minlength=len(model.cost))
    reduced = model.cost - spent
    bound = float(paid + np.minimum(reduced, 0) @ model.upper)
    return Relaxed(bound=bound, reduced=reduced, prices=prices)


def optimize(model: Model, watch: Timer, workers: int, below: float = math.inf) -> IntegerResult:
    """Solve with whole numbers, as far as the time goes.

    Only values that cost less than `below` are looked for; where there are none, the model is impossible.
    """
    solver = _solver(model, watch, workers=workers, relaxed=False)
    # Costs are whole, and a solver's tolerance is far less than a half.
    solver.setOptionValue("objective_bound", below - 0.5)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in IMPOSSIBLE:
        return IntegerResult(values=None, bound=math.inf, is_impossible=True)
    found = math.isfinite(info.objective_function_value) and info.primal_solution_status == 2
    values = np.array(solver.getSolution().col_value) if found else None
    return IntegerResult(values=values, bound=float(info.mip_dual_bound))


def rounded(bound: float) -> int | None:
    """Return the least whole cost that a bound allows, or None if there is no bound."""
    return math.ceil(bound - SLACK - 1e-9 * abs(bound)) if math.isfinite(bound) else None


def _solver(model: Model, watch: Timer, *, workers: int, relaxed: bool) -> Any:  # noqa: ANN401 -- highspy has no types
    # The thread pool is created by the first run, and keeps its size for the life of the process.
    highspy.Highs.resetGlobalScheduler(True)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", workers)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("mip_rel_gap", 0.0)
    # Costs are whole: a gap below one is no gap.
    solver.setOptionValue("mip_abs_gap", 0.99)
    if watch.left is not None:
        # The solver looks at its clock too seldom to be given all that is left.
        solver.setOptionValue("time_limit", 0.8 * watch.left)
    else:
        solver.setOptionValue("mip_max_nodes", 10_000)
    for moment in (solver.cbSimplexInterrupt, solver.cbMipInterrupt):
        moment.subscribe(lambda event: event.interrupt(watch.is_over()))
    solver.passModel(_handed_over(model, relaxed))
    return solver


def _handed_over(model: Model, relaxed: bool) -> Any:  # noqa: ANN401 -- highspy is untyped
    order = np.lexsort((model.row, model.column))
    many = len(model.cost)
    handed = highspy.HighsLp()
    handed.num_col_, handed.num_row_ = many, len(model.low)
    handed.col_cost_, handed.col_lower_, handed.col_upper_ = model.cost, np.zeros(many), model.upper
    handed.row_lower_, handed.row_upper_ = model.low, model.high
    handed.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    handed.a_matrix_.start_ = np.searchsorted(model.column[order], np.arange(many + 1))
    handed.a_matrix_.index_ = model.row[order]
    handed.a_matrix_.value_ = model.value[order]
    if not relaxed:
        kinds = highspy.HighsVarType
        handed.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.whole]
    return handed


class RestrictedMaster:
    """The restricted master problem: a linear model to which columns are added between solves.

    Rows are kept between `low` and `high`; each column counts in its rows by a value of its own.
    """

    def __init__(self, low: Floats, high: Floats) -> None:
        highspy.Highs.resetGlobalScheduler(True)
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        self.solver.setOptionValue("random_seed", 0)
        nothing = np.zeros(0)
        for least, most in zip(low.tolist(), high.tolist(), strict=True):
            self.solver.addRow(least, most, 0, nothing.astype(np.int32), nothing)

    def add(self, cost: float, rows: list[int], values: list[float] | float = 1.0) -> None:
        """Add a column that counts in these rows, each by its value."""
        entries = np.zeros(len(rows)) + values
        self.solver.addCol(cost, 0.0, math.inf, len(rows), np.array(rows, dtype=np.int32), entries)

    def reprice(self, column: int, cost: float) -> None:
        """Give a column another cost."""
        self.solver.changeColCost(column, cost)

    def used(self, many: int) -> Floats:
        """Return how much of each of the first columns the last solution uses."""
        return np.array(self.solver.getSolution().col_value[:many])

    def solve(self, watch: Timer) -> tuple[float, Floats] | None:
        """Return the least cost and the price of each row, or None when the time ran out."""
        if watch.left is not None:
            # The solver counts its time over all that it has solved.
            self.solver.setOptionValue("time_limit", self.solver.getRunTime() + watch.left)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        least = float(self.solver.getInfo().objective_function_value)
        return least, np.array(self.solver.getSolution().row_dual)
