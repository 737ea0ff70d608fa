"""What is secret stays out of caches, logs and the next person's sight."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.accounts.sign_in.models import SignInLink
from hackathon.accounts.sign_in.services import signing_in
from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.extensions import db
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.server.visiting import TOKEN


@pytest.fixture
def secret(dublin: Dublin) -> str:
    """A fresh sign-in link of Ian's."""
    return signing_in.make_link(
        person=dublin.ian, leads_to="/dublin-2013/", now=datetime.now(UTC), good_for=timedelta(hours=1)
    )


def test_the_page_of_a_link_tells_its_address_to_nobody(client: FlaskClient, secret: str) -> None:
    answer = client.get(f"/sign-in/{secret}")

    assert answer.status_code == 200
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_the_digest_of_a_link_is_kept(secret: str) -> None:
    link = db.session.scalars(select(SignInLink)).one()

    assert secret not in repr({name: getattr(link, name) for name in SignInLink.__table__.columns.keys()})  # noqa: SIM118 -- a collection of columns


def test_a_link_signs_in_once(visitor: Visitor, secret: str) -> None:
    assert visitor.post(f"/sign-in/{secret}").location == "/dublin-2013/"
    assert visitor.post("/sign-out").location == "/"

    assert visitor.post(f"/sign-in/{secret}").status_code == 410
    assert visitor.get("/account").status_code == 401


@pytest.mark.parametrize("address", ["/account", "/dublin-2013/mine"])
def test_a_page_with_a_secret_is_kept_nowhere(visitor: Visitor, dublin: Dublin, address: str) -> None:
    assert visitor.signed_in_as(dublin.ian).get(address).headers["Cache-Control"] == "no-store"


def test_a_link_that_an_organizer_made_is_kept_nowhere(visitor: Visitor, dublin: Dublin) -> None:
    answer = visitor.signed_in_as(dublin.lars).post(
        f"/dublin-2013/organize/people/{dublin.ian.id}/sign-in-link"
    )

    assert answer.headers["Cache-Control"] == "no-store"


def test_signing_out_takes_the_pages_along(visitor: Visitor, dublin: Dublin) -> None:
    answer = visitor.signed_in_as(dublin.ian).post("/sign-out")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    with visitor.session_transaction() as session:
        assert dict(session) == {}


def test_nothing_of_a_strangers_session_lives_on_after_signing_in(visitor: Visitor, secret: str) -> None:
    with visitor.session_transaction() as session:
        session["csrf_token"] = "known to a stranger"  # noqa: S105 -- a stranger's

    visitor.post(f"/sign-in/{secret}")

    with visitor.session_transaction() as session:
        assert "csrf_token" not in session


@pytest.fixture
def encrypted(app: Flask) -> Iterator[Flask]:
    """The same application behind a web server with a certificate."""
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load(
        {},
        instance=before.instance,
        database_url=before.database_url,
        secret_key=before.secret_key,
        url="https://hackathon.example",
    )
    application = create_app(settings, TESTING=True)
    yield application
    with application.app_context():
        db.engine.dispose()


def test_signing_in_works_over_https_with_what_a_browser_tells(encrypted: Flask, secret: str) -> None:
    client = encrypted.test_client()
    address = f"https://hackathon.example/sign-in/{secret}"
    page = client.get(address)
    token = TOKEN.search(page.text)
    assert token

    # A browser that obeys the page's policy tells the origin, and nothing of the path.
    answer = client.post(
        address, data={"csrf_token": token[1]}, headers={"Referer": "https://hackathon.example/"}
    )

    assert answer.status_code == 303
    (cookie,) = (each for each in answer.headers.getlist("Set-Cookie") if each.startswith("__Host-session="))
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_the_web_server_in_front_logs_no_secret_address(app: Flask) -> None:
    text = Path("deploy/nginx.conf").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"(?m)^ *location ~ (\S+) \{$", text)
    rules = {str(rule) for rule in app.url_map.iter_rules()}
    secret = {rule for rule in rules if "<secret>" in rule}
    kept_out = {rule for rule in rules if re.search(pattern, re.sub(r"<[^>]+>", "x", rule))}

    assert len(secret) >= 5
    assert secret <= kept_out
    # Beside them stand only other pages for signing in.
    assert {rule for rule in kept_out - secret if not rule.startswith("/sign-in/")} == set()
