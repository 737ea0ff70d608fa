"""The stylesheet that carries an event's colours."""

import re

from flask.testing import FlaskClient

from hackathon.core.appearance.theme import stylesheet
from hackathon.core.extensions import db
from hackathon.topics.areas.services import NamedAreas
from tests.dublin import Dublin
from tests.refusals import NOT_FOUND, refusal


def test_the_theme_is_computed_from_the_hue_and_the_areas(client: FlaskClient, dublin: Dublin) -> None:
    answer = client.get("/dublin-2013/theme.css")

    assert answer.text == stylesheet(dublin.event.hue, ["hypervisor", "toolstack"])
    assert answer.mimetype == "text/css"


def test_a_browser_that_has_the_theme_is_told_so(client: FlaskClient, dublin: Dublin) -> None:
    del dublin
    etag = client.get("/dublin-2013/theme.css").headers["ETag"]
    again = client.get("/dublin-2013/theme.css", headers={"If-None-Match": etag})

    assert (again.status_code, again.text) == (304, "")


def sheet_address(client: FlaskClient) -> str:
    found = re.search(r'href="([^"]*theme\.css[^"]*)"', client.get("/dublin-2013/").text)
    assert found is not None
    return found[1]


def test_an_area_that_a_page_brings_in_has_its_colour_at_once(client: FlaskClient, dublin: Dublin) -> None:
    before = sheet_address(client)
    NamedAreas(dublin.event).named("Toolstack")
    db.session.commit()
    assert sheet_address(client) == before

    NamedAreas(dublin.event).named("Mirage OS")
    db.session.commit()

    assert sheet_address(client) != before
    assert "mirage-os" in client.get(sheet_address(client)).text


def test_no_event_has_no_theme(client: FlaskClient) -> None:
    assert refusal(client.get("/nowhere/theme.css")) == NOT_FOUND
