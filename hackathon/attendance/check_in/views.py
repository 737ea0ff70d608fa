"""Self check-in."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.attendance.check_in import services as arrivals
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.caching.prepared_responses import SECRET_ADDRESS
from hackathon.core.web.clock import current_time

bp = Blueprint("door", __name__)


@bp.get("/<event>/door/<secret>")
@open_to(Access.SIGNED_IN)
def show(event: str, secret: str) -> ResponseReturnValue:
    """Show the self check-in page; opening it changes nothing."""
    place = here(event)
    arrivals.check_door(event=place.event, secret=secret, now=current_time())
    return render_template("attendance/check_in/own_check_in.html", mine=place.attendance), SECRET_ADDRESS


@bp.post("/<event>/door/<secret>")
@open_to(Access.SIGNED_IN)
def arrive(event: str, secret: str) -> ResponseReturnValue:
    """Check the signed-in person in."""
    arrivals.arrive(event=here(event).event, secret=secret, person=me(), now=current_time())
    flash(_("Welcome! You are checked in."))
    return redirect(url_for("mine.show", event=event), code=303)
