"""What is asked for too often is refused, with when to try again; everything else goes on."""

import os
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits.strategies import MovingWindowRateLimiter
from werkzeug.test import TestResponse

from hackathon.agenda.feeds.services import feeds
from hackathon.config import Settings
from hackathon.topics.comments.models import Comment
from tests import databases
from tests.applications import application_for
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.mailbox import link, mails
from tests.page_builders import counted
from tests.refusals import refusal as page_heading

COMMENTS = "/dublin-2013/topics/2-xen-on-arm-portathon/comments"


@pytest.fixture
def tenfold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count each request as ten, so that a tenth of them reaches the limits that are hundreds."""
    hit = MovingWindowRateLimiter.hit

    def counted_as_ten(strategy: MovingWindowRateLimiter, *limit: Any, cost: int = 1) -> bool:  # noqa: ANN401 -- the limit, and whose it is
        return hit(strategy, *limit, cost=10 * cost)

    monkeypatch.setattr(MovingWindowRateLimiter, "hit", counted_as_ten)


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
        r"You posted 30 comments within ten minutes. Please try again in (9|10|11) minutes", refusal.text
    )
    assert 500 < int(refusal.headers["Retry-After"]) <= 601
    assert visitor.get("/dublin-2013/topics/").status_code == 200
    wei = app.test_client()
    assert isinstance(wei, Visitor)
    assert say(wei.signed_in_as(dublin.wei), 100).status_code == 303


def typo(client: FlaskClient, number: int, **more: str) -> TestResponse:
    """Ask for a mail to what is no address: nothing is written, and it counts."""
    return client.post("/sign-in", data={"email": f"person {number}"}, **more)


@pytest.mark.usefixtures("tenfold", "dublin")
def test_feedback_is_limited_by_network_whatever_device_it_says_it_is(app: Flask) -> None:
    def answer(_number: int) -> TestResponse:
        return app.test_client().post("/dublin-2013/feedback", data={"rating": 1})

    number, _refusal = until_refused(answer, 60)

    assert number == 30


@pytest.mark.usefixtures("tenfold")
def test_a_whole_hackathon_may_sign_in_from_one_address(client: FlaskClient, dublin: Dublin) -> None:
    asked, refusal = until_refused(lambda number: typo(client, number), 31)

    assert asked * 10 == 300
    assert "Too many sign-in emails were requested" in refusal.text
    ian = {"email": dublin.ian.email}
    assert client.post("/sign-in", data=ian).status_code == 429
    assert client.post("/sign-in", data=ian, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303
    assert client.get("/dublin-2013/").status_code == 200


@pytest.mark.usefixtures("tenfold")
def test_a_household_of_the_newer_addresses_counts_as_one(client: FlaskClient) -> None:
    def ask(number: int) -> TestResponse:
        return client.post("/sign-in", environ_base={"REMOTE_ADDR": f"2001:db8::{number:x}"})

    assert until_refused(ask, 31)[0] * 10 == 300


@pytest.mark.usefixtures("tenfold")
def test_a_household_of_many_networks_counts_too(client: FlaskClient) -> None:
    def ask(number: int) -> TestResponse:
        return client.post("/sign-in", environ_base={"REMOTE_ADDR": f"2001:db8:0:{number % 8:x}::1"})

    assert until_refused(ask, 61)[0] * 10 == 600


@pytest.mark.usefixtures("tenfold")
def test_the_mails_of_who_was_signed_in_before_are_not_counted_for_the_network(
    visitor: Visitor, dublin: Dublin, app: Flask
) -> None:
    visitor.post("/sign-in", data={"email": dublin.ian.email})
    visitor.post(link(mails()[0]))
    until_refused(lambda number: typo(app.test_client(), number), 31)

    assert visitor.post("/sign-in", data={"email": dublin.lars.email}).status_code == 429
    assert visitor.post("/sign-in", data={"email": dublin.ian.email}).status_code == 303


@pytest.mark.usefixtures("tenfold")
def test_secret_addresses_that_exist_are_not_counted(client: FlaskClient, dublin: Dublin) -> None:
    secret = feeds.address(event=dublin.event, person=dublin.ian, now=datetime.now(UTC))
    right = [client.get(f"/calendars/{secret}.ics").status_code for _ in range(20)]
    wrong, _ = until_refused(lambda number: client.get(f"/calendars/wrong-{number}.ics"), 61)

    assert right == [200] * 20
    assert wrong * 10 == 600


WORKER = """
import os, sys
from limits.strategies import MovingWindowRateLimiter as Strategy
from hackathon.app import create_app
from hackathon.config import Settings
hit = Strategy.hit
Strategy.hit = lambda self, *limit, cost=1: hit(self, *limit, cost=10 * cost)
client = create_app(Settings.load(os.environ), TESTING=True, WTF_CSRF_ENABLED=False).test_client()
for address, times in zip(sys.argv[1::2], map(int, sys.argv[2::2])):
    for number in range(times):
        asked = {"data": {"email": f"person {number}"}, "environ_base": {"REMOTE_ADDR": address}}
        print(address, client.post("/sign-in", **asked).status_code)
