"""What an open page is told, and in how few bytes."""

import json
from dataclasses import replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from hackathon.core.extensions import db
from tests.agendas import FEW, LIBXL, NETWORK, PORTATHON, XAPI, dublin_at, few, placed, publish
from tests.clock import set_clock
from tests.dublin import Dublin
from tests.published import freeze

LIVE = "/dublin-2013/live"


def told(client: FlaskClient, since: int, **headers: str) -> dict[str, Any]:
    answer = client.get(f"{LIVE}?since={since}", headers=headers)
    assert len(answer.data) < 2_000
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_nothing_new_costs_one_statement_and_less_than_200_bytes(
    client: FlaskClient, dublin: Dublin, queries: list[str]
) -> None:
    freeze(dublin.event, few())
    first = client.get(LIVE)
    queries.clear()

    again = client.get(LIVE, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert len(queries) == 1
    assert len("".join(f"{name}: {value}\r\n" for name, value in again.headers)) < 150


def test_changes_are_told_in_the_language_of_the_page_without_what_is_over(
    app: Flask, client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    moved = (
        replace(LIBXL, starts=dublin_at(17, 11, 30), ends=dublin_at(17, 13)),
        replace(XAPI, room="dodder"),
    )
    second = publish(*(each for each in FEW if each not in (LIBXL, XAPI, NETWORK)), *moved, previous=first)
    freeze(dublin.event, first, second)
    set_clock(app, dublin_at(16, 18))

    english = told(client, 1)["changes"]
    german = told(client, 1, **{"Accept-Language": "de"})["changes"]
    nothing = told(client, 2)

    assert [(each["key"], each["words"]) for each in english] == [
        ("14-1", "Moved to 11:30"),
        ("13-1", "Moved to Dodder, 14:00"),
    ]
    assert german[1]["words"] == "Verlegt: Dodder, 14:00"
    assert (nothing["revision"], nothing["changes"]) == (2, [])


def test_however_much_changed_the_answer_stays_small(app: Flask, client: FlaskClient, dublin: Dublin) -> None:
    first = few()
    many = [
        placed(100 + n, "Größenänderung für 仮想マシン " * 8, "tolka", dublin_at(17, 9, n)) for n in range(40)
    ]
    freeze(dublin.event, first, publish(*FEW, *many, previous=first))
    set_clock(app, dublin_at(16, 8))

    answer = told(client, 1)

    assert len(answer["changes"]) + answer["more"] == 40
    assert answer["changes"]


def test_a_message_of_the_organizers_is_a_change(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())
    etag = client.get(LIVE).headers["ETag"]
    dublin.event.notice = "Lunch is **late**."
    db.session.commit()

    answer = client.get(LIVE, headers={"If-None-Match": etag})

    assert answer.get_json()["notice"] == "Lunch is late."


def test_addresses_that_ask_for_nonsense_are_told_what_holds_now(client: FlaskClient, dublin: Dublin) -> None:
    freeze(dublin.event, few())

    for since in ("-1", "99999999999999999999", "x", "0"):
        assert client.get(f"{LIVE}?since={since}").get_json()["changes"] == []
    assert client.get("/no-such-event/live").status_code == 404
    assert PORTATHON.title not in client.get(LIVE).text
