"""Saying whether one comes, when, and what one needs."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.attendance import Status
from hackathon.domain.details import deleted_on
from hackathon.domain.errors import BadEntry
from hackathon.exports import qr
from hackathon.extensions import settings
from hackathon.forms.confirmation import ANSWERS, ConfirmationForm
from hackathon.queries import capacity, hours
from hackathon.services import attendances
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("confirmation", __name__)

SAID = {
    Status.CONFIRMED: "You are coming. Organizers see it, and your votes count in full.",
    Status.MAYBE: "You may come. Tell us here as soon as you know.",
    Status.DECLINED: "You are not coming. If that changes, answer here again.",
    Status.WAITLISTED: "You are on the waiting list. You will be told as soon as there is a place.",
}


@bp.get("/<event>/confirmation")
@open_to(Access.SIGNED_IN)
def show(event: str) -> ResponseReturnValue:
    """Ask whether the person comes, when, and what they need."""
    place = here(event)
    return _page(place, _form(place)), KEPT_NOWHERE


@bp.post("/<event>/confirmation")
@open_to(Access.SIGNED_IN)
def answer(event: str) -> ResponseReturnValue:
    """Keep the person's answer."""
    place = here(event)
    form = _form(place)
    said = _kept(place, form) if form.validate_on_submit() else None
    if said is None:
        return _page(place, form), 422, KEPT_NOWHERE

    flash(SAID[said])
    return redirect(url_for(".show", event=event), code=303)


def _kept(place: Here, form: ConfirmationForm) -> Status | None:
    """Keep what the form says and return what the person is then; None with the reason on the form."""
    try:
        attendance = attendances.answer(
            event=place.event,
            person=me(),
            status=form.status.data,
            hours=form.hours(hours.opening(place.event)),
            details=form.details,
            now=datetime.now(UTC),
            seen=form.version.data,
        )
    except BadEntry as refusal:
        form.form_errors.append(str(refusal))
        return None
    return attendance.status


def _form(place: Here) -> ConfirmationForm:
    return ConfirmationForm.about(
        place.attendance, hours=hours.of(place.attendance), opening=hours.opening(place.event)
    )


def _page(place: Here, form: ConfirmationForm) -> str:
    event, day = place.event, deleted_on(place.event.last_day)
    return render_template(
        "mine/confirmation.html",
        form=form,
        mine=place.attendance,
        answers=ANSWERS,
        places=capacity.of(event),
        code=_code(place),
        deleted_on=day,
        asks_for_needs=datetime.now(UTC).astimezone(event.timezone).date() < day,
    )


def _code(place: Here) -> str | None:
    """Return the square that opens the person's entry at the door; it is a name, and no key to anything."""
    if place.attendance is None:
        return None
    path = url_for("desk_check_in.look", event=place.event.slug, person=place.attendance.person_id)
    return qr.drawn(settings().url + path)
