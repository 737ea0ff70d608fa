"""A report of a fault leads to its line in the log."""

import re

import pytest
from flask import Flask, request_finished
from flask.testing import FlaskClient

from hackathon.app import create_app
from hackathon.config import Settings

HEADER = "X-Request-ID"


def test_an_error_page_has_the_id_that_the_header_and_the_log_have(
    client: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def note(_app: Flask, **_details: object) -> None:
        app.logger.error("noted")

    with request_finished.connected_to(note, app):
        answer = client.get("/nothing-here/at-all")

    request_id = answer.headers[HEADER]
    assert f"request {request_id}" in re.sub(r"<[^>]+>", "", answer.text)
    assert [getattr(record, "request_id", None) for record in caplog.records] == [request_id]


@pytest.mark.usefixtures("dublin")
def test_each_request_has_an_id_of_its_own(client: FlaskClient) -> None:
    told = [client.get("/", headers={HEADER: "from-a-stranger"}).headers[HEADER] for _ in range(2)]

    assert len({*told, "from-a-stranger"}) == 3


@pytest.mark.parametrize(
    ("told", "is_kept"), [("0123456789abcdef", True), ("short", False), ("a b" * 9, False)]
)
def test_a_trusted_web_server_in_front_names_the_request(app: Flask, told: str, is_kept: bool) -> None:
    settings = Settings.load(
        {"HACKATHON_TRUSTED_PROXIES": "1"},
        instance=app.config["SETTINGS"].instance,
        secret_key="a key for tests",  # noqa: S106 -- it guards nothing
    )
    client = create_app(settings, TESTING=True).test_client()

    assert (client.get("/health/live", headers={HEADER: told}).headers[HEADER] == told) == is_kept
