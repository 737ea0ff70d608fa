"""Editing an event's milestones."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.milestones import services as milestones
from hackathon.events.milestones.forms import MilestonesForm

bp = Blueprint("organize_milestones", __name__, url_prefix="/<event>/organize")


@bp.get("/dates")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the form with all dates."""
    return render_template("events/milestones/dates.html", form=MilestonesForm.about_event(here(event).event))


@bp.post("/dates")
@open_to(Access.ORGANIZER)
def arrange(event: str) -> ResponseReturnValue:
    """Save the dates: named, moved, added or removed."""
    place = here(event)
    form = MilestonesForm.about_event(place.event)
    saved = submit(
        form,
        lambda: milestones.arrange(
            event=place.event, lines=form.lines, seen=form.version.data, by=me(), now=current_time()
        ),
        now_is=lambda: MilestonesForm.about_event(place.event),
    )
    if saved is None:
        return render_template("events/milestones/dates.html", form=form), form.answer_status

    flash(_("Dates saved."))
    return redirect(url_for(".show", event=event), code=303)
