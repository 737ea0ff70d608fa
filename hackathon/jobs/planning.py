"""Planning a draft."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm.exc import ObjectDeletedError

from hackathon.background import later
from hackathon.domain.errors import Refusal
from hackathon.domain.scheduling import conflict
from hackathon.domain.scheduling.solve import solve
from hackathon.domain.scheduling.watch import Progress
from hackathon.extensions import db
from hackathon.models import Run
from hackathon.services import planning

KEEP_EVERY = 0.5
"""Seconds between two looks at a run that are worth a commit."""

CHANGED = "Topics, rooms or hours were removed while it planned. The draft is as it was; plan again."
BROKE = "The planner broke; the server's log says why. The draft is as it was."


@later.job
def plan(run: int) -> None:
    """Solve what a run asks for; does nothing if the run was begun before."""
    found = db.session.get(Run, run)
    if found is not None:
        perform(found)


def perform(run: Run, *, tell: Callable[[Progress], None] | None = None) -> None:
    """Solve what the run asks for, keeping its progress, and make the result the draft."""
    case = planning.begin(run=run, now=datetime.now(UTC))
    if case is None:
        return
    try:
        solution = solve(
            case.problem,
            seconds=run.seconds,
            steps=run.steps,
            seed=run.seed,
            workers=run.workers,
            on_progress=_keeping(run, tell),
        )
        solution = conflict.explained(case.problem, solution, zone=run.event.zone)
        planning.finish(run=run, case=case, solution=solution, now=datetime.now(UTC))
    except Refusal as refusal:
        planning.fail(run=run, fault=str(refusal), now=datetime.now(UTC))
    except ObjectDeletedError:
        planning.fail(run=run, fault=CHANGED, now=datetime.now(UTC))
    finally:
        # A run that broke must not look as if it still went on; one that ended well stays as it is.
        planning.fail(run=run, fault=BROKE, now=datetime.now(UTC))


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
