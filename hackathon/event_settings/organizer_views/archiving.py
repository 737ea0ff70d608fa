"""Archiving an event and reopening it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, leaves_event_alone, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings.forms import ArchiveForm
from hackathon.event_settings.services import archiving

bp = Blueprint("organize_archiving", __name__, url_prefix="/<event>/organize/settings/archive")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Explain archiving, and offer to archive or reopen the event."""
    return _page(ArchiveForm.about_event(here(event).event))


@bp.post("")
@open_to(Access.ORGANIZER)
def archive(event: str) -> ResponseReturnValue:
    """Archive the event."""
    place = here(event)
    form = ArchiveForm.about_event(place.event)
    archived = submit(
        form,
        lambda: archiving.archive(event=place.event, seen=form.version.data, by=me(), now=current_time()),
        now_is=lambda: place.event.version,
    )
    if archived is None:
        return _page(form), form.answer_status

    flash(_("Event archived."))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/removal")
@open_to(Access.ORGANIZER)
@leaves_event_alone
def reopen(event: str) -> ResponseReturnValue:
    """Make the event editable again."""
    archiving.reopen(event=here(event).event, by=me(), now=current_time())
    flash(_("The event can be changed again."))
    return redirect(url_for(".show", event=event), code=303)


def _page(form: ArchiveForm) -> str:
    return render_template("event_settings/archive_event.html", form=form)
