"""Signing in with an emailed link or code."""

import secrets
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from hackathon.accounts import login_session
from hackathon.accounts.sign_in.domain import GUESSES
from hackathon.accounts.sign_in.forms import AddressForm, CodeForm, NameForm
from hackathon.accounts.sign_in.services import signing_in
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import settings
from hackathon.core.text.messages import message
from hackathon.core.web import access, known_browsers, limits
from hackathon.core.web.access import Access, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE, SECRET_ADDRESS
from hackathon.core.web.clock import current_time
from hackathon.core.web.networks import neighbourhood
from hackathon.core.web.submitting import submit

bp = Blueprint("sign_in", __name__)

ASKED = "sign_in_asked"
"""Session key for the secret of the browser in which an emailed code may be typed."""


@bp.get("/sign-in")
@open_to(Access.ANYONE)
def explain() -> ResponseReturnValue:
    """Ask for an address and explain how to sign in."""
    return _explained(AddressForm(next=access.way_back(request.args.get("next"))))


@bp.post("/sign-in")
@open_to(Access.ANYONE)
@limits.mails
def ask() -> ResponseReturnValue:
    """Email a link and a code; the response is the same for known and unknown addresses."""
    form = AddressForm()
    session.setdefault(ASKED, secrets.token_urlsafe(32))
    asked = submit(
        form,
        lambda: signing_in.send_sign_in_mail(
            email=form.email.data,
            leads_to=access.way_back(form.next.data),
            browser=session[ASKED],
            network=neighbourhood(request.remote_addr),
            is_known=known_browsers.knows(form.email.data),
            now=current_time(),
        ),
    )
    if asked is None:
        return _explained(form), form.answer_status

    return redirect(url_for(".code"), code=303)


@bp.get("/sign-in/code")
@open_to(Access.ANYONE)
def code() -> ResponseReturnValue:
    """Ask for the emailed code."""
    return _waiting(CodeForm())


@bp.post("/sign-in/code")
@open_to(Access.ANYONE)
@limits.codes
def guess() -> ResponseReturnValue:
    """Sign in with the code from an email; a new person is asked for their name first."""
    form, now = CodeForm(), current_time()
    guessed = submit(form, lambda: _guess(form, now))
    if guessed is None:
        return _waiting(form, form.answer_status)

    secret = guessed.result
    if signing_in.person_of(signing_in.look_up(secret, now)) is None:
        return redirect(url_for(".show", secret=secret), code=303)
    return login_session.sign_in_by(signing_in.use(secret=secret, now=now))


@bp.get("/sign-in/<secret>")
@open_to(Access.ANYONE)
@limits.secrets
def show(secret: str) -> ResponseReturnValue:
    """Show the button that uses the link; merely opening the page doesn't use it up."""
    return _confirmed(secret, NameForm())


@bp.post("/sign-in/<secret>")
@open_to(Access.ANYONE)
@limits.secrets
def use(secret: str) -> ResponseReturnValue:
    """Sign in the link's person and redirect to its target."""
    form, now = NameForm(), current_time()
    if signing_in.person_of(signing_in.look_up(secret, now)) is not None:
        return login_session.sign_in_by(signing_in.use(secret=secret, now=now))
    used = submit(form, lambda: signing_in.use(secret=secret, name=form.name.data, now=now))
    if used is None:
        return _confirmed(secret, form, form.answer_status)
    return login_session.sign_in_by(used.result)


def _guess(form: CodeForm, now: datetime) -> str:
    secret = signing_in.guess(
        browser=session.get(ASKED, ""),
        code=form.code.data,
        network=neighbourhood(request.remote_addr),
        now=now,
    )
    if secret is None:
        words = message("That is not the code in your latest emails. Please check it and try again.")
        raise BadEntry(words, at="code")
    return secret


def _explained(form: AddressForm) -> str:
    chosen = settings()
    provider = chosen.oidc_name if chosen.oidc_url else ""
    return render_template(
        "accounts/sign_in/explain.html", form=form, provider=provider, takes_passkeys=chosen.takes_passkeys
    )


def _waiting(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    sent = signing_in.asked(session.get(ASKED, ""), current_time())
    left = min((GUESSES - link.guesses for link in sent), default=0)
    page = render_template("accounts/sign_in/code.html", form=form, sent=sent, left=left, most=GUESSES)
    return page, status, KEPT_NOWHERE


def _confirmed(secret: str, form: NameForm, status: int = 200) -> ResponseReturnValue:
    link = signing_in.look_up(secret, current_time())
    person = signing_in.person_of(link)
    page = render_template(
        "accounts/sign_in/confirm.html", link=link, person=person, secret=secret, form=form
    )
    return page, status, SECRET_ADDRESS
