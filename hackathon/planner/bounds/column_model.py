"""An exact method over columns: the linear relaxation bounds, reduced costs thin out, and a MIP decides."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hackathon.planner.bounds import mip
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.solution import Prices
from hackathon.planner.preprocessed_instance import Floats
from hackathon.planner.progress import Timer

# With more columns than this the solver seldom ends; it then tries a few, and proves nothing.
MOST_WHOLE = 25_000
MOST_TRIED = 6_000
# The sessions of an event so small that a recount can try every agenda.
MOST_AGENDAS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The result of the exact method: a better placement, if any, and a bound on every agenda."""

    placement: Placement | None
    bound: int | None
    is_impossible: bool = False


def proof_of(problem: Problem) -> str:
    """Return the name of the proof of an exact method; for a small event every agenda can be tried."""
    return "agendas" if len(problem.topics) <= MOST_AGENDAS else "patterns"


class ColumnModel(ABC):
    """A model that chooses among columns; subclasses define the columns and the resulting agenda."""

    def __init__(self, model: mip.Model) -> None:
        self.model = model
        self.relaxed: mip.Relaxed | None = None

    @abstractmethod
    def columns_of(self, known: Placement) -> NDArray[np.bool_]:
        """Return the columns of a known agenda, and all that every relaxation needs."""

    @abstractmethod
    def placement(self, values: Floats) -> Placement | None:
        """Return the agenda that the values make; None where the model is a relaxation."""

    @abstractmethod
    def prices(self) -> Prices | None:
        """Return the price of each topic in the relaxation, which proves most of its bound."""

    def bound(self, known: Placement, watch: Timer) -> Proof:
        """Bound every agenda by the linear relaxation, starting from a known one."""
        self.relaxed = mip.relax(self.model, watch, self.columns_of(known))
        if self.relaxed is None:
            return Proof(placement=None, bound=None)
        return Proof(
            placement=None,
            bound=mip.rounded(self.relaxed.bound),
            is_impossible=self.relaxed.is_impossible,
        )

    def left(self, cost: float) -> int:
        """Return how many columns an agenda that costs less than this can hold; `bound` was asked."""
        return 0 if self.relaxed is None else int(self._near(self.relaxed, cost).sum())

    def _near(self, relaxed: mip.Relaxed, cost: float) -> NDArray[np.bool_]:
        # No agenda that costs less can hold a column that alone lifts the bound to the cost.
        room = max(cost - relaxed.bound - 1, 0) + mip.SLACK
        return np.asarray(relaxed.reduced <= room)

    def prove(self, cost: float, watch: Timer, workers: int) -> Proof:
        """Find an agenda that costs less than this, or prove that there is none; `bound` was asked.

        Where no agenda is known, its cost is infinite.
        """
        if self.relaxed is None:
            return Proof(placement=None, bound=None)
        if self.relaxed.is_impossible:
            is_known = np.isfinite(cost)
            return Proof(placement=None, bound=round(cost) if is_known else None, is_impossible=not is_known)
        keep = self._near(self.relaxed, cost)
        is_all = int(keep.sum()) <= MOST_WHOLE
        if not is_all:
            # Too many to decide: the most promising may still hold a better agenda.
            keep = self.relaxed.reduced <= np.partition(self.relaxed.reduced, MOST_TRIED)[MOST_TRIED]
        return self._prove_whole(keep, is_all, cost, watch, workers)

    def _prove_whole(
        self, keep: NDArray[np.bool_], is_all: bool, cost: float, watch: Timer, workers: int
    ) -> Proof:
        whole = mip.optimize(self.model.only(keep), watch, workers, below=cost)
        bound = mip.rounded(whole.bound)
        if np.isfinite(cost):
            # What was left out of the model costs as much as the known agenda, or more.
            bound = round(cost) if whole.is_impossible else bound and min(bound, round(cost))
        placement = None
        if whole.values is not None:
            values = np.zeros(len(keep))
            values[keep] = whole.values
            placement = self.placement(values)
        return Proof(
            placement=placement,
            bound=bound if is_all else None,
            is_impossible=is_all and whole.is_impossible and not np.isfinite(cost),
        )
