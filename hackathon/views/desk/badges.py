"""Badges: asked for here, made in the background, taken as a PDF."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from hackathon.queries import badges as reading
from hackathon.services import badges
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_badges", __name__, url_prefix="/<event>/desk/people")

LOOK_AGAIN = {"Refresh": "3"}


@bp.get("/badges")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Say whose badges are made, and offer those that are."""
    return _page(here(event), FlaskForm())


@bp.post("/badges")
@open_to(Access.ORGANIZER)
def ask(event: str) -> ResponseReturnValue:
    """Have the badges made."""
    place, form = here(event), FlaskForm()
    if not accepted(form, lambda: badges.ask(event=place.event, by=me(), now=datetime.now(UTC))):
        return _page(place, form, status=422)

    return redirect(url_for(".show", event=event), code=303)


@bp.get("/badges.pdf")
@open_to(Access.ORGANIZER)
def paper(event: str) -> ResponseReturnValue:
    """Hand out the badges."""
    content = reading.content(here(event).event)
    if content is None:
        abort(404)
    headers = {"Content-Disposition": f'inline; filename="{event}-badges.pdf"', **KEPT_NOWHERE}
    return Response(content, mimetype="application/pdf", headers=headers)


def _page(place: Here, form: FlaskForm, status: int = 200) -> ResponseReturnValue:
    made = reading.of(place.event)
    is_being_made = made is not None and made.made_at is None
    page = render_template("desk/badges.html", form=form, made=made, number=len(reading.wearers(place.event)))
    return page, status, {**KEPT_NOWHERE, **(LOOK_AGAIN if is_being_made else {})}
