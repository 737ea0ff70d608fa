"""Creating an event."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.domain.events import zones
from hackathon.forms.desk_event import NewEventForm
from hackathon.services import events
from hackathon.views.access import Access, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_creation", __name__)


@bp.get("/events/new")
@open_to(Access.CREATOR)
def show() -> ResponseReturnValue:
    """Ask for the few things without which there is no event."""
    return _page(NewEventForm())


@bp.post("/events/new")
@open_to(Access.CREATOR)
def create() -> ResponseReturnValue:
    """Create the event and go to its desk."""
    form = NewEventForm()
    if not accepted(form, lambda: _create(form)):
        return _page(form), 422

    flash("The event is there. Here is what it needs next.")
    return redirect(f"/{form.slug.data}/desk/", code=303)


def _create(form: NewEventForm) -> None:
    events.create(
        slug=form.slug.data,
        title=form.title.data,
        zone=form.zone.data,
        first_day=form.first_day.data,
        last_day=form.last_day.data,
        place=form.place.data,
        by=me(),
        now=datetime.now(UTC),
    )


def _page(form: NewEventForm) -> str:
    return render_template("desk/new_event.html", form=form, zones=sorted(zones()))
