"""Pages for when things go wrong show words, and nothing of our insides."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.core.database import schema
from hackathon.core.extensions import db
from tests.conftest import Visitor
from tests.dublin import Dublin

PORTATHON = "/dublin-2013/topics/2-xen-on-arm-portathon"


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[Flask]:
    """An application on SQLite that waits for no lock, as the server runs it, with the Dublin hackathon."""
    settings = Settings.load({}, instance=str(tmp_path), secret_key="a key for tests")  # noqa: S106 -- it guards nothing
    application = create_app(settings, WTF_CSRF_ENABLED=False)
    application.test_client_class = Visitor
    with application.app_context():
        event.listen(db.engine, "connect", lambda each, _: each.execute("PRAGMA busy_timeout=0"))
        schema.upgrade()
        yield application
        db.session.rollback()
        db.engine.dispose()


def test_a_database_that_is_locked_for_long_is_a_page_in_words(impatient: Flask, tmp_path: Path) -> None:
    dublin = Dublin.seeded()
    visitor = impatient.test_client()
    assert isinstance(visitor, Visitor)
    visitor.signed_in_as(dublin.ian)
    other = sqlite3.connect(tmp_path / "hackathon.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    read, write = visitor.get(PORTATHON), visitor.post(f"{PORTATHON}/vote", data={"choice": "must"})
    other.execute("ROLLBACK")
    other.close()
    again = visitor.post(f"{PORTATHON}/vote", data={"choice": "must"})

    assert (read.status_code, write.status_code, again.status_code) == (200, 503, 303)
    assert "The database is not responding" in write.text
    assert write.headers["Retry-After"] == "60"
    assert "Content-Security-Policy" in write.headers


def test_a_fault_shows_no_insides_and_keeps_the_policy(impatient: Flask) -> None:
    def broken() -> str:
        raise ValueError("an inside")

    dublin = Dublin.seeded()
    impatient.view_functions["people.index"] = broken
    broken.access = "anyone"  # type: ignore[attr-defined]  # as `open_to` does
    visitor = impatient.test_client()
    assert isinstance(visitor, Visitor)

    answer = visitor.signed_in_as(dublin.ian).get("/dublin-2013/people/")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "an inside" not in answer.text
    assert "Traceback" not in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_database_that_is_gone_is_a_page_in_words(impatient: Flask) -> None:
    dublin = Dublin.seeded()
    visitor = impatient.test_client()
    assert isinstance(visitor, Visitor)
    visitor.signed_in_as(dublin.ian)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE person RENAME TO gone")
        connection.commit()

    answer = visitor.get("/dublin-2013/")

    assert answer.status_code == 503
    assert "The database is not responding" in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"])
def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient, method: str) -> None:
    answer = client.open("/dublin-2013/topics/2/vote", method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert "That isn't possible here" in answer.text


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/dublin-2013/topics/?q=xen", "/dublin-2013/topics/?q=xen"),
        ("http://localhost//elsewhere.example/", "/dublin-2013/"),
        ("http://elsewhere.example/", "/dublin-2013/"),
        ("http://localhost.elsewhere.example/", "/dublin-2013/"),
        ("javascript:alert(1)", "/dublin-2013/"),
        ("", "/dublin-2013/"),
    ],
)
def test_the_way_back_from_a_refusal_stays_on_this_server(
    visitor: Visitor, dublin: Dublin, referrer: str, back: str
) -> None:
    door = "/dublin-2013/door/not-its-secret"

    answer = visitor.signed_in_as(dublin.ian).post(door, headers={"Referer": referrer})

    assert answer.status_code == 410
    assert f'href="{back}">Go back' in answer.text
