"""Requesting a proposal from the planner, and accepting it."""

import secrets
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.errors import Refusal
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import status_of
from hackathon.events.models import Event
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import PlanMode, Run
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import services as planning
from hackathon.schedule.changes.answers import answer_change, page_of, refused, wants_json
from hackathon.schedule.proposals import queries as proposals
from hackathon.schedule.proposals import services
from hackathon.schedule.proposals.domain import MoveGroup, Proposal
from hackathon.schedule.proposals.exports import effect_document, move_document
from hackathon.schedule.proposals.forms import PlanForm

LARGEST_DRAWN = 10_000
"""Random seeds are below this, so that they are easy to write down."""

bp = Blueprint("organize_schedule_proposals", __name__, url_prefix="/<event>/organize/schedule")


@bp.post("/plan")
@open_to(Access.ORGANIZER)
def plan(event: str) -> ResponseReturnValue:
    """Request a proposal from the planner, which works in the background."""
    found, form = here(event).event, PlanForm()
    if not form.validate():
        return refused(found, Refusal(" ".join(problem.words for problem in form.problems)), 422)
    try:
        run = planning.request_run(
            event=found,
            limits=Limits(seconds=form.seconds.data, seed=_seed(form)),
            mode=PlanMode(form.mode.data),
            proposes=True,
            by=me(),
            now=current_time(),
        )
    except Refusal as refusal:
        return refused(found, refusal, status_of(refusal))
    if wants_json():
        return jsonify(run=run.id)
    flash(_("The planner is running. You can go on working."))
    return redirect(page_of(found), code=303)


@bp.get("/proposal")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the planner's proposal, compared with the current draft."""
    found = here(event).event
    proposal = proposals.load_proposal(found, drafts.outline(found), current_time())
    answer = jsonify(proposal=_document(proposal) if proposal else None)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post("/proposal/acceptance")
@open_to(Access.ORGANIZER)
def accept(event: str) -> ResponseReturnValue:
    """Accept a proposal: all moves, or those of the named groups (at least one if `partly`)."""
    found, person, ticked = here(event).event, me(), request.form.getlist("group")
    chosen = ticked if ticked or "partly" in request.form else None
    run = _run(found)
    return answer_change(
        found,
        person,
        BaseForm(),
        lambda now: services.accept(event=found, run=run, groups=chosen, by=person, now=now),
    )


@bp.post("/proposal/version")
@open_to(Access.ORGANIZER)
def keep(event: str) -> ResponseReturnValue:
    """Save a proposal as a version, whether it is accepted or not."""
    found, now = here(event).event, current_time()
    run = _run(found)
    name = _("Proposal with seed %(seed)s", seed=run.seed)
    try:
        version = services.keep(event=found, run=run, name=name, by=me(), now=now)
    except Refusal as refusal:
        return refused(found, refusal, status_of(refusal))
    if wants_json():
        return jsonify(version=version.id, name=version.name)
    flash(_("Version saved as “%(name)s”.", name=version.name))
    return redirect(f"{page_of(found)}?panel=proposal", code=303)


@bp.post("/proposal/dismissal")
@open_to(Access.ORGANIZER)
def dismiss(event: str) -> ResponseReturnValue:
    """Dismiss a proposal."""
    found = here(event).event
    run = _run(found)
    services.dismiss(event=found, run=run, by=me(), now=current_time())
    if wants_json():
        return jsonify(proposal=None)
    flash(_("Proposal dismissed."))
    return redirect(page_of(found), code=303)


def _seed(form: PlanForm) -> int:
    """Return the entered seed; without one, a random seed, so that each alternative differs."""
    if form.seed.data is not None:
        return int(form.seed.data)
    return secrets.randbelow(LARGEST_DRAWN) if form.mode.data == PlanMode.ALTERNATIVE else 0


def _run(event: Event) -> Run:
    """Return the requested run, or the one whose proposal is pending; 404 if there is none."""
    number = request.form.get("run", type=int) or proposals.open_proposal(event)
    return drafts.find_run(event, number or 0)


def _document(proposal: Proposal) -> dict[str, Any]:
    return {
        "run": proposal.run,
        "moves": proposal.moves,
        "percent_attended": proposal.percent_attended,
        "groups": [_group(group) for group in proposal.groups],
        **effect_document(proposal.effect),
    }


def _group(group: MoveGroup) -> dict[str, Any]:
    return {
        "key": group.key,
        "moves": [move_document(move) for move in group.moves],
        **effect_document(group.effect),
    }
