"""Signing in at another server, which vouches for an address by OpenID Connect; off unless it is set up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.errors import ProviderFailed
from hackathon.extensions import settings
from hackathon.forms.entries import on_one_line
from hackathon.forms.signing_in import LONGEST_NAME
from hackathon.services import signing_in
from hackathon.views import access, limits
from hackathon.views.access import Access, open_to

bp = Blueprint("single_sign_on", __name__)

PROVIDER = "sign_in_provider"
WANTED = "sign_in_wanted"
"""What a session calls the page that was wanted when somebody went to the provider."""
PATIENCE = 10
"""Seconds that the provider gets for an answer."""


@bp.get("/sign-in/provider")
@open_to(Access.ANYONE)
@limits.codes
def leave() -> ResponseReturnValue:
    """Send the browser to the provider."""
    provider = _provider()
    session[WANTED] = access.way_back(request.args.get("next"))
    with _failing_in_words():
        leads_to: ResponseReturnValue = provider.authorize_redirect(settings().url + url_for(".come_back"))
    return leads_to


@bp.get("/sign-in/provider/answer")
@open_to(Access.ANYONE)
@limits.codes
def come_back() -> ResponseReturnValue:
    """Sign in whom the provider vouches for; somebody new whose name it does not tell is asked for it."""
    provider, now = _provider(), datetime.now(UTC)
    with _failing_in_words():
        claims = provider.authorize_access_token().get("userinfo") or {}
    secret = signing_in.vouched(
        email=str(claims.get("email", "")),
        is_verified=claims.get("email_verified") in (True, "true"),
        leads_to=session.pop(WANTED, "/"),
        now=now,
    )
    name = on_one_line(str(claims.get("name", "")))[:LONGEST_NAME]
    if not name and signing_in.person_of(signing_in.look_up(secret, now)) is None:
        return redirect(url_for("sign_in.show", secret=secret), code=303)
    return access.sign_in_by(signing_in.use(secret=secret, name=name, now=now))


def register(app: Flask) -> None:
    """Prepare for the provider, where there is one; it is asked nothing before somebody signs in."""
    chosen = app.config["SETTINGS"]
    if not chosen.oidc_url:
        return
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 -- slow import

    # State and nonce are checked without being asked for; PKCE is asked for.
    app.extensions[PROVIDER] = OAuth(app).register(
        PROVIDER,
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
    """Say what to do where the provider refuses, is away, or says what cannot be true; log what it was."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 -- slow import
    from joserfc.errors import JoseError  # noqa: PLC0415 -- slow import
    from requests import RequestException  # noqa: PLC0415 -- slow import

    try:
        yield
    except (AuthlibBaseError, JoseError, RequestException, RuntimeError) as error:
        current_app.logger.warning("Single sign-on failed: %r", error)
        raise ProviderFailed(
            f"Signing in with {settings().oidc_name} did not work. Try again, or sign in by mail."
        ) from error
