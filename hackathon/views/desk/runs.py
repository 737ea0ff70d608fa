"""The planning runs that were kept: two of them side by side, and either taken as the draft."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

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
    flash("That agenda is the draft now.")
    return redirect(url_for("desk_plan.show", event=event), code=303)


def _other(one: Run, runs: Sequence[Run], asked: int | None) -> Run | None:
    others = [each for each in runs if each.id != one.id]
    return next((each for each in others if each.id == asked), next(iter(others), None))
