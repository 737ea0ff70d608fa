"""What is published goes out without the application being asked, and is never a moment too old."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask, template_rendered
from flask.testing import FlaskClient
from jinja2 import Template
from sqlalchemy import delete
from werkzeug.test import TestResponse

from hackathon.agenda import published_responses
from hackathon.agenda.models import Revision
from hackathon.app import close_connections, create_app
from hackathon.core.extensions import db
from hackathon.core.web import clock
from hackathon.core.web.request_ids import HEADER
from tests.agendas import CLOSING, few, publish
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.published import freeze

AGENDA = "/dublin-2013/agenda/"
PUBLISHED = [
    AGENDA,
    "/dublin-2013/agenda/1",
    "/dublin-2013/agenda.ics",
    "/dublin-2013/schedule.xml",
    "/dublin-2013/schedule.json",
    "/dublin-2013/rooms/liffey.ics",
    "/dublin-2013/areas/toolstack.ics",
    "/dublin-2013/topics/6.ics",
]
ZIPPED = {"Accept-Encoding": "gzip"}


def whole(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """Return everything that a client sees of an answer but the id of its own request."""
    headers = [(name, value) for name, value in answer.headers.items() if name != HEADER]
    return answer.status_code, answer.data, sorted(headers)


@pytest.mark.parametrize("path", PUBLISHED)
def test_the_second_answer_is_the_first_and_the_application_draws_only_one(
    client: FlaskClient, dublin: Dublin, drawn: list[str], path: str
) -> None:
    freeze(dublin.event, few())
    first, second = (client.get(path, headers=ZIPPED) for _ in range(2))
    unchanged = client.get(path, headers={**ZIPPED, "If-None-Match": first.headers["ETag"]})

    assert whole(second) == whole(first)
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert unchanged.headers["ETag"] == first.headers["ETag"]
    assert unchanged.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert "Content-Type" not in unchanged.headers
    assert drawn == [path]


def publish_more(dublin: Dublin) -> None:
    freeze(dublin.event, publish(CLOSING, previous=few()))


def rename(dublin: Dublin) -> None:
    dublin.event.title = "Xen Summit"
    db.session.commit()


def make_again(dublin: Dublin) -> None:
    """Publish another agenda as revision 1, in a row that may well have the same key."""
    db.session.execute(delete(Revision))
    db.session.commit()
    freeze(dublin.event, replace(publish(CLOSING), published_at=NOON + timedelta(days=1)))


@pytest.mark.parametrize("change", [publish_more, rename, make_again])
def test_another_worker_sends_what_holds_now_in_the_moment_after_a_change(
    app: Flask, client: FlaskClient, dublin: Dublin, change: Callable[[Dublin], None]
) -> None:
    freeze(dublin.event, few())
    other_worker = create_app(app.config["SETTINGS"], TESTING=True)
    other = other_worker.test_client()
    old = [each.get(AGENDA).headers["ETag"] for each in (client, other, client, other)]

    change(dublin)
    new = [each.get(AGENDA, headers={"If-None-Match": old[0]}) for each in (client, other)]
    close_connections(other_worker)

    assert len(set(old)) == 1
    assert [answer.status_code for answer in new] == [200, 200]
    assert new[0].text == new[1].text


def test_a_page_that_shows_what_is_on_is_drawn_again_a_minute_later(
    app: Flask, client: FlaskClient, dublin: Dublin, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(dublin.event, few())
    before = min(session.starts for session in few().sessions) - datetime.now(UTC)
    for minutes in range(3):
        monkeypatch.setitem(app.config, clock.AHEAD, before + timedelta(minutes=minutes))
        client.get(AGENDA)

    assert drawn == [AGENDA] * 3


def test_whoever_is_signed_in_is_answered_by_the_application(
    visitor: Visitor, dublin: Dublin, drawn: list[str]
) -> None:
    freeze(dublin.event, few())
    for _ in range(2):
        visitor.get(AGENDA)
    mine = visitor.signed_in_as(dublin.ian).get(AGENDA)

    assert drawn == [AGENDA, AGENDA]
    assert "Ian Campbell" in mine.text


def test_each_reader_gets_their_own_language_and_encoding(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    readers = [
        {},
        ZIPPED,
        {"Accept-Language": "de"},
        {"Host": "elsewhere.example"},
    ]
    first, second = ([whole(client.get(AGENDA, headers=reader)) for reader in readers] for _ in range(2))

    assert second == first
    languages = [dict(headers)["Content-Language"] for _status, _body, headers in second]
    assert languages == ["en", "en", "de", "en"]
    assert [dict(headers).get("Content-Encoding") for _status, _body, headers in second[:2]] == [None, "gzip"]

    client.set_cookie("language", "de")
    assert client.get(AGENDA).headers["Content-Language"] == "de"


@pytest.mark.parametrize("path", [f"{AGENDA}7", "/nowhere/agenda.ics"])
def test_what_is_not_published_is_not_kept(
    client: FlaskClient, dublin: Dublin, drawn: list[str], path: str
) -> None:
    freeze(dublin.event, few())
    for _ in range(2):
        client.get(path)

    assert len(drawn) == 2


def test_many_who_ask_at_once_let_the_page_be_rendered_once(app: Flask, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    start = Barrier(4)
    rendered: list[str | None] = []

    def note(_app: Flask, template: Template, **_more: object) -> None:
        rendered.append(template.name)

    def ask(_number: int) -> int:
        client = FlaskClient(app)  # not a `Visitor`, who shares the context of the test
        start.wait(timeout=10)
        return client.get(AGENDA).status_code

    with template_rendered.connected_to(note, app), ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(4))) == [200] * 4

    assert rendered.count("agenda/show.html") == 1


@pytest.mark.usefixtures("app")
def test_reading_the_state_looks_up_two_rows_by_index() -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the plan is SQLite's")
    statement = published_responses.STATE.compile(db.engine)
    with db.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("dublin-2013", 1, 0)).all()

    assert [row[3].split()[0] for row in plan] == ["SEARCH", "SEARCH"]
