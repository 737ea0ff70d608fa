"""Saying whether one comes, and when."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.attendance import Status
from hackathon.forms.confirmation import ANSWERS, ConfirmationForm
from hackathon.queries import hours
from hackathon.services import attendances
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("confirmation", __name__)

SAID = {
    Status.CONFIRMED: "You are coming. Organizers see it, and your votes count in full.",
    Status.MAYBE: "You may come. Tell us here as soon as you know.",
    Status.DECLINED: "You are not coming. If that changes, answer here again.",
}


@bp.get("/<event>/confirmation")
@open_to(Access.SIGNED_IN)
def show(event: str) -> ResponseReturnValue:
    """Ask whether the person comes, and when."""
    place = here(event)
    return _page(place, _form(place))


@bp.post("/<event>/confirmation")
@open_to(Access.SIGNED_IN)
def answer(event: str) -> ResponseReturnValue:
    """Keep the person's answer."""
    place = here(event)
    form = _form(place)
    if not form.validate_on_submit():
        return _page(place, form), 422

    status = form.status.data
    attendances.answer(
        event=place.event,
        person=me(),
        status=status,
        hours=form.hours(hours.opening(place.event)),
        now=datetime.now(UTC),
        seen=form.version.data,
    )
    flash(SAID[status])
    return redirect(url_for(".show", event=event), code=303)


def _form(place: Here) -> ConfirmationForm:
    mine = place.attendance
    return ConfirmationForm.filled(
        hours=hours.of(mine), opening=hours.opening(place.event), version=mine.version if mine else None
    )


def _page(place: Here, form: ConfirmationForm) -> str:
    return render_template("mine/confirmation.html", form=form, mine=place.attendance, answers=ANSWERS)
