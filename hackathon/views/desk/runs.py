"""The planning runs: to watch and to stop, two of them side by side, and any taken as the draft."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from hackathon.domain.curve import Curve
from hackathon.domain.scheduling import comparing
from hackathon.models import Run
from hackathon.queries import drafts
from hackathon.services import planning
from hackathon.views.access import Access, here, me, open_to

bp = Blueprint("desk_runs", __name__, url_prefix="/<event>/desk/plan/runs")


@bp.get("/<int(max=2147483647):number>")
@open_to(Access.ORGANIZER)
def show(event: str, number: int) -> ResponseReturnValue:
    """Show one run beside another: the one asked for, or the latest that is not the same."""
    found, runs = here(event).event, drafts.runs(here(event).event)
    one = drafts.find_run(found, number)
    other = _other(one, runs, request.args.get("beside", type=int))
    ours, theirs = drafts.outcome_of(one), drafts.outcome_of(other) if other else None
    return render_template(
        "desk/run.html",
        one=one,
        other=other,
        runs=[each for each in runs if each.id != number],
        ours=ours,
        theirs=theirs,
        is_same_question=ours and theirs and comparing.same_question(ours, theirs),
        differences=comparing.differences(ours, theirs) if ours and theirs else (),
        current=drafts.current(found),
        form=FlaskForm(),
        parse=datetime.fromisoformat,
    )


@bp.post("/<int(max=2147483647):number>/draft")
@open_to(Access.ORGANIZER)
def take(event: str, number: int) -> ResponseReturnValue:
    """Make what the run found the draft."""
    run = drafts.find_run(here(event).event, number)
    planning.take(run=run, by=me(), now=datetime.now(UTC))
    flash("This agenda is the draft now. Nothing is public before you publish.")
    return redirect(url_for("desk_plan.show", event=event), code=303)


@bp.get("/<int(max=2147483647):number>/progress")
@open_to(Access.ORGANIZER)
def progress(event: str, number: int) -> ResponseReturnValue:
    """Show just how far a run has come, for the page that watches it."""
    return render_template("desk/_run.html", **course_of(drafts.find_run(here(event).event, number)))


@bp.post("/<int(max=2147483647):number>/stop")
@open_to(Access.ORGANIZER)
def stop(event: str, number: int) -> ResponseReturnValue:
    """Stop a run and keep the best so far."""
    run = drafts.find_run(here(event).event, number)
    planning.stop(run=run, by=me(), now=datetime.now(UTC))
    if run.supposition:
        return redirect(url_for("desk_what_if.answer", event=event, number=number), code=303)
    return redirect(url_for("desk_plan.show", event=event), code=303)


def course_of(run: Run | None) -> dict[str, object]:
    """Return what the part of a page needs that shows how a run goes."""
    is_lost = run is not None and run.is_lost(datetime.now(UTC))
    return {
        "run": run,
        "is_lost": is_lost,
        "goes_on": run is not None and not run.is_over and not is_lost,
        "curve": Curve.of(run.progress) if run else None,
    }


def _other(one: Run, runs: Sequence[Run], asked: int | None) -> Run | None:
    others = [each for each in runs if each.id != one.id]
    found = next((each for each in others if each.id == asked), next(iter(others), None))
    # Read again whole: the list leaves out what each was asked and answered.
    return drafts.find_run(one.event, found.id) if found else None
