"""The first page of an event."""

from datetime import UTC, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.domain.milestones import in_order, next_of
from hackathon.queries import first_page, timeline
from hackathon.views.access import Access, here, open_to

bp = Blueprint("events", __name__)


@bp.get("/<event>/")
@open_to(Access.ANYONE)
def home(event: str) -> ResponseReturnValue:
    """Say what, where and when, and show the three doors: topics, agenda, people."""
    place, now = here(event), datetime.now(UTC)
    today = now.astimezone(place.event.timezone).date()
    dates = in_order(timeline.of(place.event))
    return render_template(
        "events/home.html",
        event=place.event,
        numbers=first_page.numbers(place.event, place.person),
        dates=[(each, each.is_over(today, now)) for each in dates],
        next_date=next_of(dates, today, now),
        says=place.attendance.in_words(now) if place.attendance else "",
        is_over=place.event.is_over(now),
        takes_votes=place.event.takes_votes(now),
        takes_registrations=place.event.takes_registrations(now),
    )
