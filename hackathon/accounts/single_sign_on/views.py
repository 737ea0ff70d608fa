"""Signing in through an OpenID Connect provider, which vouches for an email address; off by default."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.accounts import login_session
from hackathon.accounts.sign_in.forms import LONGEST_NAME
from hackathon.accounts.sign_in.services import signing_in
from hackathon.core.database import used_once
from hackathon.core.domain.server_clocks import TOLERANCE
from hackathon.core.errors import ProviderFailed
from hackathon.core.extensions import settings
from hackathon.core.forms.entries import on_one_line
from hackathon.core.web import access, limits
from hackathon.core.web.access import Access, open_to
from hackathon.core.web.clock import current_time

bp = Blueprint("single_sign_on", __name__)

PROVIDER = "sign_in_provider"
WANTED, LEFT_AT = "sign_in_wanted", "sign_in_left_at"
"""Session keys for the page to open after signing in, and for when the provider was visited."""
PATIENCE = 10
"""Seconds that all of the provider's responses in one sign-in may take."""
GOOD_FOR = timedelta(hours=1)
"""How long someone may take to sign in at the provider."""


@bp.get("/sign-in/provider")
@open_to(Access.ANYONE)
@limits.codes
def leave() -> ResponseReturnValue:
    """Redirect the browser to the provider."""
    provider = _provider()
    session[WANTED] = access.way_back(request.args.get("next"))
    session[LEFT_AT] = current_time().timestamp()
    with _failing_in_words():
        leads_to: ResponseReturnValue = provider.authorize_redirect(settings().url + url_for(".come_back"))
    return leads_to


@bp.get("/sign-in/provider/answer")
@open_to(Access.ANYONE)
@limits.codes
def come_back() -> ResponseReturnValue:
    """Sign in the person that the provider confirmed. Ask a new person for their name if it is missing."""
    provider, now = _provider(), current_time()
    _refuse_answer_from_before(now)
    with _failing_in_words():
        found = provider.authorize_access_token(leeway=int(TOLERANCE.total_seconds()))
    claims = found.get("userinfo") or {}
    secret = signing_in.vouched(
        email=str(claims.get("email", "")),
        is_verified=claims.get("email_verified") in (True, "true"),
        leads_to=session.pop(WANTED, "/"),
        now=now,
    )
    name = on_one_line(str(claims.get("name", "")))[:LONGEST_NAME]
    if not name and signing_in.person_of(signing_in.look_up(secret, now)) is None:
        return redirect(url_for("sign_in.show", secret=secret), code=303)
    return login_session.sign_in_by(signing_in.use(secret=secret, name=name, now=now))


def _refuse_answer_from_before(now: datetime) -> None:
    """Reject a response that was used before, even if the browser kept its cookie from then."""
    left_at = datetime.fromtimestamp(session.pop(LEFT_AT, 0), UTC)
    state = request.args.get("state", "").encode()
    is_late = left_at + GOOD_FOR + TOLERANCE < now
    if is_late or not used_once.use(what=b"state " + state, good_for=GOOD_FOR, now=now):
        raise _failed()


def register(app: Flask) -> None:
    """Configure the provider, if there is one; it isn't contacted before someone signs in."""
    chosen = app.config["SETTINGS"]
    if not chosen.oidc_url:
        return
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 -- slow import

    from hackathon.accounts.single_sign_on.provider_answers import BoundedApp  # noqa: PLC0415 -- slow import

    # Authlib checks state and nonce by default; PKCE must be requested.
    app.extensions[PROVIDER] = OAuth(app).register(
        PROVIDER,
        client_cls=BoundedApp,
        client_id=chosen.oidc_client_id,
        client_secret=chosen.oidc_client_secret,
        server_metadata_url=chosen.oidc_discovery,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def _provider() -> Any:  # noqa: ANN401 -- authlib is published without types
    return current_app.extensions.get(PROVIDER) or abort(404)


@contextmanager
def _failing_in_words() -> Iterator[None]:
    """Explain what to do if the provider refuses, is unreachable or sends invalid data; log the reason."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 -- slow import
    from joserfc.errors import JoseError  # noqa: PLC0415 -- slow import
    from requests import RequestException  # noqa: PLC0415 -- slow import

    from hackathon.accounts.single_sign_on.provider_answers import all_within  # noqa: PLC0415 -- slow import

    try:
        with all_within(current_app.config.get("PROVIDER_PATIENCE", PATIENCE)):
            yield
    except (AuthlibBaseError, JoseError, RequestException, RuntimeError) as error:
        current_app.logger.warning("Single sign-on failed: %r", error)
        raise _failed() from error


def _failed() -> ProviderFailed:
    return ProviderFailed(
        _(
            "Signing in with %(settings)s didn't work. Please try again, or sign in by email.",
            settings=settings().oidc_name,
        )
    )
