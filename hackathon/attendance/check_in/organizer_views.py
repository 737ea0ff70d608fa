"""Checking people in by name or QR code, and managing the self check-in code."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.attendance.check_in import queries as reading
from hackathon.attendance.check_in import services as arrivals
from hackathon.attendance.people.forms import STATUS
from hackathon.attendance.people.queries import people_list
from hackathon.core.extensions import settings
from hackathon.core.files import qr
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.filters import moment
from hackathon.events.participation.models import Attendance

bp = Blueprint("organize_check_in", __name__, url_prefix="/<event>/organize/check-in")


@bp.get("")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """Show who is expected, the latest check-ins and a search by name."""
    name = request.args.get("q", "")
    door = reading.at_the_door(here(event).event, name)
    return render_template(
        "attendance/check_in/check_in.html", door=door, q=name, shown=reading.SHOWN, words=STATUS
    )


@bp.get("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def look(event: str, person: int) -> ResponseReturnValue:
    """Show the person whose QR code was scanned, without changing anything."""
    attendance = people_list.find_attendance(here(event).event, person)
    return render_template("attendance/check_in/check_in_person.html", attendance=attendance, words=STATUS)


@bp.post("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def check_in(event: str, person: int) -> ResponseReturnValue:
    """Check a person in."""
    attendance = people_list.find_attendance(here(event).event, person)
    if arrivals.check_in(attendance=attendance, by=me(), now=current_time()):
        flash(_("%(person)s checked in.", person=attendance.person.name))
    else:
        flash(_used_before(attendance), category="warning")  # not translated
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int(max=2147483647):person>/undoing")
@open_to(Access.HELPER)
def undo(event: str, person: int) -> ResponseReturnValue:
    """Undo a check-in."""
    attendance = people_list.find_attendance(here(event).event, person)
    arrivals.undo(attendance=attendance, by=me(), now=current_time())
    flash(_("Check-in of %(person)s undone.", person=attendance.person.name))
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/door")
@open_to(Access.ORGANIZER)
def door(event: str) -> ResponseReturnValue:
    """Show the self check-in code."""
    found = here(event).event
    address = None
    if found.door_secret:
        address = settings().url + url_for("door.show", event=event, secret=found.door_secret)
    page = render_template(
        "attendance/check_in/door.html", address=address, code=qr.drawn(address) if address else None
    )
    return page, KEPT_NOWHERE


@bp.post("/door")
@open_to(Access.ORGANIZER)
def renew(event: str) -> ResponseReturnValue:
    """Create a new self check-in code."""
    arrivals.renew_door(event=here(event).event, by=me(), now=current_time())
    flash(_("New check-in code created. The old code no longer works."))
    return redirect(url_for(".door", event=event), code=303)


def _used_before(attendance: Attendance) -> str:
    words: str = _(
        "%(person)s has already checked in: %(moment)s. Please check who is wearing this badge.",
        person=attendance.person.name,
        moment=moment(attendance.checked_in_at, attendance.event.zone) if attendance.checked_in_at else "",
    )
    return words
