"""The named dates of an event."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.desk_milestones import MilestonesForm
from hackathon.services import milestones
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_milestones", __name__, url_prefix="/<event>/desk")


@bp.get("/dates")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the dates to be changed."""
    return render_template("desk/dates.html", form=MilestonesForm.about_event(here(event).event))


@bp.post("/dates")
@open_to(Access.ORGANIZER)
def arrange(event: str) -> ResponseReturnValue:
    """Name, move, add and remove dates."""
    place = here(event)
    form = MilestonesForm.about_event(place.event)
    if not accepted(
        form,
        lambda: milestones.arrange(
            event=place.event, lines=form.lines, seen=form.version.data, by=me(), now=datetime.now(UTC)
        ),
    ):
        return render_template("desk/dates.html", form=form), 422

    flash("The dates are saved.")
    return redirect(url_for(".show", event=event), code=303)
