"""Saying whether one comes, when, and what one needs."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.attendance import Status
from hackathon.domain.details import deleted_on
from hackathon.domain.errors import BadEntry
from hackathon.exports import qr
from hackathon.forms.confirmation import ANSWERS, ConfirmationForm
from hackathon.models import Attendance
from hackathon.queries import capacity, hours
from hackathon.services import attendances, badges
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("confirmation", __name__)

NEXT = {
    Status.CONFIRMED: "Organizers see it, and your votes count in full.",
    Status.MAYBE: "Tell us here as soon as you know.",
    Status.DECLINED: "If that changes, answer here again.",
    Status.WAITLISTED: "You will be told as soon as there is a place.",
}


def said(attendance: Attendance, now: datetime) -> str:
    """Return what an answer came to, and what is next."""
    next_words = "It is kept." if attendance.event.is_over(now) else NEXT[attendance.status]
    return f"{attendance.in_words(now)}. {next_words}"


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
    place, now = here(event), datetime.now(UTC)
    form = _form(place)
    kept = _kept(place, form, now) if form.validate_on_submit() else None
    if kept is None:
        return _page(place, form), 422, KEPT_NOWHERE

    flash(said(kept, now))
    return redirect(url_for(".show", event=event), code=303)


def _kept(place: Here, form: ConfirmationForm, now: datetime) -> Attendance | None:
    """Keep what the form says and return the person's part then; None with the reason on the form."""
    try:
        return attendances.answer(
            event=place.event,
            person=me(),
            status=form.status.data,
            hours=form.hours(hours.opening(place.event)),
            details=form.details,
            now=now,
            seen=form.version.data,
        )
    except BadEntry as refusal:
        form.form_errors.append(str(refusal))
        return None


def _form(place: Here) -> ConfirmationForm:
    return ConfirmationForm.about(
        place.attendance, hours=hours.of(place.attendance), opening=hours.opening(place.event)
    )


def _page(place: Here, form: ConfirmationForm) -> str:
    event, day, now = place.event, deleted_on(place.event.last_day), datetime.now(UTC)
    return render_template(
        "mine/confirmation.html",
        form=form,
        mine=place.attendance,
        says=place.attendance.in_words(now) if place.attendance else "Will you come?",
        is_over=event.is_over(now),
        answers=ANSWERS,
        places=capacity.of(event),
        code=_code(place),
        deleted_on=day,
        asks_for_needs=now.astimezone(event.timezone).date() < day,
    )


def _code(place: Here) -> str | None:
    """Return the square that opens the person's entry at the door; it is a name, and no key to anything."""
    if place.attendance is None:
        return None
    return qr.drawn(badges.door_address(place.attendance))
