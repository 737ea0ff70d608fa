"""The prices of all cells, for the script of the schedule page."""

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from hackathon.core.translation import translated
from hackathon.core.web.access import Access, here, open_to, row_number
from hackathon.core.web.clock import current_time
from hackathon.schedule.prices.domain import PeoplePrice, PlacePrice

bp = Blueprint("organize_schedule_prices", __name__, url_prefix="/<event>/organize/schedule")


@bp.get("/places")
@open_to(Access.ORGANIZER)
def places(event: str) -> ResponseReturnValue:
    """Return the effect on people of dropping a session in each cell."""
    from hackathon.schedule.prices import queries as prices  # noqa: PLC0415 -- slow import

    topic = request.args.get("topic", 0, type=row_number)
    run = request.args.get("run", 1, type=row_number)
    found = prices.load_places(here(event).event, topic, run, current_time())
    answer = jsonify(
        version=found.version,
        topic=topic,
        run=run,
        here={"slot": found.here[0], "room": found.here[1]} if found.here else None,
        places=[_place(place) for place in found.places],
        leave_out=_price(found.leave_out),
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _place(place: PlacePrice) -> dict[str, Any]:
    return {
        "slot": place.slot,
        "room": place.room,
        "kind": place.kind,
        "seats_short": place.seats_short,
        "reasons": [translated(reason) for reason in place.reasons],
        "overridable": place.is_overridable,
        "taken_by": {"topic": place.taken_by[0], "run": place.taken_by[1]} if place.taken_by else None,
        **_price(place.price),
    }


def _price(price: PeoplePrice | None) -> dict[str, Any]:
    if price is None:
        return {"people": None, "gains": [], "loses": [], "gaining": 0, "losing": 0}
    return {
        "people": price.people,
        "gains": price.gains,
        "loses": price.loses,
        "gaining": price.gaining,
        "losing": price.losing,
    }
