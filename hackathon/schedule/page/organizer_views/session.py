"""A session's own page, which works without scripts: its places, best first, with a button each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event
from hackathon.schedule.page.domain import Card, SchedulePage, TrayTopic
from hackathon.schedule.page.missing_people import MissingPerson, missing_people
from hackathon.schedule.page.organizer_views.rendering import place_name
from hackathon.schedule.page.organizer_views.schedule import bp
from hackathon.schedule.page.queries.page import load_page
from hackathon.schedule.prices.domain import PlacePrice, Places

HERE, FORBIDDEN = "here", "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOption:
    """A possible place for a session, the action that moves it there, and the session it swaps with."""

    place: PlacePrice
    where: str
    action: str
    swaps_with: str

    @property
    def is_forbidden(self) -> bool:
        """Whether a rule forbids it."""
        return self.place.kind == FORBIDDEN


@bp.get("/sessions/<int(max=2147483647):topic>")
@open_to(Access.ORGANIZER)
def session(event: str, topic: int) -> ResponseReturnValue:
    """Show the actions for one session, and what each place costs people."""
    place, now = here(event), current_time()
    run = request.args.get("run", 1, type=int)
    page = load_page(place.event, place.person, now)
    cards = {(card.topic, card.run): card for card in page.cards}
    card = cards.get((topic, run))
    waiting = next((shown for shown in page.tray if (shown.topic, shown.run) == (topic, run)), None)
    shown = card or waiting or abort(404)
    places, missing = _places(place.event, topic, run, now, is_placed=card is not None)
    return render_template(
        "schedule/session.html",
        topic=topic,
        run=run,
        card=card,
        session_title=shown.title,
        session_about=_about(page, shown),
        missing=missing,
        places=places,
        ordered=list(_ordered(page, places, cards)),
    )


def _places(
    event: Event, topic: int, run: int, now: datetime, *, is_placed: bool
) -> tuple[Places, tuple[MissingPerson, ...]]:
    """Return the possible places of a session, and who can't attend it in its current one."""
    from hackathon.schedule.prices import queries as prices  # noqa: PLC0415 -- slow import

    found = prices.load_session(event, topic, run, now)
    missing = missing_people(found.case.problem, found.placement, found.position) if is_placed else ()
    return prices.price_places(found), missing


def _about(page: SchedulePage, shown: Card | TrayTopic) -> str:
    where = [place_name(page, (shown.slot, shown.room))] if isinstance(shown, Card) else []
    area = [shown.area.name] if shown.area else []
    return " · ".join([*where, *area, ", ".join(shown.contacts)])


def _ordered(page: SchedulePage, places: Places, cards: dict[tuple[int, int], Card]) -> Iterator[PlaceOption]:
    """Yield the places, best first, with forbidden ones last."""
    others = [place for place in places.places if place.kind != HERE]
    for place in sorted(others, key=_rank):
        other = cards.get(place.taken_by) if place.taken_by else None
        moving = "move" if places.here else "place"
        yield PlaceOption(
            place=place,
            where=place_name(page, (place.slot, place.room)),
            action="swap" if other else moving,
            swaps_with=other.title if other else "",
        )


def _rank(place: PlacePrice) -> tuple[bool, bool, int, int]:
    people = place.price.people if place.price else 0
    return place.kind == FORBIDDEN, not place.is_overridable, people, place.seats_short
