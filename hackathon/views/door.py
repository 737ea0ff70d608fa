"""Checking oneself in, with the square at the door."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.services import arrivals
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.answers import SECRET_ADDRESS

bp = Blueprint("door", __name__)


@bp.get("/<event>/door/<secret>")
@open_to(Access.SIGNED_IN)
def show(event: str, secret: str) -> ResponseReturnValue:
    """Ask whether the person is here; opening the page changes nothing."""
    place = here(event)
    arrivals.check_door(event=place.event, secret=secret, now=datetime.now(UTC))
    return render_template("mine/door.html", mine=place.attendance), SECRET_ADDRESS


@bp.post("/<event>/door/<secret>")
@open_to(Access.SIGNED_IN)
def arrive(event: str, secret: str) -> ResponseReturnValue:
    """Check the person in."""
    arrivals.arrive(event=here(event).event, secret=secret, person=me(), now=datetime.now(UTC))
    flash("Welcome. You are checked in.")
    return redirect(url_for("mine.show", event=event), code=303)
