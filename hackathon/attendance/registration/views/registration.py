"""Registering for an event."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.attendance.registration.forms.registration import RegistrationForm
from hackathon.attendance.registration.services import registering
from hackathon.attendance.registration.views.confirmation import said
from hackathon.attendance.waitlist import queries as capacity
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit

bp = Blueprint("registration", __name__)


@bp.get("/<event>/registration")
@open_to(Access.ANYONE)
def show(event: str) -> ResponseReturnValue:
    """Show whether registration is open and how many places are left."""
    place = here(event)
    known = {"affiliation": place.person.affiliation} if place.person else None
    return _page(place, RegistrationForm(data=known))


@bp.post("/<event>/registration")
@open_to(Access.SIGNED_IN)
def register(event: str) -> ResponseReturnValue:
    """Register the signed-in person and ask for details."""
    place, form, now = here(event), RegistrationForm(), current_time()
    registered = submit(
        form,
        lambda: registering.register(
            event=place.event, person=me(), affiliation=form.affiliation.data or None, now=now
        ),
    )
    if registered is None:
        return _page(place, form), form.answer_status

    attendance = registered.result
    flash(
        said(attendance, now)
        if attendance.is_approved
        else _("You have registered. An organizer has to approve it.")
    )
    return redirect(url_for("confirmation.show", event=event), code=303)


def _page(place: Here, form: RegistrationForm) -> str:
    now = current_time()
    return render_template(
        "attendance/registration/show.html",
        form=form,
        is_open=place.event.takes_registrations(now),
        is_over=place.event.is_over(now),
        places=capacity.capacity_of(place.event),
    )
