"""Copying an event."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, leaves_event_alone, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings.forms import CopyForm
from hackathon.event_settings.services import copying

bp = Blueprint("organize_copying", __name__, url_prefix="/<event>/organize/settings/copy")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show what a copy includes, and ask for its new values."""
    return _page(CopyForm.about_event(here(event).event))


@bp.post("")
@open_to(Access.ORGANIZER)
@leaves_event_alone
def copy(event: str) -> ResponseReturnValue:
    """Copy the event and go to the overview of the copy."""
    place = here(event)
    form = CopyForm.about_event(place.event)
    copied = submit(
        form,
        lambda: copying.copy(
            event=place.event,
            slug=form.slug.data,
            title=form.title.data,
            place=form.place.data,
            first_day=form.first_day.data,
            by=me(),
            now=current_time(),
        ),
    )
    if copied is None:
        return _page(form), form.answer_status

    flash(_("Event copied. Next steps:"))
    return redirect(url_for("organize_overview.show", event=form.slug.data), code=303)


def _page(form: CopyForm) -> str:
    return render_template("event_settings/copy_event.html", form=form)
