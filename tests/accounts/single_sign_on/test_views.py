"""Signing in at another server: whom it vouches for, and whom it does not."""

import time
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from flask import Flask
from joserfc.jwk import RSAKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from hackathon.accounts.models import Person
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests.applications import application_for
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.provider import CLIENT, SECRET, Provider, provider
from tests.refusals import refusal


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the test does."""


@pytest.fixture
def at() -> Iterator[Provider]:
    """A provider that says that everybody is Ian."""
    with provider(email="Ian@Xen.example", email_verified=True, name="Ian C.") as running:
        yield running


@pytest.fixture
def visitor(app: Flask, at: Provider) -> Iterator[Visitor]:
    """Somebody at a server that knows the provider."""
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load(
        {},
        instance=before.instance,
        database_url=before.database_url,
        secret_key=before.secret_key,
        url="http://localhost",
        oidc_url=at.url,
        oidc_name="a Xen account",
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    known = application_for(settings)
    known.test_client_class = Visitor
    found = known.test_client()
    assert isinstance(found, Visitor)
    yield found
    with known.app_context():
        db.engine.dispose()


def ask(address: str) -> str:
    """Open an address of the provider and return where it sends the browser."""
    try:
        build_opener(_Stay()).open(address, timeout=10)
    except HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError(f"{address} sends nowhere")


def way_back(visitor: Visitor, wanted: str = "") -> str:
    """Go to the provider, and return the address at which it sends the browser back."""
    back = urlsplit(ask(visitor.get("/sign-in/provider", query_string={"next": wanted}).location or ""))
    return f"{back.path}?{back.query}"


def sign_in(visitor: Visitor, wanted: str = "") -> TestResponse:
    return visitor.get(way_back(visitor, wanted))


def sign_in_or_leave(visitor: Visitor) -> TestResponse:
    """Return the answer at which signing in ends, be it before the way to the provider."""
    left = visitor.get("/sign-in/provider")
    if left.status_code != 302:
        return left
    back = urlsplit(ask(left.location or ""))
    return visitor.get(f"{back.path}?{back.query}")


def who(visitor: Visitor) -> str:
    return visitor.get("/").text.partition("Signed in as </span><bdi>")[2].partition("<")[0]


@pytest.mark.usefixtures("dublin")
def test_whom_the_provider_vouches_for_is_signed_in_as_who_has_the_address(visitor: Visitor) -> None:
    assert "Sign in with a Xen account" in visitor.get("/sign-in").text

    assert sign_in(visitor, "/dublin-2013/mine").location == "/dublin-2013/mine"
    assert who(visitor) == "Ian Campbell"


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("verified", [False, None, "no", 1.5])
def test_an_address_that_nobody_checked_joins_nobody(
    visitor: Visitor, at: Provider, verified: object
) -> None:
    at.claims["email_verified"] = verified

    answer = sign_in(visitor)

    assert answer.status_code == 409
    assert "confirmed that Ian@Xen.example belongs to you" in answer.text
    assert who(visitor) == ""


def test_somebody_new_is_called_what_the_provider_says(
    visitor: Visitor, at: Provider, dublin: Dublin
) -> None:
    at.claims.update(email="ada@xen.example", name="Ada\n<b>Lovelace</b>\u0000")

    assert sign_in(visitor).location == "/"

    made = db.session.scalars(select(Person).filter_by(email="ada@xen.example")).one()
    assert made.name == "Ada <b>Lovelace</b>"
    assert made.id != dublin.ian.id


def test_an_address_that_folds_to_another_is_another_person(
    visitor: Visitor, at: Provider, dublin: Dublin
) -> None:
    dublin.kelly.email = "kelly@xen.example"
    db.session.commit()
    at.claims.update(email="\u212aelly@xen.example", name="A stranger")

    sign_in(visitor)

    assert who(visitor) == "A stranger"


@pytest.mark.usefixtures("dublin")
def test_somebody_new_without_a_name_is_asked_for_it(visitor: Visitor, at: Provider) -> None:
    at.claims = {"email": "ada@xen.example", "email_verified": True}
    address = sign_in(visitor).location or ""

    assert "There is no account for ada@xen.example yet" in visitor.get(address).text
    assert visitor.post(address, data={"name": "Ada"}).status_code == 303


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize(
    "wrong", [{"nonce": "another"}, {"aud": "another"}, {"iss": "http://evil.example"}, {"exp": 1}]
)
def test_a_token_that_is_not_for_this_request_signs_nobody_in(
    visitor: Visitor, at: Provider, wrong: dict[str, object]
) -> None:
    at.wrong = wrong

    answer = sign_in(visitor)

    assert answer.status_code == 502
    assert "Signing in with a Xen account didn&#39;t work" in answer.text
    assert who(visitor) == ""


@pytest.mark.usefixtures("dublin")
def test_a_token_that_somebody_else_signed_signs_nobody_in(visitor: Visitor, at: Provider) -> None:
    at.shown_key = RSAKey.generate_key(2048, {"kid": "first"}, auto_kid=False)

    assert sign_in(visitor).status_code == 502
    assert who(visitor) == ""


@pytest.mark.usefixtures("dublin")
def test_an_answer_works_once_and_in_the_browser_that_asked(visitor: Visitor, at: Provider) -> None:
    stranger = visitor.application.test_client()
    address = way_back(visitor)

    assert stranger.get(address).status_code == 502
    assert visitor.get(address).status_code == 303
    assert visitor.get(address).status_code == 502
    assert at.refusals == []


@pytest.mark.usefixtures("dublin")
def test_an_answer_works_once_also_for_who_kept_the_cookie(visitor: Visitor, at: Provider) -> None:
    at.gives_codes_again = True
    address = way_back(visitor)
    with visitor.session_transaction() as session:
        kept = dict(session)
    assert visitor.get(address).status_code == 303
    visitor.post("/sign-out")

    with visitor.session_transaction() as session:
        session.update(kept)

    assert visitor.get(address).status_code == 502
    assert who(visitor) == ""


@pytest.mark.usefixtures("dublin")
def test_who_stayed_too_long_at_the_provider_starts_again(visitor: Visitor) -> None:
    address = way_back(visitor)
    with visitor.session_transaction() as session:
        session["sign_in_left_at"] -= 2 * 3600

    answer = visitor.get(address)
    assert refusal(answer) == (502, "That didn't work")
    assert who(visitor) == ""


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize("way", ["endless", "packed"])
def test_an_answer_that_is_too_long_is_not_read_whole(
    visitor: Visitor, at: Provider, path: str, way: str
) -> None:
    at.odd = {path: way}

    assert sign_in_or_leave(visitor).status_code == 502
    assert at.bytes_sent < 20_000_000


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("path", ["/token", "/keys"])
@pytest.mark.parametrize("way", ["dripping", "dripping without an end", "dripping head"])
def test_answers_that_drip_end_together_after_a_while(
    visitor: Visitor, at: Provider, path: str, way: str
) -> None:
    visitor.application.config["PROVIDER_PATIENCE"] = 1
    at.odd = {path: way}
    began = time.monotonic()

    assert sign_in_or_leave(visitor).status_code == 502
    assert time.monotonic() - began < 8


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("query", ["", "?error=access_denied", "?code=x&state=y"])
def test_a_refusal_of_the_provider_is_said_in_words(visitor: Visitor, query: str) -> None:
    answer = visitor.get(f"/sign-in/provider/answer{query}")

    assert answer.status_code == 502
    assert "Please try again, or sign" in answer.text


@pytest.mark.usefixtures("dublin")
def test_a_server_that_the_provider_does_not_know_signs_nobody_in(visitor: Visitor, at: Provider) -> None:
    visitor.application.extensions["sign_in_provider"].client_secret = "forgotten"  # noqa: S105 -- it guards nothing

    assert sign_in(visitor).status_code == 502
    assert at.refusals == ["invalid_client"]


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("ending", ["", "/", "/.well-known/openid-configuration"])
def test_every_setting_may_come_from_the_environment_and_the_issuer_in_any_spelling(
    app: Flask, at: Provider, ending: str
) -> None:
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load(
        {
            "HACKATHON_INSTANCE": before.instance,
            "HACKATHON_DATABASE_URL": before.database_url,
            "HACKATHON_SECRET_KEY": before.secret_key,
            "HACKATHON_URL": "http://localhost",
            "HACKATHON_OIDC_URL": at.url + ending,
            "HACKATHON_OIDC_CLIENT_ID": CLIENT,
            "HACKATHON_OIDC_CLIENT_SECRET": SECRET,
        }
    )
    known = application_for(settings)
    known.test_client_class = Visitor
    visitor = known.test_client()
    assert isinstance(visitor, Visitor)

    assert "Sign in with another account" in visitor.get("/sign-in").text
    assert sign_in(visitor).status_code == 303
    assert who(visitor) == "Ian Campbell"
    with known.app_context():
        db.engine.dispose()


def test_without_a_provider_there_is_no_way_to_one(app: Flask, dublin: Dublin) -> None:  # noqa: ARG001 -- the tables
    client = app.test_client()

    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/answer").status_code == 404
    assert "/sign-in/provider" not in client.get("/sign-in").text
