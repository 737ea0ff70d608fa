"""The stylesheet that carries an event's colours."""

from flask.testing import FlaskClient

from hackathon.domain.theme import stylesheet
from tests.dublin import Dublin


def test_the_theme_is_computed_from_the_hue_and_the_areas(client: FlaskClient, dublin: Dublin) -> None:
    answer = client.get("/dublin-2013/theme.css")

    assert answer.text == stylesheet(dublin.event.hue, ["hypervisor", "toolstack"])
    assert answer.mimetype == "text/css"


def test_a_browser_that_has_the_theme_is_told_so(client: FlaskClient, dublin: Dublin) -> None:
    del dublin
    etag = client.get("/dublin-2013/theme.css").headers["ETag"]
    again = client.get("/dublin-2013/theme.css", headers={"If-None-Match": etag})

    assert (again.status_code, again.text) == (304, "")


def test_no_event_has_no_theme(client: FlaskClient) -> None:
    assert client.get("/nowhere/theme.css").status_code == 404
