"""Styles and scripts, kept by browsers until they change."""

import hashlib
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"


def test_a_page_names_the_digest_of_each_file_that_it_needs(client: FlaskClient) -> None:
    addresses = re.findall(r'"(/static/[^"]+)"', client.get("/").text)

    digest = hashlib.sha256(TOKENS.read_bytes()).hexdigest()[:12]
    assert f"/static/css/tokens.css?v={digest}" in addresses
    assert [each for each in addresses if not re.search(r"\?v=[0-9a-f]{12}$", each)] == []


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("css/tokens.css?v=0123456789ab", "public, max-age=31536000, immutable"),
        ("css/tokens.css", "public, max-age=300"),
        ("css/none.css?v=0123456789ab", "private, no-cache"),
    ],
)
def test_a_browser_need_not_ask_again_for_what_has_a_digest(
    client: FlaskClient, path: str, kept: str
) -> None:
    with client.get(f"/static/{path}") as answer:
        assert answer.headers["Cache-Control"] == kept
