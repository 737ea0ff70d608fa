"""The planner's entry point: a problem in, the best agenda within the limits out."""

import platform
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version

from hackathon.planner import plenary_rooms
from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.model.problem import Multipliers, Problem
from hackathon.planner.model.second_runs import all_required, once
from hackathon.planner.model.solution import Solution, Status
from hackathon.planner.progress import Listener, Watch

# What the recount of an agenda takes for each vote, in seconds; so much of a run is kept for it.
RECOUNT = 4e-6


def solve(
    problem: Problem,
    *,
    seconds: float | None = 10,
    steps: int | None = None,
    seed: int = 0,
    workers: int = 1,
    on_progress: Listener | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Solution:
    """Return the best agenda found within the limits, with its cost and bound.

    `seconds` limits the time, `steps` the steps of the search; with neither, each method runs one round. The
    same problem, seed and steps give the same agenda unless time ran out. `on_progress` may return True to
    end the run; the best agenda so far is then returned. A search starts from the problem's draft, and the
    result is never worse: without any time, it is the draft with only the changes that the problem requires.
    """
    from hackathon.planner.run import Run  # noqa: PLC0415 -- slow import
    from hackathon.planner.second_run_search import SecondRunSearch  # noqa: PLC0415 -- slow import

    watch = Watch(seconds=_without_recount(problem, seconds), steps=steps, listener=on_progress, clock=clock)
    # To write a large problem down takes a while, which belongs to the time of the run.
    digest = problem.digest
    engine = SecondRunSearch if problem.twice else Run
    outcome = engine(problem, seed=seed, workers=workers, watch=watch).outcome()
    placement = plenary_rooms.in_largest_rooms(problem, outcome.placement)
    # The numbers that go out are recounted by code that had no part in the search.
    report = check(problem, placement)
    status = _status(report, watch, is_impossible=outcome.is_impossible)
    found = Solution(
        status=status,
        cost=None,
        bound=None if status == Status.INFEASIBLE else watch.bound,
        loss=None,
        start=placement.start,
        room=placement.room,
        seed=seed,
        steps=watch.step,
        seconds=round(watch.elapsed, 3),
        proof=watch.proof,
        prices=outcome.prices,
        problem=digest,
        versions=_versions(),
        history=tuple(watch.history),
        is_repair=placement == outcome.repair,
    )
    return _counted(found, report) if found.is_agenda else found


def _counted(solution: Solution, report: Report) -> Solution:
    return replace(
        solution,
        cost=report.cost,
        loss=report.loss,
        seats_short=report.seats_short,
        people_affected=report.people_affected,
    )


def _without_recount(problem: Problem, seconds: float | None) -> float | None:
    """Return the seconds that remain for the search, once an agenda has been recounted."""
    votes = sum(len(person.votes) for person in problem.people)
    return None if seconds is None else max(0.0, seconds - RECOUNT * votes)


def _status(report: Report, watch: Watch, *, is_impossible: bool) -> Status:
    if is_impossible:
        return Status.INFEASIBLE
    if report.broken:
        return Status.UNKNOWN
    return Status.OPTIMAL if watch.bound == report.cost else Status.FEASIBLE


def with_loss_bound(
    problem: Problem, solution: Solution, *, seconds: float | None, steps: int | None = None, workers: int = 1
) -> Solution:
    """Return the solution with a lower bound on loss, whatever the cost in seats and changes.

    Nothing is added if nothing was proven, not even infeasibility.
    """
    alone = replace(problem, multipliers=Multipliers(loss=1, seat=0, change=0), previous=())
    found = solve(alone, seconds=seconds, steps=steps, workers=workers)
    if found.bound is None:
        return solution
    return replace(solution, loss_bound=found.bound, loss_proof=found.proof, loss_prices=found.prices)


def require_all(problem: Problem) -> Problem:
    """Return the problem with every topic required, if a first attempt places them all.

    Otherwise the problem comes back as it was. The cost alone would leave out a topic that nobody
    voted for as soon as that spares a seat; an organizer wants that only when there is no room. A
    second run must be there only if it is pinned.
    """
    from hackathon.planner import construction  # noqa: PLC0415 -- slow import
    from hackathon.planner.preprocessed_instance import PreprocessedInstance  # noqa: PLC0415 -- slow import

    strict = all_required(problem)
    arrays = PreprocessedInstance(once(strict))
    # A draft that has them all is an attempt that succeeded.
    for places in (arrays.draft, construction.NO_PLACES):
        placement = construction.construct(arrays, lambda: False, keeping=places)
        placed = zip(strict.topics, placement.start, strict=True)
        if not any(topic.required and start < 0 for topic, start in placed):
            return strict
    return problem


def _versions() -> dict[str, str]:
    ours = {name: version(name) for name in ("hackathon", "highspy", "numba", "numpy")}
    return {**ours, "python": platform.python_version()}
