"""What is asked for too often is refused, with when to try again; everything else goes on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon.app import create_app
from hackathon.config import Settings
from hackathon.models import Comment
from hackathon.services import feeds
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.pages import counted

COMMENTS = "/dublin-2013/topics/2-xen-on-arm-portathon/comments"


def say(visitor: Visitor, number: int) -> TestResponse:
    return visitor.post(COMMENTS, data={"text": f"Number {number}", "form_key": f"key-{number}"})


def until_refused(ask: Callable[[int], TestResponse], most: int) -> tuple[int, TestResponse]:
    """Return how often something was answered before it was refused, and the refusal."""
    for number in range(most + 1):
        answer = ask(number)
        if answer.status_code == 429:
            return number, answer
    raise AssertionError(f"not refused {most} times")


def test_comments_are_limited_by_person_and_nothing_else_of_theirs_is(
    visitor: Visitor, dublin: Dublin, app: Flask
) -> None:
    visitor.signed_in_as(dublin.ian)

    kept, refusal = until_refused(lambda number: say(visitor, number), 40)

    assert (kept, counted(Comment)) == (30, 30)
    # The window began with the first comment, and the wait that is named is never too short.
    assert re.search(
        r"You wrote 30 comments within ten minutes. Try again in (9|10|11) minutes", refusal.text
    )
    assert 500 < int(refusal.headers["Retry-After"]) <= 601
    assert visitor.get("/dublin-2013/topics/").status_code == 200
    wei = app.test_client()
    assert isinstance(wei, Visitor)
    assert say(wei.signed_in_as(dublin.wei), 100).status_code == 303


def typo(client: FlaskClient, number: int, **more: str) -> TestResponse:
    """Ask for a mail to what is no address: nothing is written, and it counts."""
    return client.post("/sign-in", data={"email": f"person {number}"}, **more)


def test_a_whole_hackathon_may_sign_in_from_one_address(client: FlaskClient, dublin: Dublin) -> None:
    asked, refusal = until_refused(lambda number: typo(client, number), 310)

    assert asked == 300
    assert "Very many sign-in mails" in refusal.text
    ian = {"email": dublin.ian.email}
    assert client.post("/sign-in", data=ian).status_code == 429
    assert client.post("/sign-in", data=ian, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303
    assert client.get("/dublin-2013/").status_code == 200


def test_a_household_of_the_newer_addresses_counts_as_one(client: FlaskClient) -> None:
    def ask(number: int) -> TestResponse:
        return client.post("/sign-in", environ_base={"REMOTE_ADDR": f"2001:db8::{number:x}"})

    assert until_refused(ask, 310)[0] == 300


def test_secret_addresses_that_exist_are_not_counted(client: FlaskClient, dublin: Dublin) -> None:
    secret = feeds.address(event=dublin.event, person=dublin.ian, now=datetime.now(UTC))
    right = [client.get(f"/calendars/{secret}.ics").status_code for _ in range(20)]
    wrong, _ = until_refused(lambda number: client.get(f"/calendars/wrong-{number}.ics"), 610)

    assert right == [200] * 20
    assert wrong == 600


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize(("proxies", "asked"), [("0", 300), ("1", 310)])
def test_who_asks_is_known_through_as_many_proxies_as_are_trusted(
    app: Flask, proxies: str, asked: int
) -> None:
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load({}, instance=before.instance, secret_key="a key", trusted_proxies=proxies)  # noqa: S106 -- it guards nothing
    behind = create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False).test_client()

    answers = [
        behind.post("/sign-in", headers={"X-Forwarded-For": f"198.51.100.{number % 250}"})
        for number in range(310)
    ]

    assert sum(each.status_code == 422 for each in answers) == asked
