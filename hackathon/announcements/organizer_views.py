"""Announcements: writing, previewing as a recipient would see them, and sending once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.agenda import queries as agendas
from hackathon.announcements import queries as announcements
from hackathon.announcements import services as announcing
from hackathon.announcements.forms import AnnouncementForm, chosen_people
from hackathon.core.extensions import settings
from hackathon.core.web.access import Access, Here, here, me, open_to, row_number
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.headers import showing
from hackathon.core.web.submitting import submit
from hackathon.outcomes.exports import mail_text
from hackathon.outcomes.queries import event_report
from hackathon.planning.drafts.queries.published_share import published_share

bp = Blueprint("organize_announcements", __name__, url_prefix="/<event>/organize/messages/new")


@bp.get("")
@open_to(Access.ORGANIZER)
def new(event: str) -> ResponseReturnValue:
    """Show the form for a message and its recipients."""
    place = here(event)
    form = _form(place)
    if not form.offers_part(request.args.get("about", "")):
        flash(_("That part of the agenda is no longer published. Please choose who the message is for."))
    # A report is complete as it is: its preview is there at once.
    return _page(place, form, is_shown="report" in request.args)


@bp.post("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the message as one recipient gets it; with `trial`, also send it to the organizer."""
    place = here(event)
    form = _form(place)
    if submit(form, lambda: _try_out(place, form)) is None:
        return _page(place, form, is_shown=False, status=form.answer_status)

    return _page(place, form, is_shown=True)


@bp.post("/sending")
@open_to(Access.ORGANIZER)
def send(event: str) -> ResponseReturnValue:
    """Send the message to all recipients, once."""
    place = here(event)
    form = _form(place)
    sent = submit(
        form,
        lambda: announcing.announce(
            event=place.event, fields=form.fields, form_key=form.form_key.data, by=me(), now=current_time()
        ),
    )
    if sent is None:
        return _page(place, form, is_shown=False, status=form.answer_status)

    if sent.result:
        flash(ngettext("Sending %(num)s email.", "Sending %(num)s emails.", sent.result))
    else:
        flash(_("This announcement was already sent."))
    return redirect(url_for("organize_messages.show", event=event), code=303)


def _try_out(place: Here, form: AnnouncementForm) -> None:
    if "trial" in request.form:
        mail = announcing.try_out(event=place.event, fields=form.fields, by=me(), now=current_time())
        flash(_("Sent to %(to_address)s only.", to_address=mail.to_address))


def _form(place: Here) -> AnnouncementForm:
    people = (
        chosen_people(request.form["people"])
        if "people" in request.form
        else tuple(request.args.getlist("person", type=row_number))
    )
    subject, text = _report(place) if "report" in request.args else ("", "")
    return AnnouncementForm.about(
        announcements.numbers(place.event, people),
        announcements.parts(place.event, current_time()),
        me(),
        part=request.args.get("about", ""),
        people=people,
        subject=subject,
        text=text,
    )


def _report(place: Here) -> tuple[str, str]:
    """Return subject and text of the event's report."""
    published = agendas.latest(place.event)
    share = published_share(place.event, published, current_time()) if published else None
    address = f"{settings().url}/{place.event.slug}/report"
    subject = f"{place.event.title}: report"  # not translated
    return subject, mail_text(event_report(place.event), address, share)


def _page(place: Here, form: AnnouncementForm, *, is_shown: bool, status: int = 200) -> ResponseReturnValue:
    fields = form.fields
    people = (
        announcements.recipients(place.event, fields.audience, fields.part, fields.people) if is_shown else []
    )
    reader = form.offer_readers(people)
    letter = reader and announcing.preview(event=place.event, fields=fields, to=reader, by=me())
    page = render_template(
        "announcements/announcement.html",
        form=form,
        is_shown=is_shown,
        people=people,
        reader=reader,
        letter=letter,
        number_chosen=len(fields.people),
    )
    return page, status, {**KEPT_NOWHERE, **(showing(letter.html) if letter else {})}
