"""The cost of an agenda, split into the unavoidable part, the chosen part and the undecided part."""

from dataclasses import dataclass

from hackathon.planner.evaluation.check import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class CostParts:
    """The parts of a cost; `floor` and `proven` are loss that no agenda avoids.

    `floor` comes of people who want more than there are slots for, `proven` is what is proven beyond it.
    `chosen` is the loss of this agenda beyond both. Agendas that cost from `bound` up to less than `cost` are
    not ruled out; without a bound, nothing is known of them.
    """

    floor: int
    proven: int
    chosen: int
    cost: int
    bound: int | None

    @property
    def unavoidable(self) -> int:
        """The loss that no agenda can avoid."""
        return self.floor + self.proven

    @property
    def undecided(self) -> int | None:
        """How much less another agenda may cost; None if nothing is known."""
        return None if self.bound is None else self.cost - self.bound


def cost_parts(report: Report, *, floor: int, bound: int | None, loss_bound: int | None) -> CostParts:
    """Split a cost; `bound` on the cost and `loss_bound` on the loss are missing where nothing is proven."""
    least = max(floor, loss_bound or 0)
    return CostParts(
        floor=floor, proven=least - floor, chosen=report.loss - least, cost=report.cost, bound=bound
    )
