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
from hackathon.publication.timed import services as timed
from hackathon.schedule.page.organizer_views.rendering import schedule_page
from hackathon.schedule.page.organizer_views.schedule import bp


@bp.post("/publication")
@open_to(Access.ORGANIZER)
def publish(event: str) -> ResponseReturnValue:
    """Publish the draft as the next revision."""
    place = here(event)
    form = PublishForm.of_event(place.event)
    published = submit(form, lambda: _publish(place.event, form), now_is=lambda: _version(place.event))
    if published is None:
        return schedule_page(place, panel="publish", publish_form=form), form.answer_status

    number = published.result.number
    flash(_("Revision %(number)s published. Subscribed calendars update within an hour.", number=number))
    return redirect(url_for("organize_schedule.show", event=event), code=303)


@bp.post("/publication/letter")
@open_to(Access.ORGANIZER)
def letter(event: str) -> ResponseReturnValue:
    """Show another reader's email with the note as typed; nothing is changed."""
    return schedule_page(here(event), panel="publish")


@bp.get("/publication/letter")
@open_to(Access.ORGANIZER)
def back(event: str) -> ResponseReturnValue:
    """Redirect from this address to the panel."""
    here(event)
    return redirect(url_for("organize_schedule.show", event=event, panel="publish"))


@bp.post("/publication/time")
@open_to(Access.ORGANIZER)
def set_time(event: str) -> ResponseReturnValue:
    """Schedule the publication of the draft."""
    place = here(event)
    form = PublishForm.of_event(place.event)
    if submit(form, lambda: _set_time(place.event, form)) is None:
        return schedule_page(place, panel="publish", publish_form=form), form.answer_status

    flash(_("The schedule will be published then, with all changes made until then."))
    return redirect(url_for("organize_schedule.show", event=event, panel="publish"), code=303)


@bp.post("/publication/time/removal")
@open_to(Access.ORGANIZER)
def cancel(event: str) -> ResponseReturnValue:
    """Cancel the scheduled publication."""
    place, form = here(event), PublishForm()
    submit(form, lambda: timed.cancel(event=place.event, by=me(), now=current_time()))
    return redirect(url_for("organize_schedule.show", event=event, panel="publish"), code=303)


def _set_time(event: Event, form: PublishForm) -> None:
    timed.set_time(
        event=event,
        at=form.moment(event),
        note=form.note.data,
        tells=form.tells.data,
        by=me(),
        now=current_time(),
    )


def _publish(event: Event, form: PublishForm) -> Revision:
    return timed.publish_now(
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
