"""The result of a run."""

from dataclasses import dataclass

from hackathon.planner.model.problem import Placement
from hackathon.planner.model.solution import Prices


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The best agenda of a run, whether it is proven that none exists, and what proves the bound.

    `repair` is the draft with no more changes than the problem needs, where there was one.
    """

    placement: Placement
    is_impossible: bool = False
    prices: Prices | None = None
    repair: Placement | None = None
