"""The account page: the reader's events and signed-in devices."""

import json

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.accounts import login_session
from hackathon.accounts.devices import queries as devices
from hackathon.accounts.devices import services as devices_service
from hackathon.accounts.passkeys import queries as passkeys
from hackathon.core.extensions import settings
from hackathon.core.text.messages import message
from hackathon.core.web.access import Access, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.my_account.account_deletion import services as leaving
from hackathon.my_account.account_deletion.forms import TAKE, LeavingForm
from hackathon.my_account.account_page import queries as my_page
from hackathon.my_account.data_export import queries as my_data

bp = Blueprint("account", __name__)


@bp.get("/account")
@open_to(Access.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the person's name, their events and their signed-in devices."""
    now = current_time()
    today = now.date()
    page = render_template(
        "my_account/show.html",
        person=me(),
        parts=my_page.events_of(me(), at=login_session.signed_in_at()),
        now=now,
        url=settings().url,
        devices=devices.devices_of(me(), today=today),
        this=login_session.this_device(),
        today=today,
        passkeys=passkeys.passkeys_of(me()),
        may_add=login_session.is_everywhere(),
        takes_passkeys=settings().takes_passkeys,
    )
    return page, KEPT_NOWHERE


@bp.get("/account/data.json")
@open_to(Access.SIGNED_IN)
def data() -> ResponseReturnValue:
    """Send all data that the server has about the person."""
    login_session.refuse_at_one_event(message("to see all your data"))
    said = json.dumps(my_data.personal_data_of(me()), ensure_ascii=False, indent=2)
    named = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return Response(said, mimetype="application/json", headers={**KEPT_NOWHERE, **named})


@bp.route("/account/deletion", methods=["GET", "POST"])
@open_to(Access.SIGNED_IN)
def delete() -> ResponseReturnValue:
    """Explain what deleting the account does, and delete it if the person confirms with their name."""
    login_session.refuse_at_one_event(message("to delete your account"))
    form = LeavingForm(called=me().name)
    if request.method == "GET" or submit(form, lambda: _leave(form)) is None:
        page = render_template("my_account/deletion.html", person=me(), form=form)
        return page, form.answer_status if form.problems else 200, KEPT_NOWHERE

    answer = login_session.signed_out()
    flash(_("Your account has been deleted, and you are signed out."))
    return answer


@bp.post("/account/devices/<int(max=2147483647):key>/removal")
@open_to(Access.SIGNED_IN)
def sign_out(key: int) -> ResponseReturnValue:
    """Sign out on one of the reader's devices."""
    devices_service.sign_out(person=me(), device=key)
    flash(_("Device signed out."))
    return redirect(url_for(".show"), code=303)


@bp.post("/account/devices/removal")
@open_to(Access.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign out on all of the reader's devices, including this one."""
    devices_service.sign_out_everywhere(person=me())
    return login_session.signed_out()


@bp.post("/sign-out")
@open_to(Access.SIGNED_IN)
def leave() -> ResponseReturnValue:
    """Sign out on this device."""
    devices_service.sign_out(person=me(), device=login_session.this_device())
    return login_session.signed_out()


def _leave(form: LeavingForm) -> None:
    leaving.leave(person=me(), takes_words=form.words.data == TAKE, now=current_time())
