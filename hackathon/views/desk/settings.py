"""All settings of an event on one page."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.events import zones
from hackathon.forms.desk_event import SettingsForm
from hackathon.services import events
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_settings", __name__, url_prefix="/<event>/desk")


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
    if not accepted(
        form,
        lambda: events.change(
            event=place.event, fields=form.fields, seen=form.version.data, by=me(), now=datetime.now(UTC)
        ),
    ):
        return _page(form), 422

    flash("The settings are saved.")
    return redirect(url_for(".show", event=event), code=303)


def _page(form: SettingsForm) -> str:
    return render_template("desk/settings.html", form=form, zones=sorted(zones()))
