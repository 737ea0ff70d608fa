"""The first page of an event."""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.queries import home as first_page
from hackathon.views.access import Access, here, open_to

bp = Blueprint("events", __name__)


@bp.get("/<event>/")
@open_to(Access.ANYONE)
def home(event: str) -> ResponseReturnValue:
    """Say what, where and when, and show the three doors: topics, agenda, people."""
    place, now = here(event), datetime.now(UTC)
    return render_template(
        "events/home.html",
        event=place.event,
        numbers=first_page.numbers(place.event, place.person),
        next_date=first_page.next_date(place.event, now),
        takes_votes=place.event.takes_votes(now),
    )
