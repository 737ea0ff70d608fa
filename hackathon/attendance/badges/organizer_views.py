"""Requesting badges, which are rendered in the background, and downloading the PDF."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.attendance.badges import queries as reading
from hackathon.attendance.badges import services as badges
from hackathon.core.files import fonts
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit

bp = Blueprint("organize_badges", __name__, url_prefix="/<event>/organize/people")

LOOK_AGAIN = {"Refresh": "3"}


@bp.get("/badges")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the state of the badges and a link to the PDF."""
    return _page(here(event), BaseForm())


@bp.post("/badges")
@open_to(Access.ORGANIZER)
def ask(event: str) -> ResponseReturnValue:
    """Request badges."""
    place, form = here(event), BaseForm()
    if submit(form, lambda: badges.request_badges(event=place.event, by=me(), now=current_time())) is None:
        return _page(place, form, status=form.answer_status)

    return redirect(url_for(".show", event=event), code=303)


@bp.get("/badges.pdf")
@open_to(Access.ORGANIZER)
def paper(event: str) -> ResponseReturnValue:
    """Send the PDF."""
    content = reading.content(here(event).event)
    if content is None:
        abort(404)
    headers = {"Content-Disposition": f'inline; filename="{event}-badges.pdf"', **KEPT_NOWHERE}
    return Response(content, mimetype="application/pdf", headers=headers)


def _page(place: Here, form: BaseForm, status: int = 200) -> ResponseReturnValue:
    made = reading.badges_of(place.event)
    is_being_made = made is not None and made.made_at is None
    page = render_template(
        "attendance/badges/badges.html",
        form=form,
        made=made,
        blank=fonts.named(made.notes if made else ""),
        number=len(reading.wearers(place.event)),
    )
    return page, status, {**KEPT_NOWHERE, **(LOOK_AGAIN if is_being_made else {})}
