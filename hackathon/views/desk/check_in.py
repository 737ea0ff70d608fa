"""The door: checking people in by name or by the square on their phone, and the square on the wall."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.exports import qr
from hackathon.extensions import settings
from hackathon.forms.desk_people import STATUS
from hackathon.queries import arrivals as reading
from hackathon.queries import desk
from hackathon.services import arrivals
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("desk_check_in", __name__, url_prefix="/<event>/desk/check-in")


@bp.get("")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """Show who is expected, who came last, and ask for a name."""
    name = request.args.get("q", "")
    door = reading.at_the_door(here(event).event, name)
    return render_template("desk/check_in.html", door=door, q=name, shown=reading.SHOWN, words=STATUS)


@bp.get("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def look(event: str, person: int) -> ResponseReturnValue:
    """Show whose square was read; reading it changes nothing."""
    attendance = desk.find_attendance(here(event).event, person)
    return render_template("desk/check_in_person.html", attendance=attendance, words=STATUS)


@bp.post("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def check_in(event: str, person: int) -> ResponseReturnValue:
    """Check somebody in."""
    attendance = desk.find_attendance(here(event).event, person)
    arrivals.check_in(attendance=attendance, by=me(), now=datetime.now(UTC))
    flash(f"{attendance.person.name} is here.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int(max=2147483647):person>/undoing")
@open_to(Access.HELPER)
def undo(event: str, person: int) -> ResponseReturnValue:
    """Take a check-in back."""
    attendance = desk.find_attendance(here(event).event, person)
    arrivals.undo(attendance=attendance, by=me(), now=datetime.now(UTC))
    flash(f"{attendance.person.name} is not here yet.")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/door")
@open_to(Access.ORGANIZER)
def door(event: str) -> ResponseReturnValue:
    """Show the square for the wall, by which people check themselves in."""
    found = here(event).event
    address = None
    if found.door_secret:
        address = settings().url + url_for("door.show", event=event, secret=found.door_secret)
    page = render_template("desk/door.html", address=address, code=qr.drawn(address) if address else None)
    return page, KEPT_NOWHERE


@bp.post("/door")
@open_to(Access.ORGANIZER)
def renew(event: str) -> ResponseReturnValue:
    """Give the door a new code."""
    arrivals.renew_door(event=here(event).event, by=me(), now=datetime.now(UTC))
    flash("The door has a new code. Hang it up; the one before no longer works.")
    return redirect(url_for(".door", event=event), code=303)
