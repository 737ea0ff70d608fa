"""Publishing from the schedule page."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda.models import Revision
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.planning.drafts.forms import PublishForm
from hackathon.planning.drafts.queries import drafts
from hackathon.publication.services import publishing
from hackathon.schedule.page.organizer_views.rendering import schedule_page
from hackathon.schedule.page.organizer_views.schedule import bp


@bp.post("/publication")
@open_to(Access.ORGANIZER)
def publish(event: str) -> ResponseReturnValue:
    """Publish the draft as the next revision."""
    place, form = here(event), PublishForm()
    published = submit(form, lambda: _publish(place.event, form), now_is=lambda: _version(place.event))
    if published is None:
        return schedule_page(place, panel="publish", publish_form=form), form.answer_status

    number = published.result.number
    flash(_("Revision %(number)s published. Subscribed calendars update within an hour.", number=number))
    return redirect(url_for("organize_schedule.show", event=event), code=303)


def _publish(event: Event, form: PublishForm) -> Revision:
    return publishing.publish(
        event=event,
        note=form.note.data,
        seen=form.version.data,
        tells=form.tells.data,
        by=me(),
        now=current_time(),
    )


def _version(event: Event) -> int:
    draft = drafts.current(event)
    return draft.version if draft else 0