"""


def answers_of_a_web_worker(app: Flask, redis_url: str, times: dict[str, int]) -> dict[str, Counter[str]]:
    """Return what one more web worker, a process of its own, answers each address that asks it for mails.

    `times` is how often each asks. As with `tenfold`, each request counts as ten.
    """
    known: Settings = app.config["SETTINGS"]
    told = {"INSTANCE": known.instance, "DATABASE_URL": known.database_url, "REDIS_URL": redis_url}
    environ = os.environ | {f"HACKATHON_{name}": value for name, value in told.items()}
    command = [sys.executable, "-c", WORKER, *(word for asks in times.items() for word in map(str, asks))]
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=True)
    answers: dict[str, Counter[str]] = {address: Counter() for address in times}
    for line in done.stdout.splitlines():
        address, status = line.split()
        answers[address][status] += 1
    return answers


@pytest.mark.usefixtures("dublin")
def test_all_web_workers_count_together_where_they_share_a_redis(app: Flask) -> None:
    url = databases.redis()
    # A Redis keeps what was counted in an earlier run.
    address, neighbour = f"2001:db8:{token_hex(2)}:{token_hex(2)}::1", f"2001:db9:{token_hex(2)}::1"

    first = answers_of_a_web_worker(app, url, {address: 20})
    second = answers_of_a_web_worker(app, url, {address: 20, neighbour: 1})

    assert first == {address: {"422": 20}}
    assert second == {address: {"422": 10, "429": 10}, neighbour: {"422": 1}}


@pytest.mark.usefixtures("dublin")
def test_a_redis_that_does_not_answer_stops_nobody_and_each_worker_counts_for_itself(app: Flask) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers there
        nobody = f"redis://127.0.0.1:{taken.getsockname()[1]}/0"

        asked = answers_of_a_web_worker(app, nobody, {"192.0.2.7": 31})

    assert asked == {"192.0.2.7": {"422": 30, "429": 1}}


@pytest.mark.usefixtures("dublin", "tenfold")
@pytest.mark.parametrize(("proxies", "asked"), [(0, 30), (1, 31)])
def test_who_asks_is_known_through_as_many_proxies_as_are_trusted(
    app: Flask, proxies: int, asked: int
) -> None:
    before: Settings = app.config["SETTINGS"]
    settings = Settings.load({}, instance=before.instance, secret_key="a key", trusted_proxies=proxies)  # noqa: S106 -- it guards nothing
    behind = application_for(settings).test_client()

    answers = [
        behind.post("/sign-in", headers={"X-Forwarded-For": f"198.51.100.{number % 250}"})
        for number in range(31)
    ]

    said = Counter(page_heading(each) for each in answers)
    assert said[422, "Sign in"] == asked
    assert said[429, "Too many requests"] == len(answers) - asked
