"""The cost of departing from the published agenda."""

from dataclasses import dataclass, replace

from hackathon.planner.evaluation.check import check
from hackathon.planner.model.problem import Placement, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The best agenda found ignoring the published one, compared with the one that respects it.

    `loss` is how much less would be lost (never below 0), `people` how many more would be affected.
    """

    loss: int
    people: int


def unheeding(problem: Problem) -> Problem:
    """Return the problem with no cost for changes; held sessions stay held."""
    return replace(problem, previous=())


def price(problem: Problem, kept: Placement, free: Placement) -> Price:
    """Return the cost of keeping to the published agenda, with both agendas evaluated against it."""
    ours, theirs = check(problem, kept), check(problem, free)
    if theirs.loss >= ours.loss:
        return Price(loss=0, people=0)
    return Price(loss=ours.loss - theirs.loss, people=max(0, theirs.people_affected - ours.people_affected))
