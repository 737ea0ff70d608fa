"""The public list of people."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.attendance.people.queries import guests
from hackathon.core.domain.attendance import Status
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed

bp = Blueprint("people", __name__)


@bp.get("/<event>/people/")
@open_to(Access.ANYONE)
@cached_until_changed
def index(event: str) -> ResponseReturnValue:
    """List confirmed people, and those invited but not yet confirmed."""
    place = here(event)
    found, counts = guests.guests_of(place.event), guests.counted(place.event)
    return render_template(
        "attendance/people/index.html",
        confirmed=[guest for guest in found if guest.status is Status.CONFIRMED],
        invited=[guest for guest in found if guest.status is not Status.CONFIRMED],
        counts={
            "confirmed": counts[Status.CONFIRMED],
            "invited": counts[Status.INVITED] + counts[Status.MAYBE],
        },
    )
