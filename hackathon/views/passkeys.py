"""Passkeys: adding one to an account, signing in with one, taking one away."""

import base64
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.devices import described
from hackathon.domain.errors import PasskeyRefused
from hackathon.forms.signing_in import PasskeyForm
from hackathon.services import passkeys
from hackathon.services.passkeys import Question
from hackathon.views import access, limits
from hackathon.views.access import Access, me, open_to
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("passkeys", __name__)

ASKED = "passkey_asked"
"""What a session calls the challenge that the browser's next answer must sign, and until when."""
GOOD_FOR = timedelta(minutes=5)
TO_KEEP_PASSKEYS = "to add or remove passkeys"


@bp.get("/account/passkeys/options")
@open_to(Access.SIGNED_IN)
def ask_for_new() -> ResponseReturnValue:
    """Ask the device for a new passkey."""
    access.refuse_at_one_event(TO_KEEP_PASSKEYS)
    return _asked(passkeys.ask_for_new(me()))


@bp.post("/account/passkeys")
@open_to(Access.SIGNED_IN)
def add() -> ResponseReturnValue:
    """Keep the passkey that the device made."""
    access.refuse_at_one_event(TO_KEEP_PASSKEYS)
    passkeys.add(
        person=me(),
        answer=PasskeyForm().credential.data or "",
        challenge=_challenge(),
        words=described(request.user_agent.string),
        now=datetime.now(UTC),
    )
    flash("From now on you can sign in with that passkey.")
    return redirect(url_for("account.show"), code=303)


@bp.post("/account/passkeys/<int(max=2147483647):key>/removal")
@open_to(Access.SIGNED_IN)
def remove(key: int) -> ResponseReturnValue:
    """Forget a passkey."""
    access.refuse_at_one_event(TO_KEEP_PASSKEYS)
    passkeys.remove(person=me(), passkey=key)
    flash("That passkey opens nothing here any more.")
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
    """Sign in whose passkey it is."""
    form = PasskeyForm()
    person = passkeys.check(answer=form.credential.data or "", challenge=_challenge(), now=datetime.now(UTC))
    access.sign_in(person, at=None)
    return redirect(access.way_back(form.next.data), code=303)


def _asked(question: Question) -> ResponseReturnValue:
    until = datetime.now(UTC) + GOOD_FOR
    session[ASKED] = [base64.b64encode(question.challenge).decode(), until.timestamp()]
    return Response(question.options, mimetype="application/json", headers=KEPT_NOWHERE)


def _challenge() -> bytes:
    """Return the challenge that was asked last in this browser; it can be answered once, for a while."""
    challenge, until = session.pop(ASKED, ["", 0])
    if until < datetime.now(UTC).timestamp():
        raise PasskeyRefused("That took too long. Try again.")
    return base64.b64decode(challenge)
