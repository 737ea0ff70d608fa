"""Writing to many at once: first looked at, as each person gets it, then sent once."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.announcement import AnnouncementForm
from hackathon.queries import announcements
from hackathon.services import announcing
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE
from hackathon.views.desk.entry import accepted
from hackathon.views.headers import showing

bp = Blueprint("desk_announcing", __name__, url_prefix="/<event>/desk/mail/new")


@bp.get("")
@open_to(Access.ORGANIZER)
def new(event: str) -> ResponseReturnValue:
    """Ask for a message, and to whom it goes."""
    place = here(event)
    return _page(place, _form(place), is_shown=False)


@bp.post("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the message as one person gets it; with `trial`, send it to the organizer too."""
    place = here(event)
    form = _form(place)
    if not accepted(form, lambda: _try_out(place, form)):
        return _page(place, form, is_shown=False, status=422)

    return _page(place, form, is_shown=True)


@bp.post("/sending")
@open_to(Access.ORGANIZER)
def send(event: str) -> ResponseReturnValue:
    """Send the message to everybody whom it reaches, once."""
    place, sent = here(event), 0
    form = _form(place)

    def act() -> None:
        nonlocal sent
        sent = announcing.announce(
            event=place.event, fields=form.fields, form_key=form.form_key.data, by=me(), now=datetime.now(UTC)
        )

    if not accepted(form, act):
        return _page(place, form, is_shown=False, status=422)

    flash(f"{sent} mails go out now." if sent else "This was sent before, and is not sent twice.")
    return redirect(url_for("desk_mail.show", event=event), code=303)


def _try_out(place: Here, form: AnnouncementForm) -> None:
    if "trial" in request.form:
        mail = announcing.try_out(event=place.event, fields=form.fields, by=me(), now=datetime.now(UTC))
        flash(f"It is on its way to {mail.to_address}, and to nobody else.")


def _form(place: Here) -> AnnouncementForm:
    return AnnouncementForm.about(announcements.numbers(place.event), me())


def _page(place: Here, form: AnnouncementForm, *, is_shown: bool, status: int = 200) -> ResponseReturnValue:
    people = announcements.recipients(place.event, form.audience.data) if is_shown else []
    reader = form.offer_readers(people)
    letter = reader and announcing.preview(event=place.event, fields=form.fields, to=reader, by=me())
    page = render_template(
        "desk/announcement.html", form=form, is_shown=is_shown, people=people, reader=reader, letter=letter
    )
    return page, status, {**KEPT_NOWHERE, **(showing(letter.html) if letter else {})}
