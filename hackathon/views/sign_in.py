"""Signing in by link and out again; no passwords."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from hackathon.services import signing_in
from hackathon.views import access
from hackathon.views.access import Access, me, open_to
from hackathon.views.answers import KEPT_NOWHERE, SECRET_ADDRESS

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
@open_to(Access.ANYONE)
def explain() -> ResponseReturnValue:
    """Say how signing in works here."""
    return render_template("sign_in/explain.html")


@bp.get("/sign-in/<secret>")
@open_to(Access.ANYONE)
def show(secret: str) -> ResponseReturnValue:
    """Show the button that uses the link; opening the page alone uses nothing up."""
    link = signing_in.look_up(secret, datetime.now(UTC))
    return render_template("sign_in/confirm.html", link=link, secret=secret), SECRET_ADDRESS


@bp.post("/sign-in/<secret>")
@open_to(Access.ANYONE)
def use(secret: str) -> ResponseReturnValue:
    """Sign the link's person in and go where the link leads."""
    link = signing_in.use(secret=secret, now=datetime.now(UTC))
    access.sign_in(link.person, at=link.event.slug if link.event else None)
    return redirect(link.leads_to, code=303)


@bp.get("/account")
@open_to(Access.SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show who is signed in."""
    return render_template("sign_in/account.html", person=me()), KEPT_NOWHERE


@bp.post("/sign-out")
@open_to(Access.SIGNED_IN)
def leave() -> ResponseReturnValue:
    """Sign out on this device."""
    logout_user()
    session.clear()
    answer = redirect(url_for("site.index"), code=303)
    # The pages of whoever was here are not one press of the back button away.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
