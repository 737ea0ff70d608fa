"""Signing in by a link or a code; no passwords."""

import secrets
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.signing_in import GUESSES
from hackathon.extensions import settings
from hackathon.forms.signing_in import AddressForm, CodeForm, NameForm
from hackathon.services import signing_in
from hackathon.views import access, limits
from hackathon.views.access import Access, open_to
from hackathon.views.answers import KEPT_NOWHERE, SECRET_ADDRESS

bp = Blueprint("sign_in", __name__)

ASKED = "sign_in_asked"
"""What a session calls the secret of the browser in which a mailed code may be typed."""


@bp.get("/sign-in")
@open_to(Access.ANYONE)
def explain() -> ResponseReturnValue:
    """Ask for an address, and say how signing in works here."""
    return _explained(AddressForm(next=access.way_back(request.args.get("next"))))


@bp.post("/sign-in")
@open_to(Access.ANYONE)
@limits.mails
def ask() -> ResponseReturnValue:
    """Mail a link and a code; the answer is the same whoever reads the address."""
    form = AddressForm()
    if not form.validate_on_submit():
        return _explained(form), 422

    session.setdefault(ASKED, secrets.token_urlsafe(32))
    signing_in.ask(
        email=form.email.data,
        leads_to=access.way_back(form.next.data),
        browser=session[ASKED],
        now=datetime.now(UTC),
    )
    return redirect(url_for(".code"), code=303)


@bp.get("/sign-in/code")
@open_to(Access.ANYONE)
def code() -> ResponseReturnValue:
    """Ask for the code that was mailed."""
    return _waiting(CodeForm())


@bp.post("/sign-in/code")
@open_to(Access.ANYONE)
@limits.codes
def guess() -> ResponseReturnValue:
    """Sign in whoever typed the code of their mail; somebody new is asked for their name first."""
    form, now = CodeForm(), datetime.now(UTC)
    if not form.validate_on_submit():
        return _waiting(form, 422)

    secret = signing_in.guess(browser=session.get(ASKED, ""), code=form.code.data, now=now)
    if secret is None:
        form.code.errors = ["This is not the code of your latest mails. Look again and type it once more."]
        return _waiting(form, 422)
    if signing_in.person_of(signing_in.look_up(secret, now)) is None:
        return redirect(url_for(".show", secret=secret), code=303)
    return access.sign_in_by(signing_in.use(secret=secret, now=now))


@bp.get("/sign-in/<secret>")
@open_to(Access.ANYONE)
@limits.secrets
def show(secret: str) -> ResponseReturnValue:
    """Show the button that uses the link; opening the page alone uses nothing up."""
    return _confirmed(secret, NameForm())


@bp.post("/sign-in/<secret>")
@open_to(Access.ANYONE)
@limits.secrets
def use(secret: str) -> ResponseReturnValue:
    """Sign the link's person in and go where the link leads."""
    form, now = NameForm(), datetime.now(UTC)
    if signing_in.person_of(signing_in.look_up(secret, now)) is None and not form.validate():
        return _confirmed(secret, form, 422)
    return access.sign_in_by(signing_in.use(secret=secret, name=form.name.data, now=now))


def _explained(form: AddressForm) -> str:
    chosen = settings()
    provider = chosen.oidc_name if chosen.oidc_url else ""
    return render_template(
        "sign_in/explain.html", form=form, provider=provider, takes_passkeys=chosen.takes_passkeys
    )


def _waiting(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    sent = signing_in.asked(session.get(ASKED, ""), datetime.now(UTC))
    left = min((GUESSES - link.guesses for link in sent), default=0)
    page = render_template("sign_in/code.html", form=form, sent=sent, left=left, most=GUESSES)
    return page, status, KEPT_NOWHERE


def _confirmed(secret: str, form: NameForm, status: int = 200) -> ResponseReturnValue:
    link = signing_in.look_up(secret, datetime.now(UTC))
    person = signing_in.person_of(link)
    page = render_template("sign_in/confirm.html", link=link, person=person, secret=secret, form=form)
    return page, status, SECRET_ADDRESS
