"""Counting a part of the planner's proposal, before it is accepted."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.clock import current_time
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.page.organizer_views.schedule import bp
from hackathon.schedule.proposals import queries as proposals


@bp.post("/proposal/count")
@open_to(Access.ORGANIZER)
def count(event: str) -> ResponseReturnValue:
    """Lead to the panel, where the figures leave out the groups that are not ticked."""
    found = here(event).event
    proposal = proposals.load_proposal(found, drafts.outline(found), current_time())
    ticked = request.form.getlist("group")
    without = [group.key for group in proposal.groups if group.key not in ticked] if proposal else []
    address = url_for("organize_schedule.show", event=event, panel="proposal", without=without)
    return redirect(address, code=303)
