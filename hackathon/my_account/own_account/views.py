"""Changing one's own name and email address."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.accounts import login_session
from hackathon.core.text.messages import message
from hackathon.core.web import limits
from hackathon.core.web.access import Access, me, open_to
from hackathon.core.web.caching.prepared_responses import SECRET_ADDRESS
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.my_account.own_account import services as own_account
from hackathon.my_account.own_account.forms import ConfirmForm, OwnAddressForm, OwnNameForm

bp = Blueprint("own_account", __name__, url_prefix="/account")

TO_CHANGE = message("to change your name or email address")


@bp.route("/name", methods=["GET", "POST"])
@open_to(Access.SIGNED_IN)
def name() -> ResponseReturnValue:
    """Change the reader's name."""
    login_session.refuse_at_one_event(TO_CHANGE)
    form = OwnNameForm(obj=me())
    if request.method == "GET" or submit(form, lambda: _rename(form)) is None:
        page = render_template("my_account/own_account/name.html", form=form)
        return page, form.answer_status if form.problems else 200

    flash(_("Name saved."))
    return redirect(url_for("account.show"), code=303)


@bp.get("/address")
@open_to(Access.SIGNED_IN)
def address() -> ResponseReturnValue:
    """Show the form for a new address."""
    login_session.refuse_at_one_event(TO_CHANGE)
    return render_template("my_account/own_account/address.html", form=OwnAddressForm(), person=me())


@bp.post("/address")
@open_to(Access.SIGNED_IN)
@limits.mails
@limits.addresses
def ask_for_address() -> ResponseReturnValue:
    """Email a link to the new address."""
    login_session.refuse_at_one_event(TO_CHANGE)
    form = OwnAddressForm()
    if submit(form, lambda: _ask(form)) is None:
        return render_template(
            "my_account/own_account/address.html", form=form, person=me()
        ), form.answer_status

    flash(_("We sent a link to %(data)s. Your address changes once you open it.", data=form.email.data))
    return redirect(url_for("account.show"), code=303)


@bp.get("/address/<secret>")
@open_to(Access.SIGNED_IN)
def show(secret: str) -> ResponseReturnValue:
    """Show the button that confirms the address; opening the page alone changes nothing."""
    login_session.refuse_at_one_event(TO_CHANGE)
    return _confirmed(secret, ConfirmForm(formdata=None))


@bp.post("/address/<secret>")
@open_to(Access.SIGNED_IN)
def confirm(secret: str) -> ResponseReturnValue:
    """Change the person's address to the confirmed one."""
    login_session.refuse_at_one_event(TO_CHANGE)
    form = ConfirmForm()
    if submit(form, lambda: _confirm(secret)) is None:
        return _confirmed(secret, form, form.answer_status)

    flash(_("Email address changed. Your other devices are signed out."))
    return redirect(url_for("account.show"), code=303)


def _rename(form: OwnNameForm) -> None:
    own_account.rename(person=me(), name=form.name.data, now=current_time())


def _ask(form: OwnAddressForm) -> None:
    own_account.ask_for_address(person=me(), email=form.email.data, now=current_time())


def _confirm(secret: str) -> None:
    own_account.confirm_address(
        person=me(), secret=secret, device=login_session.this_device(), now=current_time()
    )


def _confirmed(secret: str, form: ConfirmForm, status: int = 200) -> ResponseReturnValue:
    change = own_account.address_asked_for(person=me(), secret=secret, now=current_time())
    page = render_template(
        "my_account/own_account/confirm_address.html", form=form, change=change, person=me()
    )
    return page, status, SECRET_ADDRESS
