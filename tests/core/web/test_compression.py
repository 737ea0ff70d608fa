"""What is sent compressed, and what is not."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from tests.conftest import Visitor
from tests.dublin import Dublin

TOPICS = "/dublin-2013/topics/"
ZIPPED = {"Accept-Encoding": "gzip"}


def style(client: FlaskClient) -> str:
    """Return the address of a script that every page loads."""
    found = re.search(r'src="(/static/ui/connection\.js[^"]*)"', client.get("/").text)
    assert found
    return found[1]


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("path", [TOPICS, "/sign-in", "/dublin-2013/nothing-here", "script"])
def test_a_text_is_sent_compressed_to_who_takes_it(client: FlaskClient, path: str) -> None:
    address = style(client) if path == "script" else path
    plain, zipped = client.get(address, buffered=True), client.get(address, headers=ZIPPED, buffered=True)

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < len(plain.data)
    # An error page names its request, and a form has a token of its own.
    if plain.status_code == 200 and "csrf_token" not in plain.text:
        assert gzip.decompress(zipped.data) == plain.data


def test_an_unchanged_script_is_not_sent_again(client: FlaskClient) -> None:
    address = style(client)
    first = client.get(address, headers=ZIPPED, buffered=True)
    again = client.get(address, headers={**ZIPPED, "If-None-Match": first.headers["ETag"]}, buffered=True)

    assert first.headers["ETag"].startswith("W/")
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/static/ui/icons/icon.svg", "/health"])
def test_what_is_short_is_sent_as_it_is(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=ZIPPED, buffered=True)

    assert len(answer.data) < 500
    assert "Content-Encoding" not in answer.headers


def test_the_length_of_a_page_does_not_tell_what_is_in_it(visitor: Visitor, dublin: Dublin) -> None:
    """Of a page with a form's token, that is; what is kept for visitors holds no secret.

    Asked for again, a kept page has the length that it had, so that to ask often tells no more than once.
    """
    reader = visitor.signed_in_as(dublin.ian)
    paths = [f"{TOPICS}?of={number:02}" for number in range(20)]

    assert len({len(reader.get(path, headers=ZIPPED).data) for path in paths}) > 5


def test_a_part_of_a_script_is_sent_as_it_is(client: FlaskClient) -> None:
    answer = client.get(style(client), headers={**ZIPPED, "Range": "bytes=0-9"}, buffered=True)

    assert (answer.status_code, len(answer.data)) == (206, 10)
    assert "Content-Encoding" not in answer.headers
