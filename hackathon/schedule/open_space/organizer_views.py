"""Arranging the day's pitches."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.schedule.open_space import services

bp = Blueprint("organize_pitches", __name__, url_prefix="/<event>/organize/pitches")


@bp.post("/arrangement")
@open_to(Access.ORGANIZER)
def arrange(event: str) -> ResponseReturnValue:
    """Request a plan for the open slots of the coming day, and redirect to where its result is shown."""
    services.arrange(event=here(event).event, by=me(), now=current_time())
    words = _("Today's sessions are being arranged. Check the result here in a few seconds, then publish it.")
    flash(words, "note")  # not translated
    return redirect(url_for("organize_schedule.show", event=event), code=303)
