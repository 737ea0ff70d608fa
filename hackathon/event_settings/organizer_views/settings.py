"""All settings of an event on one page."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.event_settings.forms import SettingsForm
from hackathon.event_settings.services import events
from hackathon.events.domain import zones

bp = Blueprint("organize_settings", __name__, url_prefix="/<event>/organize")


@bp.get("/settings")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the settings."""
    return _page(SettingsForm.about_event(here(event).event))


@bp.post("/settings")
@open_to(Access.ORGANIZER)
def change(event: str) -> ResponseReturnValue:
    """Change the settings."""
    place = here(event)
    form = SettingsForm.about_event(place.event)
    saved = submit(
        form,
        lambda: events.change(
            event=place.event, fields=form.fields, seen=form.version.data, by=me(), now=current_time()
        ),
        now_is=lambda: SettingsForm.about_event(place.event),
    )
    if saved is None:
        return _page(form), form.answer_status

    flash(_("Settings saved."))
    return redirect(url_for(".show", event=event), code=303)


def _page(form: SettingsForm) -> str:
    return render_template("event_settings/settings.html", form=form, zones=sorted(zones()))
