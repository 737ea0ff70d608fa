"""Passkeys: adding, using and removing them."""

import base64

from flask import Blueprint, Response, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.accounts import login_session
from hackathon.accounts.devices.domain import described
from hackathon.accounts.passkeys import services as passkeys
from hackathon.accounts.passkeys.services import GOOD_FOR, Challenge
from hackathon.accounts.sign_in.forms import PasskeyForm
from hackathon.core.domain.server_clocks import TOLERANCE
from hackathon.core.errors import PasskeyRefused
from hackathon.core.text.messages import message
from hackathon.core.web import access, limits
from hackathon.core.web.access import Access, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time

bp = Blueprint("passkeys", __name__)

ASKED = "passkey_asked"
"""Session key for the challenge that the browser's next response must sign, and its expiry."""
TO_KEEP_PASSKEYS = message("to add or remove passkeys")


@bp.get("/account/passkeys/options")
@open_to(Access.SIGNED_IN)
def ask_for_new() -> ResponseReturnValue:
    """Ask the device to create a passkey."""
    login_session.refuse_at_one_event(TO_KEEP_PASSKEYS)
    return _asked(passkeys.ask_for_new(me()))


@bp.post("/account/passkeys")
@open_to(Access.SIGNED_IN)
def add() -> ResponseReturnValue:
    """Save the passkey that the device created."""
    login_session.refuse_at_one_event(TO_KEEP_PASSKEYS)
    passkeys.add(
        person=me(),
        answer=PasskeyForm().credential.data or "",
        challenge=_challenge(),
        words=described(request.user_agent.string),
        now=current_time(),
    )
    flash(_("Passkey added. You can sign in with it from now on."))
    return redirect(url_for("account.show"), code=303)


@bp.post("/account/passkeys/<int(max=2147483647):key>/removal")
@open_to(Access.SIGNED_IN)
def remove(key: int) -> ResponseReturnValue:
    """Remove a passkey."""
    login_session.refuse_at_one_event(TO_KEEP_PASSKEYS)
    passkeys.remove(person=me(), passkey=key)
    flash(_("Passkey removed."))
    return redirect(url_for("account.show"), code=303)


@bp.get("/sign-in/passkey/options")
@open_to(Access.ANYONE)
@limits.codes
def ask_for_any() -> ResponseReturnValue:
    """Ask the device for one of its passkeys."""
    return _asked(passkeys.ask_for_any())


@bp.post("/sign-in/passkey")
@open_to(Access.ANYONE)
@limits.codes
def sign_in() -> ResponseReturnValue:
    """Sign in the owner of the passkey."""
    form = PasskeyForm()
    person = passkeys.check(answer=form.credential.data or "", challenge=_challenge(), now=current_time())
    login_session.sign_in(person, at=None)
    return redirect(access.way_back(form.next.data), code=303)


def _asked(question: Challenge) -> ResponseReturnValue:
    until = current_time() + GOOD_FOR
    session[ASKED] = [base64.b64encode(question.challenge).decode(), until.timestamp()]
    return Response(question.options, mimetype="application/json", headers=KEPT_NOWHERE)


def _challenge() -> bytes:
    """Return this browser's latest challenge; it can be answered only once and for a limited time."""
    challenge, until = session.pop(ASKED, ["", 0])
    # The challenge may have been issued by another server, whose clock differs.
    if until + TOLERANCE.total_seconds() < current_time().timestamp():
        raise PasskeyRefused(_("That took too long. Please try again."))
    return base64.b64decode(challenge)
