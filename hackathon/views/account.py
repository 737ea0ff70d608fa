"""What is somebody's own, whichever event they come to: their part in each, and where they are signed in."""

import json
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.extensions import settings
from hackathon.forms.leaving import TAKE, LeavingForm
from hackathon.queries import devices, my_data, my_page, passkeys
from hackathon.services import devices as devices_service
from hackathon.services import leaving
from hackathon.views import access
from hackathon.views.access import Access, me, open_to
from hackathon.views.answers import KEPT_NOWHERE
from hackathon.views.desk.entry import accepted

bp = Blueprint("account", __name__)


@bp.get("/account")
@open_to(Access.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show who is signed in, what they are at each event, and where they are signed in."""
    now = datetime.now(UTC)
    today = now.date()
    page = render_template(
        "account/show.html",
        person=me(),
        parts=my_page.of(me(), at=access.signed_in_at()),
        now=now,
        url=settings().url,
        devices=devices.of(me(), today=today),
        this=access.this_device(),
        today=today,
        passkeys=passkeys.of(me()),
        may_add=access.is_everywhere(),
        takes_passkeys=settings().takes_passkeys,
    )
    return page, KEPT_NOWHERE


@bp.get("/account/data.json")
@open_to(Access.SIGNED_IN)
def data() -> ResponseReturnValue:
    """Send all that the server knows about the person."""
    access.refuse_at_one_event("to see all that this server knows about you")
    said = json.dumps(my_data.of(me()), ensure_ascii=False, indent=2)
    named = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return Response(said, mimetype="application/json", headers={**KEPT_NOWHERE, **named})


@bp.route("/account/deletion", methods=["GET", "POST"])
@open_to(Access.SIGNED_IN)
def delete() -> ResponseReturnValue:
    """Say what deleting the account does, and do it for who confirms it by their name."""
    access.refuse_at_one_event("to delete your account")
    form = LeavingForm(called=me().name)
    if not accepted(form, lambda: _leave(form)):
        page = render_template("account/deletion.html", person=me(), form=form)
        return page, 422 if form.errors else 200, KEPT_NOWHERE

    answer = access.signed_out()
    flash("Your account is deleted, and you are signed out.")
    return answer


@bp.post("/account/devices/<int(max=2147483647):key>/removal")
@open_to(Access.SIGNED_IN)
def sign_out(key: int) -> ResponseReturnValue:
    """Sign out on one of one's own devices."""
    devices_service.sign_out(person=me(), device=key)
    flash("That device is signed out.")
    return redirect(url_for(".show"), code=303)


@bp.post("/account/devices/removal")
@open_to(Access.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on every device, this one included."""
    devices_service.sign_out_everywhere(person=me())
    return access.signed_out()


@bp.post("/sign-out")
@open_to(Access.SIGNED_IN)
def leave() -> ResponseReturnValue:
    """Sign out on this device."""
    devices_service.sign_out(person=me(), device=access.this_device())
    return access.signed_out()


def _leave(form: LeavingForm) -> None:
    leaving.leave(person=me(), takes_words=form.words.data == TAKE, now=datetime.now(UTC))
