"""Who comes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.domain.attendance import Status
from hackathon.queries import guests
from hackathon.views.access import Access, here, open_to

bp = Blueprint("people", __name__)


@bp.get("/<event>/people/")
@open_to(Access.ANYONE)
def index(event: str) -> ResponseReturnValue:
    """List who has confirmed, and who is invited and has yet to."""
    place = here(event)
    found, counts = guests.of(place.event), guests.counted(place.event)
    return render_template(
        "people/index.html",
        confirmed=[guest for guest in found if guest.status is Status.CONFIRMED],
        invited=[guest for guest in found if guest.status is not Status.CONFIRMED],
        counts={
            "confirmed": counts[Status.CONFIRMED],
            "invited": counts[Status.INVITED] + counts[Status.MAYBE],
        },
    )
