"""Unsubscribing from an event's announcements, with the link in each of them."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.announcements import queries as announcements
from hackathon.announcements import services as announcing
from hackathon.core.extensions import csrf
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time

bp = Blueprint("announcements", __name__, url_prefix="/<event>/announcements")


@bp.get("/<secret>")
@open_to(Access.ANYONE)
def show(event: str, secret: str) -> ResponseReturnValue:
    """Offer to unsubscribe or resubscribe; opening the page changes nothing, so mail scanners do no harm."""
    place = here(event)
    person = announcing.whose(event=place.event, secret=secret)
    has_left = announcements.wants_none(place.event, person)
    page = render_template("announcements/leave.html", person=person, secret=secret, has_left=has_left)
    return page, KEPT_NOWHERE


@bp.post("/<secret>")
@csrf.exempt  # type: ignore[untyped-decorator]  # an email program posts here by itself (RFC 8058), without a token
@open_to(Access.ANYONE)
def leave(event: str, secret: str) -> ResponseReturnValue:
    """Unsubscribe the person."""
    place = here(event)
    person = announcing.whose(event=place.event, secret=secret)
    announcing.unsubscribe(event=place.event, person=person, now=current_time())
    return redirect(url_for(".show", event=event, secret=secret), code=303)


@bp.post("/<secret>/return")
@open_to(Access.ANYONE)
def come_back(event: str, secret: str) -> ResponseReturnValue:
    """Subscribe the person again."""
    place = here(event)
    person = announcing.whose(event=place.event, secret=secret)
    announcing.subscribe(event=place.event, person=person)
    return redirect(url_for(".show", event=event, secret=secret), code=303)
