"""Creating an event."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings.forms import NewEventForm
from hackathon.event_settings.services import events
from hackathon.events.domain import zones

bp = Blueprint("organize_creation", __name__)


@bp.get("/events/new")
@open_to(Access.CREATOR)
def show() -> ResponseReturnValue:
    """Show the form for a new event."""
    return _page(NewEventForm())


@bp.post("/events/new")
@open_to(Access.CREATOR)
def create() -> ResponseReturnValue:
    """Create the event and go to its overview."""
    form = NewEventForm()
    if submit(form, lambda: _create(form)) is None:
        return _page(form), form.answer_status

    flash(_("Event created. Next steps:"))
    return redirect(f"/{form.slug.data}/organize/", code=303)


def _create(form: NewEventForm) -> None:
    events.create(
        slug=form.slug.data,
        title=form.title.data,
        zone=form.zone.data,
        first_day=form.first_day.data,
        last_day=form.last_day.data,
        place=form.place.data,
        by=me(),
        now=current_time(),
    )


def _page(form: NewEventForm) -> str:
    return render_template("event_settings/new_event.html", form=form, zones=sorted(zones()))
