"""Styles and scripts, kept by browsers until they change."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hackathon.core.web.static_files.stylesheets import GROUPS

STATIC = Path(__file__).parents[4] / "static"


def test_a_page_names_the_digest_of_each_file_that_it_needs(client: FlaskClient) -> None:
    addresses = re.findall(r'"(/st(?:atic|ylesheets)/[^"]+)"', client.get("/").text)

    digest = hashlib.sha256((STATIC / "ui" / "icons" / "icon.svg").read_bytes()).hexdigest()[:12]
    assert f"/static/ui/icons/icon.svg?v={digest}" in addresses
    assert [each for each in addresses if not re.search(r"\?v=[0-9a-f]{12}$", each)] == []


def test_the_sheets_of_a_page_come_as_one_compressed_and_for_good(client: FlaskClient) -> None:
    (address,) = re.findall(r'"(/stylesheets/[^"]+)"', client.get("/").text)

    answer = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    joined = gzip.decompress(answer.data)
    for name in ("tokens", "printed"):
        assert (STATIC / "ui" / f"{name}.css").read_bytes() in joined
    assert client.get("/stylesheets/unknown.css").status_code == 404


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("ui/tokens.css?v=0123456789ab", "public, max-age=31536000, immutable"),
        ("ui/tokens.css", "public, max-age=300"),
        ("ui/none.css?v=0123456789ab", "private, no-cache"),
    ],
)
def test_a_browser_need_not_ask_again_for_what_has_a_digest(
    client: FlaskClient, path: str, kept: str
) -> None:
    with client.get(f"/static/{path}") as answer:
        assert answer.headers["Cache-Control"] == kept


@pytest.mark.parametrize("sheet", GROUPS["schedule"])
def test_no_rule_has_a_browser_style_the_whole_schedule_again(sheet: str) -> None:
    # With `:has()` within `:not()`, adding one element costs as much as the whole page: 200 ms.
    assert not re.search(r":not\([^()]*:has\(", (STATIC / f"{sheet}.css").read_text())


SET_ELSEWHERE = {"--size"}
"""Properties that a page's own stylesheet sets: the size of a sheet of paper."""


def test_every_custom_property_without_a_fallback_is_set_somewhere() -> None:
    """A browser says nothing of a misspelled one: a background is then transparent."""
    sheets = "\n".join(file.read_text(encoding="utf-8") for file in STATIC.rglob("*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", sheets))

    assert used - set(re.findall(r"(--[\w-]+)\s*:", sheets)) - SET_ELSEWHERE == set()
