"""Evaluating part of the planner's proposal before it is accepted."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to
from hackathon.schedule.page.organizer_views.rendering import schedule_page
from hackathon.schedule.page.organizer_views.schedule import bp


@bp.post("/proposal/count")
@open_to(Access.ORGANIZER)
def count(event: str) -> ResponseReturnValue:
    """Show the panel with the figures for the ticked groups; nothing is changed."""
    return schedule_page(here(event), panel="proposal")


@bp.get("/proposal/count")
@open_to(Access.ORGANIZER)
def counted(event: str) -> ResponseReturnValue:
    """Redirect from this address to the whole proposal."""
    here(event)
    return redirect(url_for("organize_schedule.show", event=event, panel="proposal"))
