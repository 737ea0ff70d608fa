"""Finding sessions of the agenda by its address, and the page and calendar of a contact."""

import icalendar
import pytest
from flask.testing import FlaskClient

from tests.agenda.test_views import words
from tests.agendas import FEW, PORTATHON, few, publish
from tests.dublin import Dublin
from tests.published import freeze

AGENDA = "/dublin-2013/agenda/"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=arm+campbell", {"Portathon"}),
        ("q=TOLKA", {"Xen network improvement", "XAPI"}),
        ("room=tolka&day=2013-05-17", {"XAPI"}),
        ("area=toolstack", {"libxl", "XAPI"}),
        ("contact=wei-liu", {"Xen network improvement"}),
        ("q=no-such-thing", set()),
        ("room=no-such-room&q=%00", set()),
    ],
)
def test_the_address_says_what_is_looked_for(
    client: FlaskClient, dublin: Dublin, query: str, titles: set[str]
) -> None:
    freeze(dublin.event, few())
    page = words(client.get(f"{AGENDA}?{query}").text)

    every = {"Release Closing", "Portathon", "Xen network improvement", "libxl", "XAPI"}
    listed = page[page.index("Show all sessions") :]
    assert {title for title in every if title in listed} == titles
    assert ("No sessions match." in page) == (not titles)


def test_a_contact_has_a_page_and_a_calendar_that_answers_for_ever(
    client: FlaskClient, dublin: Dublin
) -> None:
    first = few()
    freeze(dublin.event, first)
    page = words(client.get("/dublin-2013/people/ian-campbell").text)
    assert "Contact for 1 session" in page
    assert "Portathon" in page

    feed = icalendar.Calendar.from_ical(client.get("/dublin-2013/people/ian-campbell.ics").data)
    assert [str(event["SUMMARY"]) for event in feed.events] == ['Xen on ARM "Portathon"']

    freeze(dublin.event, publish(*(each for each in FEW if each != PORTATHON), previous=first))
    feed = icalendar.Calendar.from_ical(client.get("/dublin-2013/people/ian-campbell.ics").data)
    assert [str(event["STATUS"]) for event in feed.events] == ["CANCELLED"]
    assert client.get("/dublin-2013/people/nobody.ics").status_code == 404
