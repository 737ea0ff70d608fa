"""The home page of an event."""

from datetime import datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.agenda.now.queries import whereabouts
from hackathon.core.domain.phases import WORDS, Phase
from hackathon.core.web.access import Access, Here, here, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.clock import current_time
from hackathon.events.milestones.domain import in_order, next_of
from hackathon.events.queries import timeline
from hackathon.overview.next_step import Situation
from hackathon.overview.queries import first_page
from hackathon.overview.queries.first_page import HomePageCounts

bp = Blueprint("events", __name__)


@bp.get("/<event>/")
@open_to(Access.ANYONE)
@cached_until_changed
def home(event: str) -> ResponseReturnValue:
    """Show the event's description, dates and place, and links to topics, agenda and people."""
    place, now = here(event), current_time()
    today = now.astimezone(place.event.timezone).date()
    dates = in_order(timeline.timeline_of(place.event))
    agenda = agendas.latest(place.event) if place.event.is_on_its_days(now) else None
    numbers = first_page.numbers(place.event, place.person)
    return render_template(
        "overview/home.html",
        situation=_situation(place, numbers, now),
        today=today,
        whereabouts=whereabouts(place, agenda, now),
        event=place.event,
        numbers=numbers,
        dates=[(each, each.is_over(today, now)) for each in dates],
        next_date=next_of(dates, today, now),
        says=place.attendance.in_words(now) if place.attendance else "",
        is_over=place.event.is_over(now),
        phase_words=WORDS[place.event.phase(now)],
    )


def _situation(place: Here, numbers: HomePageCounts, now: datetime) -> Situation:
    event = place.event
    return Situation(
        phase=Phase.ENDED if event.is_archived else event.phase(now),
        is_signed_in=place.person is not None,
        status=place.attendance.status if place.attendance else None,
        has_agenda=numbers.revision is not None,
        has_topics=numbers.topics > 0,
        has_voted=numbers.votes > 0,
        takes_votes=event.takes_votes(now),
        takes_proposals=event.takes_proposals(now),
        takes_registrations=event.takes_registrations(now),
    )
