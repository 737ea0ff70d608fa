"""One person's own agenda, and the address of their calendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain import changes
from hackathon.domain.agenda import Agenda
from hackathon.domain.changes import Change
from hackathon.domain.mine import Kept, Part, Wish, part
from hackathon.domain.votes import IN_WORDS
from hackathon.extensions import settings
from hackathon.queries import agendas, hours, other_times, topics, wishes
from hackathon.services import feeds
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("mine", __name__)


@bp.get("/<event>/mine")
@open_to(Access.SIGNED_IN)
def show(event: str) -> ResponseReturnValue:
    """Show what the person gets, what they lose and why; before publication, what they want."""
    place, person, now = here(event), me(), datetime.now(UTC)
    wanted = wishes.of(place.event, person)
    there = hours.of(place.attendance)
    agenda, before = agendas.latest_two(place.event)
    mine = part(agenda, wanted, weights=place.event.weights, hours=there) if agenda else None
    page = render_template(
        "mine/show.html",
        wishes=wanted,
        hours=there,
        agenda=agenda,
        mine=mine,
        news=_news(before, agenda, wanted) if agenda and before else (),
        by_day=_by_day(agenda, mine) if agenda and mine else {},
        words=IN_WORDS,
        url=settings().url,
        now=now,
        secret=feeds.address(event=place.event, person=person, now=now),
    )
    return page, KEPT_NOWHERE


@bp.get("/<event>/mine/why/<address>")
@open_to(Access.SIGNED_IN)
def why(event: str, address: str) -> ResponseReturnValue:
    """Show why the person cannot have a topic at another time."""
    place, now = here(event), datetime.now(UTC)
    topic = topics.find(place.event, address)
    agenda = agendas.latest(place.event) or abort(404)
    found = other_times.of(place.event, me(), topic, agenda, now)
    return render_template("mine/why.html", topic=topic, found=found), KEPT_NOWHERE


@bp.post("/<event>/mine/address")
@open_to(Access.SIGNED_IN)
def renew_address(event: str) -> ResponseReturnValue:
    """Give the person's calendar a new address."""
    feeds.renew(event=here(event).event, person=me(), now=datetime.now(UTC))
    flash("Your calendar has a new address. The old one no longer works: subscribe again with the new one.")
    return redirect(url_for(".show", event=event) + "#calendar", code=303)


def _news(before: Agenda, agenda: Agenda, wanted: Iterable[Wish]) -> list[Change]:
    """Return what the agenda changed for whoever wants or runs these topics."""
    topics = {wish.topic for wish in wanted}
    return [each for each in changes.between(before, agenda) if each.session.topic in topics]


def _by_day(agenda: Agenda, mine: Part) -> dict[date, list[Kept]]:
    days: dict[date, list[Kept]] = {}
    for each in mine.kept:
        days.setdefault(agenda.local(each.session.starts).date(), []).append(each)
    return days
