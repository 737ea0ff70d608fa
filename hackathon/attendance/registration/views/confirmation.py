"""The reader's own attendance: answer, availability and needs."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.attendance.badges import services as badges
from hackathon.attendance.registration.domain import deleted_on
from hackathon.attendance.registration.forms.confirmation import ANSWERS, ConfirmationForm
from hackathon.attendance.registration.queries import hours
from hackathon.attendance.registration.services import attendances
from hackathon.attendance.waitlist import queries as capacity
from hackathon.core.domain.attendance import Status
from hackathon.core.files import qr
from hackathon.core.translation import translated
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.participation.models import Attendance

bp = Blueprint("confirmation", __name__)

NEXT = {
    Status.CONFIRMED: _l("Organizers see it, and your votes count in full."),
    Status.MAYBE: _l("Tell us here as soon as you know."),
    Status.DECLINED: _l("If that changes, you can answer again here."),
    Status.WAITLISTED: _l("We'll let you know as soon as there is a place."),
}


def said(attendance: Attendance, now: datetime) -> str:
    """Return the message after an answer."""
    next_words = _("Saved.") if attendance.event.is_over(now) else NEXT[attendance.status]
    return f"{translated(attendance.in_words(now))}. {next_words}"


@bp.get("/<event>/confirmation")
@open_to(Access.SIGNED_IN)
def show(event: str) -> ResponseReturnValue:
    """Show the form for the reader's answer."""
    place = here(event)
    return _page(place, _form(place)), KEPT_NOWHERE


@bp.post("/<event>/confirmation")
@open_to(Access.SIGNED_IN)
def answer(event: str) -> ResponseReturnValue:
    """Save the reader's answer."""
    place, now = here(event), current_time()
    form = _form(place)
    answered = submit(form, lambda: _answer(place, form, now), now_is=lambda: _form(place))
    if answered is None:
        return _page(place, form), form.answer_status, KEPT_NOWHERE

    flash(said(answered.result, now))
    return redirect(url_for(".show", event=event), code=303)


def _answer(place: Here, form: ConfirmationForm, now: datetime) -> Attendance:
    return attendances.answer(
        event=place.event,
        person=me(),
        status=form.status.data,
        hours=form.hours(hours.opening(place.event)),
        details=form.details,
        now=now,
        seen=form.version.data,
    )


def _form(place: Here) -> ConfirmationForm:
    return ConfirmationForm.about(
        place.attendance,
        hours=hours.availability_of(place.attendance),
        opening=hours.opening(place.event),
        zone=place.event.zone,
    )


def _page(place: Here, form: ConfirmationForm) -> str:
    event, day, now = place.event, deleted_on(place.event.last_day), current_time()
    return render_template(
        "attendance/registration/confirmation.html",
        form=form,
        mine=place.attendance,
        says=translated(place.attendance.in_words(now)) if place.attendance else _("Will you attend?"),
        is_over=event.is_over(now),
        answers=ANSWERS,
        places=capacity.capacity_of(event),
        code=_code(place),
        deleted_on=day,
        asks_for_needs=now.astimezone(event.timezone).date() < day,
    )


def _code(place: Here) -> str | None:
    """Return the QR code for check-in; it identifies the person but gives no access."""
    if place.attendance is None:
        return None
    return qr.drawn(badges.door_address(place.attendance))
