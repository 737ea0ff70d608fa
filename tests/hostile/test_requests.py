"""Requests with characters that no text may have, or for a host that this is not."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.app import close_connections, create_app
from hackathon.config import Settings
from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from tests.conftest import Visitor
from tests.dublin import Dublin

pytestmark = pytest.mark.postgresql

TOPIC = "/dublin-2013/topics/1-portathon"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dublin-2013/topics/?q=%00", 200),
        ("/dublin-2013/topics/?area=%00&q=a%00b", 200),
        ("/dublin-2013/topics/?q=%ED%A0%80", 200),
        ("/dublin-2013/topics/%00none", 404),
        ("/dub%00none/", 404),
        ("/sign-in/%00none", 410),
        ("/calendars/%00.ics", 404),
        ("/sign-in?next=/%00", 200),
    ],
)
def test_what_no_text_may_have_is_dropped_from_an_address(
    client: FlaskClient, dublin: Dublin, address: str, status: int
) -> None:
    assert dublin.event.slug == "dublin-2013"
    assert client.get(address).status_code == status


def test_what_no_text_may_have_is_dropped_from_a_form(visitor: Visitor, dublin: Dublin) -> None:
    topic = f"/dublin-2013/topics/{dublin.portathon.address}"

    answer = visitor.signed_in_as(dublin.ian).post(
        f"{topic}/comments", data={"text": "Good\x00 morning\ufffe", "form\x00_key": "a"}
    )

    assert answer.status_code == 303
    assert [comment.text for comment in db.session.scalars(select(Comment))][-1] == "Good morning"


def test_what_no_text_may_have_is_dropped_from_a_passkey_and_a_cookie(client: FlaskClient) -> None:
    client.set_cookie("session", "\\000")

    assert client.post("/sign-in/passkey", json={"credential": "\x00"}).status_code < 500
    assert (
        client.post(
            "/sign-in/passkey", data={"credential": '{"id": "\\u0000", "rawId": "\\ud800"}'}
        ).status_code
        < 500
    )


def test_a_redirect_names_no_host(client: FlaskClient, dublin: Dublin) -> None:
    assert dublin.event
    answer = client.get("/dublin-2013/topics?q=a", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 308
    assert answer.headers["Location"] == "/dublin-2013/topics/?q=a"


def test_the_way_back_names_no_host(visitor: Visitor, dublin: Dublin) -> None:
    headers = {"Host": "elsewhere.example", "Referer": "http://elsewhere.example/dublin-2013/people/?q=a"}
    answer = visitor.signed_in_as(dublin.ian).post("/dublin-2013/organize/people", headers=headers)

    assert "elsewhere.example" not in answer.text


@pytest.fixture
def named(app: Flask) -> Iterator[Flask]:
    """The same database served as hackathon.example, and as hall.example."""
    settings = Settings.load(
        {},
        instance=app.config["SETTINGS"].instance,
        database_url=app.config["SETTINGS"].database_url,
        url="https://hackathon.example",
        trusted_hosts=("hall.example",),
    )
    made = create_app(settings)
    yield made
    close_connections(made)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("hackathon.example", 200),
        ("hackathon.example:443", 200),
        ("hall.example", 200),
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("elsewhere.example", 400),
        ("hackathon.example.elsewhere.example", 400),
    ],
)
def test_a_server_with_a_name_answers_to_no_other(named: Flask, host: str, status: int) -> None:
    answer = named.test_client().get("/health", headers={"Host": host})

    assert answer.status_code == status
    if status == 400:
        assert "HACKATHON_TRUSTED_HOSTS" in answer.text


def test_the_log_of_what_broke_names_no_secret(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with app.test_request_context("/sign-in/a-secret"), caplog.at_level(logging.ERROR):
        app.log_exception((None, None, None))

    assert "/sign-in/<secret>" in caplog.text
    assert "a-secret" not in caplog.text
