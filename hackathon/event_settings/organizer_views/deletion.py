"""Deleting an event."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings import queries as settings
from hackathon.event_settings.forms import DeletionForm
from hackathon.event_settings.services import deleting
from hackathon.events.models import Event

bp = Blueprint("organize_deletion", __name__, url_prefix="/<event>/organize/settings/deletion")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show what would be lost, and ask for the event's title."""
    place = here(event)
    return _page(place.event, DeletionForm.about_event(place.event))


@bp.post("")
@open_to(Access.ORGANIZER)
def delete(event: str) -> ResponseReturnValue:
    """Delete the event with everything that belongs to it."""
    place = here(event)
    form, title = DeletionForm.about_event(place.event), place.event.title
    deleted = submit(
        form,
        lambda: deleting.delete(
            event=place.event,
            typed=form.typed.data,
            seen=form.version.data,
            by=me(),
            now=current_time(),
        ),
        now_is=lambda: place.event.version,
    )
    if deleted is None:
        return _page(place.event, form), form.answer_status

    flash(_("“%(event)s” is deleted.", event=title))
    return redirect(url_for("site.index"), code=303)


def _page(event: Event, form: DeletionForm) -> str:
    return render_template("event_settings/delete_event.html", form=form, losses=settings.what_is_lost(event))
