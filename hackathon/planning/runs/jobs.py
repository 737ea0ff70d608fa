"""The background task that runs the planner."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm.exc import ObjectDeletedError

from hackathon.core.background import background_tasks
from hackathon.core.database import claims
from hackathon.core.database.transactions import end_reading
from hackathon.core.errors import Refusal, StaleForm
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message
from hackathon.core.web.clock import current_time
from hackathon.planner.errors import BadProblem, NoLongerThere
from hackathon.planner.evaluation import stability
from hackathon.planner.explanation import conflict
from hackathon.planner.limits import Limits
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution
from hackathon.planner.progress import Progress
from hackathon.planner.solve import solve, with_loss_bound
from hackathon.planning.drafts.models import Run
from hackathon.planning.problem.messages import price_message
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.runs import services as planning
from hackathon.planning.runs.modes import NO_LONGER_THERE

KEEP_EVERY = 0.5
"""Seconds between two stored progress reports."""

LOSS_SECONDS = 5
"""Seconds for computing a bound on loss alone, after the draft is stored."""

CHANGED = message(
    "Topics, rooms or hours were removed during planning. The draft has not changed. Please plan again."
)
BROKE = message(
    "Planning failed because of an internal error; see the server log. The draft has not changed."
)


def _waiting() -> list[int]:
    return planning.waiting(now=current_time())


@background_tasks.job(planning.PLAN, waiting=_waiting)
def plan(run: int) -> None:
    """Perform a planner run, unless it was already started."""
    found = db.session.get(Run, run)
    if found is not None:
        perform(found)


def perform(
    run: Run, *, tell: Callable[[Progress], None] | None = None, clock: Callable[[], datetime] = current_time
) -> None:
    """Solve the run's problem, store its progress, and make the result the draft.

    Does nothing if another worker has claimed the run.
    """
    with claims.claimed(job=planning.PLAN.name, number=run.id, now=clock()) as is_mine:
        case = planning.begin(run=run, now=clock()) if is_mine else None
        if case is not None:
            _perform(run, case, tell, clock)


def _perform(
    run: Run, case: Case, tell: Callable[[Progress], None] | None, clock: Callable[[], datetime]
) -> None:
    try:
        limits = Limits(seconds=run.seconds, steps=run.steps, seed=run.seed, workers=run.workers)
        supposes = bool(run.supposition)
        end_reading()
        solution = _solved(case.problem, limits, _keeping(run, tell))
        solution = conflict.explained(case.problem, solution)
        planning.finish(run=run, case=case, solution=solution, now=clock())
        if solution.is_agenda and not supposes:
            planning.note_loss_bound(run=run, solution=_with_loss_bound(limits, case.problem, solution))
        if case.problem.previous and solution.is_agenda and not supposes:
            planning.note_price(run=run, price=_price(limits, case.problem, solution))
    except (StaleForm, ObjectDeletedError):
        planning.fail(run=run, fault=CHANGED, now=clock())
    except Refusal as refusal:
        planning.fail(run=run, fault=refusal.message, now=clock())
    except NoLongerThere:
        planning.fail(run=run, fault=NO_LONGER_THERE, now=clock())
    except BadProblem as refusal:
        planning.fail(run=run, fault=str(refusal), now=clock())
    finally:
        # A crashed run must not look as if it were still running; a finished one is left alone.
        planning.fail(run=run, fault=BROKE, now=clock())


def _solved(problem: Problem, limits: Limits, on_progress: Callable[[Progress], bool]) -> Solution:
    return solve(
        problem,
        # With a step limit, time must not matter: the same number of steps gives the same agenda.
        seconds=None if limits.steps is not None else limits.seconds,
        steps=limits.steps,
        seed=limits.seed,
        workers=limits.workers,
        on_progress=on_progress,
    )


def _with_loss_bound(limits: Limits, problem: Problem, solution: Solution) -> Solution:
    seconds = min(limits.seconds, LOSS_SECONDS)
    return with_loss_bound(problem, solution, seconds=seconds, steps=limits.steps, workers=limits.workers)


def _price(limits: Limits, problem: Problem, solution: Solution) -> Message:
    """Plan again for as long, ignoring the published agenda, after the draft is stored."""
    free = solve(
        stability.unheeding(problem),
        seconds=limits.seconds,
        steps=limits.steps,
        seed=limits.seed,
        workers=limits.workers,
    )
    found = free.placement if free.is_agenda else solution.placement
    return price_message(stability.price(problem, solution.placement, found))


def _keeping(run: Run, tell: Callable[[Progress], None] | None) -> Callable[[Progress], bool]:
    last, told = -KEEP_EVERY, False

    def keep(progress: Progress) -> bool:
        nonlocal last, told
        if tell:
            tell(progress)
        if progress.seconds - last >= KEEP_EVERY:
            last = progress.seconds
            told = planning.note_progress(run=run, progress=progress, now=current_time())
        return told

    return keep
