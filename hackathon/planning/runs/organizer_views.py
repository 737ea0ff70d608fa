"""Planner runs: progress, stopping, comparing two of them, and using one as the draft."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.text.messages import message
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event
from hackathon.planner.evaluation import diff
from hackathon.planning.drafts.models import Run, RunState
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.problem import messages
from hackathon.planning.runs import services as planning
from hackathon.planning.runs.domain import Curve

bp = Blueprint("organize_runs", __name__, url_prefix="/<event>/organize/plan/runs")


RUN_STATES = {
    RunState.QUEUED: message("Queued"),
    RunState.RUNNING: message("Running"),
    RunState.DONE: message("Done"),
    RunState.STOPPED: message("Stopped"),
    RunState.FAILED: message("Failed"),
}


FUNCTIONS = {
    "content_of": drafts.content_of,
    "percent_attended": messages.percent_attended,
    "parse": datetime.fromisoformat,
    "run_states": RUN_STATES,
}
"""Functions that the template for comparing runs calls."""


@bp.get("/<int(max=2147483647):number>")
@open_to(Access.ORGANIZER)
def show(event: str, number: int) -> ResponseReturnValue:
    """Compare a run with another one: the one chosen, or the latest other run."""
    found, runs = here(event).event, drafts.runs(here(event).event)
    one = drafts.find_run(found, number)
    other = _other(one, runs, request.args.get("beside", type=int))
    ours, theirs = drafts.outcome_of(one), drafts.outcome_of(other) if other else None
    return render_template(
        "planning/runs/run.html",
        one=one,
        other=other,
        runs=[each for each in runs if each.id != number],
        ours=ours,
        theirs=theirs,
        is_same_question=ours and theirs and diff.same_question(ours, theirs),
        differences=diff.differences(ours, theirs) if ours and theirs else (),
        holds=_holds(found),
        form=BaseForm(),
        **FUNCTIONS,
    )


@bp.post("/<int(max=2147483647):number>/draft")
@open_to(Access.ORGANIZER)
def take(event: str, number: int) -> ResponseReturnValue:
    """Use the run's agenda as the draft."""
    run = drafts.find_run(here(event).event, number)
    planning.take(run=run, by=me(), now=current_time())
    flash(_("This agenda is now the draft. Nothing is public until you publish it."))
    return redirect(url_for("organize_schedule.show", event=event), code=303)


@bp.get("/<int(max=2147483647):number>/progress")
@open_to(Access.ORGANIZER)
def progress(event: str, number: int) -> ResponseReturnValue:
    """Show the progress of a run, for the page that polls it."""
    return render_template("planning/runs/_run.html", **course_of(drafts.find_run(here(event).event, number)))


@bp.post("/<int(max=2147483647):number>/stop")
@open_to(Access.ORGANIZER)
def stop(event: str, number: int) -> ResponseReturnValue:
    """Stop a run and keep its best agenda so far."""
    run = drafts.find_run(here(event).event, number)
    planning.stop(run=run, by=me(), now=current_time())
    if run.supposition:
        return redirect(url_for("organize_what_if.answer", event=event, number=number), code=303)
    return redirect(url_for("organize_schedule.show", event=event, panel="planner"), code=303)


def course_of(run: Run | None) -> dict[str, object]:
    """Return the template context that shows the progress of a run."""
    is_lost = run is not None and run.is_lost(current_time())
    return {
        "run": run,
        "is_lost": is_lost,
        "goes_on": run is not None and not run.is_over and not is_lost,
        "curve": Curve.from_progress(run.progress) if run else None,
    }


def _holds(event: Event) -> str | None:
    """Return the content of the current draft, or None."""
    current = drafts.current(event)
    return current.content if current else None


def _other(one: Run, runs: Sequence[Run], asked: int | None) -> Run | None:
    others = [each for each in runs if each.id != one.id]
    found = next((each for each in others if each.id == asked), next(iter(others), None))
    # Load it again: the list leaves out problems and solutions.
    return drafts.find_run(one.event, found.id) if found else None
