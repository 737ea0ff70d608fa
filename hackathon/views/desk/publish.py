"""Publishing: what would change, for whom, and one button."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.planning import PublishForm
from hackathon.queries import agendas, drafts
from hackathon.services import publishing
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("desk_publish", __name__, url_prefix="/<event>/desk")


@bp.get("/publish")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show what publishing the draft would change."""
    return _page(here(event), PublishForm())


@bp.post("/publication")
@open_to(Access.ORGANIZER)
def publish(event: str) -> ResponseReturnValue:
    """Publish the draft as the next revision."""
    place, form = here(event), PublishForm()
    if not form.validate_on_submit():
        return _page(place, form), 422

    revision = publishing.publish(
        event=place.event,
        note=form.note.data,
        seen=form.version.data,
        tells=form.tells.data,
        by=me(),
        now=datetime.now(UTC),
    )
    flash(f"Revision {revision.number} is published. Subscribed calendars will follow within the hour.")
    return redirect(url_for(".show", event=event), code=303)


def _page(place: Here, form: PublishForm) -> str:
    draft = drafts.current(place.event)
    preview = publishing.preview(event=place.event, note="", now=datetime.now(UTC)) if draft else None
    if preview and form.version.data is None:
        form.version.data = preview.version
    return render_template(
        "desk/publish.html", form=form, published=agendas.latest(place.event), preview=preview
    )
