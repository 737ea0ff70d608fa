"""Planning a draft."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm.exc import ObjectDeletedError

from hackathon.background import later
from hackathon.domain.errors import Refusal
from hackathon.domain.scheduling import conflict, stability
from hackathon.domain.scheduling.problem import Problem
from hackathon.domain.scheduling.solution import Solution
from hackathon.domain.scheduling.solve import solve, with_loss_bound
from hackathon.domain.scheduling.suppose import answered, steady
from hackathon.domain.scheduling.watch import Progress
from hackathon.extensions import db
from hackathon.models import Run
from hackathon.queries import drafts
from hackathon.queries.problems import Case
from hackathon.services import planning

KEEP_EVERY = 0.5
"""Seconds between two looks at a run that are worth a commit."""

LOSS_SECONDS = 5
"""How long a bound on loss alone is looked for; the draft is there already."""

CHANGED = "Topics, rooms or hours were removed while it planned. The draft is as it was; plan again."
BROKE = "The planner broke; the server's log says why. The draft is as it was."


@later.job
def plan(run: int) -> None:
    """Solve what a run asks for; does nothing if the run was begun before."""
    found = db.session.get(Run, run)
    if found is not None:
        perform(found)


def _clock() -> datetime:
    return datetime.now(UTC)


def perform(
    run: Run, *, tell: Callable[[Progress], None] | None = None, clock: Callable[[], datetime] = _clock
) -> None:
    """Solve what the run asks for, keeping its progress, and make the result the draft."""
    case = planning.begin(run=run, now=clock())
    if case is None:
        return
    try:
        asked = _asked(run, case)
        solution = solve(
            asked,
            # Where steps are counted, the time decides nothing: the same steps, the same agenda.
            seconds=None if run.steps is not None else run.seconds,
            steps=run.steps,
            seed=run.seed,
            workers=run.workers,
            on_progress=_keeping(run, tell),
        )
        solution = answered(case.problem, asked, solution)
        solution = conflict.explained(case.problem, solution, zone=run.event.zone)
        planning.finish(run=run, case=case, solution=solution, now=clock())
        if solution.is_agenda and not run.supposition:
            planning.note_loss_bound(run=run, solution=_with_loss_bound(run, case.problem, solution))
        if case.problem.previous and solution.is_agenda and not run.supposition:
            planning.note_price(run=run, words=_price(run, case.problem, solution))
    except Refusal as refusal:
        planning.fail(run=run, fault=str(refusal), now=clock())
    except ObjectDeletedError:
        planning.fail(run=run, fault=CHANGED, now=clock())
    finally:
        # A run that broke must not look as if it still went on; one that ended well stays as it is.
        planning.fail(run=run, fault=BROKE, now=clock())


def _with_loss_bound(run: Run, problem: Problem, solution: Solution) -> Solution:
    seconds = min(run.seconds, LOSS_SECONDS)
    return with_loss_bound(problem, solution, seconds=seconds, steps=run.steps, workers=run.workers)


def _price(run: Run, problem: Problem, solution: Solution) -> str:
    """Look as long again for an agenda that need not heed the published one; the draft is there already."""
    free = solve(
        stability.unheeding(problem), seconds=run.seconds, steps=run.steps, seed=run.seed, workers=run.workers
    )
    found = free.placement if free.is_agenda else solution.placement
    return stability.in_words(stability.price(problem, solution.placement, found))


def _asked(run: Run, case: Case) -> Problem:
    """Return what is solved: where something is only supposed, as few people as possible are to move."""
    draft = drafts.current(run.event) if run.supposition else None
    return steady(case.problem, case.placement(draft.sessions)) if draft else case.problem


def _keeping(run: Run, tell: Callable[[Progress], None] | None) -> Callable[[Progress], bool]:
    last, told = -KEEP_EVERY, False

    def keep(progress: Progress) -> bool:
        nonlocal last, told
        if tell:
            tell(progress)
        if progress.seconds - last >= KEEP_EVERY:
            last = progress.seconds
            told = planning.note_progress(run=run, progress=progress, now=datetime.now(UTC))
        return told

    return keep
