"""Addresses from before pages moved."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import Visitor
from tests.dublin import Dublin


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("desk/", "organize/"),
        ("desk/topics/new", "organize/topics/new"),
        ("desk/log?page=2", "organize/activity?page=2"),
        ("desk/joins/", "organize/merge-people/"),
    ],
)
def test_an_old_address_of_the_organizer_area_leads_to_the_new_one(
    client: FlaskClient, before: str, now: str
) -> None:
    answer = client.get(f"/dublin-2013/{before}")
    assert (answer.status_code, answer.location) == (308, f"/dublin-2013/{now}")


def test_a_form_of_a_page_opened_before_is_still_saved(visitor: Visitor, dublin: Dublin) -> None:
    organizer = visitor.signed_in_as(dublin.lars)
    answer = organizer.post("/dublin-2013/desk/topics/new", data={"title": "Stub domains"})
    assert (answer.status_code, answer.location) == (308, "/dublin-2013/organize/topics/new")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("css/agenda.css", "agenda/agenda.css"),
        ("js/schedule/main.js", "schedule/main.js"),
        ("img/icon.svg", "ui/icons/icon.svg"),
    ],
)
def test_a_page_that_a_browser_kept_finds_its_styles_and_scripts(
    client: FlaskClient, before: str, now: str
) -> None:
    answer = client.get(f"/static/{before}?v=0123456789ab")
    assert answer.status_code == 308
    assert answer.location.partition("?")[0] == f"/static/{now}"
    assert client.get("/static/css/none.css").status_code == 404
