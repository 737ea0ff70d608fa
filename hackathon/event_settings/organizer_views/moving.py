"""Moving an event to other days."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings import queries as settings
from hackathon.event_settings.forms import MoveForm
from hackathon.event_settings.services import moving
from hackathon.events.models import Event

bp = Blueprint("organize_moving", __name__, url_prefix="/<event>/organize/settings/move")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Ask for the new first day."""
    place = here(event)
    return _page(place.event, MoveForm.about_event(place.event))


@bp.post("")
@open_to(Access.ORGANIZER)
def move(event: str) -> ResponseReturnValue:
    """Show what moves with the first day; move it once that was shown for exactly this day."""
    place = here(event)
    form = MoveForm.about_event(place.event)
    if form.validate() and not form.was_shown:
        return _page(place.event, form)
    moved = submit(form, lambda: _move(form, place.event), now_is=lambda: MoveForm.about_event(place.event))
    if moved is None:
        return _page(place.event, form), form.answer_status

    flash(_("Event moved."))
    return redirect(url_for("organize_settings.show", event=event), code=303)


def _move(form: MoveForm, event: Event) -> None:
    moving.move(
        event=event,
        first_day=form.first_day.data,
        seen=form.version.data,
        by=me(),
        now=current_time(),
    )


def _page(event: Event, form: MoveForm) -> str:
    preview = None
    if not form.errors and form.is_submitted() and form.first_day.data != event.first_day:
        preview = settings.what_moves(event, form.first_day.data)
        form.show_for(form.first_day.data)
    return render_template("event_settings/move_event.html", form=form, preview=preview)
