"""The cost of a placement and who misses what, computed once per case and cached with it."""

from dataclasses import dataclass

from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.evaluation.loss import people_missing, topics_lost
from hackathon.planner.model.problem import Placement
from hackathon.planner.model.second_runs import expected
from hackathon.planning.problem.queries.case_cache import LruCache
from hackathon.planning.problem.queries.problems import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementCounts:
    """The costs and broken rules of a placement, and two counts of people for each position."""

    report: Report
    missing: tuple[int, ...]
    """The number of people who want the topic but can't attend it."""
    expected: tuple[int, ...]
    """The number of people expected at its session."""
    lost: tuple[tuple[int, ...], ...]
    """For each person, the positions of the wanted topics that they can't attend."""


_cached = LruCache[PlacementCounts]()


def count_placement(case: Case, placement: Placement, *, zone: str) -> PlacementCounts:
    """Return the evaluation of a placement; messages about broken rules use that time zone."""
    key = (case.state, placement, zone)
    with _cached.lock:
        found = _cached.get(key) if case.state else None
        if found is None:
            lost = topics_lost(case.problem, placement)
            found = PlacementCounts(
                report=check(case.problem, placement, zone=zone),
                missing=people_missing(case.problem, lost),
                expected=expected(case.problem, placement),
                lost=lost,
            )
            if case.state:
                _cached.keep(key, found)
    return found
