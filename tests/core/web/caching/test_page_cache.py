"""Pages for visitors are drawn once for all of them, and never shown a moment too old."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from hackathon.app import close_connections, create_app
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.web import clock
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.agendas import few
from tests.dublin import NOON, Dublin
from tests.published import freeze

TOPICS = "/dublin-2013/topics/"
PAGES = ["/", "/dublin-2013/", TOPICS, f"{TOPICS}?sort=new", "/dublin-2013/people/", "/dublin-2013/changes/"]


def topic_page(dublin: Dublin) -> str:
    return f"{TOPICS}{dublin.roadmap.address}"


@pytest.mark.usefixtures("quiet_database")
@pytest.mark.parametrize("path", [*PAGES, "a topic"])
def test_a_page_is_drawn_once_for_all_visitors(
    client: FlaskClient, dublin: Dublin, drawn: list[str], path: str
) -> None:
    freeze(dublin.event, few())
    path = topic_page(dublin) if path == "a topic" else path
    first, second = (client.get(path, headers={"Accept-Encoding": "gzip"}) for _ in range(2))

    assert first.status_code == 200
    assert (second.data, second.headers["Content-Type"]) == (first.data, first.headers["Content-Type"])
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Cache-Control"] == "private, no-cache"
    assert len(drawn) == 1


@pytest.mark.parametrize("path", [*PAGES, "a topic"])
def test_drawing_a_page_again_gives_the_same_bytes(app: Flask, dublin: Dublin, path: str) -> None:
    """So nothing in it is for one visitor alone: no token, no key of a form."""
    path = topic_page(dublin) if path == "a topic" else path
    other = create_app(app.config["SETTINGS"], TESTING=True)
    pages = [each.test_client().get(path).data for each in (app, other)]
    close_connections(other)

    assert pages[0] == pages[1]


@pytest.mark.parametrize("path", [*PAGES, "a topic"])
def test_a_page_sets_no_cookie_even_where_forms_carry_tokens(
    app: Flask, dublin: Dublin, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """With a cookie, a visitor would be answered by the application ever after."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = app.test_client().get(topic_page(dublin) if path == "a topic" else path)

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def vote(dublin: Dublin) -> None:
    topic = dublin.roadmap
    db.session.add(Vote(topic=topic, person=dublin.ian, choice=Choice.MUST, cast_at=NOON))
    db.session.commit()


def rename_past_the_orm(dublin: Dublin) -> None:
    db.session.execute(
        text("UPDATE topic SET title = 'Renamed meanwhile' WHERE id = :id"), {"id": dublin.roadmap.id}
    )
    db.session.commit()


@pytest.mark.postgresql
@pytest.mark.parametrize("change", [vote, rename_past_the_orm])
def test_every_worker_draws_the_page_again_after_any_change(
    app: Flask, client: FlaskClient, dublin: Dublin, change: Callable[[Dublin], None]
) -> None:
    other_worker = create_app(app.config["SETTINGS"], TESTING=True)
    other = other_worker.test_client()
    old = {each.get(TOPICS).text for each in (client, other, client, other)}

    change(dublin)
    new = [each.get(TOPICS).text for each in (client, other)]
    close_connections(other_worker)

    assert len(old) == 1
    assert new[0] == new[1]
    assert new[0] not in old


@pytest.mark.usefixtures("quiet_database", "dublin")
def test_reading_changes_nothing_and_neither_does_what_is_undone(
    client: FlaskClient, drawn: list[str]
) -> None:
    client.get(TOPICS)
    db.session.query(Topic).all()
    db.session.rollback()
    client.get(TOPICS)

    assert drawn == [TOPICS]


@pytest.mark.usefixtures("dublin")
def test_each_visitor_gets_their_language_and_search(client: FlaskClient) -> None:
    asked = [
        (TOPICS, {}),
        (TOPICS, {"Accept-Language": "de"}),
        (f"{TOPICS}?q=xen", {}),
        (f"{TOPICS}?q=nothing-has-this", {}),
    ]
    first, second = ([client.get(path, headers=headers).text for path, headers in asked] for _ in range(2))

    assert second == first
    assert len(set(first)) == 4


@pytest.mark.usefixtures("quiet_database", "dublin")
def test_a_page_is_drawn_again_when_the_minute_is_over_or_the_clock_was_set_back(
    app: Flask, client: FlaskClient, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    half_past = datetime.now(UTC).replace(second=30, microsecond=0)
    for minutes in (0, 1, -1):
        ahead = half_past + timedelta(minutes=minutes) - datetime.now(UTC)
        monkeypatch.setitem(app.config, clock.AHEAD, ahead)
        client.get(TOPICS)
        client.get(TOPICS)

    assert drawn == [TOPICS] * 3


@pytest.mark.usefixtures("dublin")
def test_a_page_that_is_not_there_is_not_kept(client: FlaskClient, drawn: list[str]) -> None:
    for _ in range(2):
        assert client.get(f"{TOPICS}999").status_code == 404

    assert len(drawn) == 2


@pytest.mark.usefixtures("quiet_database", "dublin")
def test_what_was_drawn_for_http_is_not_sent_over_https(client: FlaskClient, drawn: list[str]) -> None:
    for scheme in ("http", "https"):
        client.get(TOPICS, base_url=f"{scheme}://localhost")
    client.get(TOPICS, headers={"X-Forwarded-Proto": "https"})

    assert drawn == [TOPICS] * 3
