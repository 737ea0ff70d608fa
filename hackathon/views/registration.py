"""Putting oneself on an event's list, where the event lets people."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.registration import RegistrationForm
from hackathon.queries import capacity
from hackathon.services import registering
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.confirmation import said

bp = Blueprint("registration", __name__)


@bp.get("/<event>/registration")
@open_to(Access.ANYONE)
def show(event: str) -> ResponseReturnValue:
    """Say whether people may register, and how many places are left."""
    place = here(event)
    known = {"affiliation": place.person.affiliation} if place.person else None
    return _page(place, RegistrationForm(data=known))


@bp.post("/<event>/registration")
@open_to(Access.SIGNED_IN)
def register(event: str) -> ResponseReturnValue:
    """Put the person who is signed in on the list, and ask for the rest."""
    place, form, now = here(event), RegistrationForm(), datetime.now(UTC)
    if not form.validate_on_submit():
        return _page(place, form), 422

    attendance = registering.register(
        event=place.event, person=me(), affiliation=form.affiliation.data or None, now=now
    )
    flash(
        said(attendance, now)
        if attendance.is_approved
        else "You have registered. An organizer says yes or no."
    )
    return redirect(url_for("confirmation.show", event=event), code=303)


def _page(place: Here, form: RegistrationForm) -> str:
    now = datetime.now(UTC)
    return render_template(
        "registration/show.html",
        form=form,
        is_open=place.event.takes_registrations(now),
        is_over=place.event.is_over(now),
        places=capacity.of(place.event),
    )
