"""All settings of an event on one page, and the page that makes an event."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon.core.domain.attendance import Registration
from hackathon.core.domain.votes import Weights
from hackathon.core.extensions import db
from hackathon.events.queries import events
from tests.conftest import Visitor
from tests.dublin import Dublin

SETTINGS = "/dublin-2013/organize/settings"
SENT: dict[str, Any] = {
    "version": "1",
    "title": "Xen Hackathon in Dublin",
    "place": "Google, Dublin",
    "about": "Two days of *code*.",
    "notice": "",
    "zone": "Europe/Dublin",
    "first_day": "2013-05-16",
    "last_day": "2013-05-17",
    "votes_open": "",
    "votes_close": "2013-05-10T18:00",
    "weight_must": "8",
    "weight_will": "4",
    "weight_maybe": "2",
    "percent_invited": "50",
    "percent_maybe": "50",
    "cost_loss": "10",
    "cost_seat": "1",
    "cost_change": "20",
    "most_in_a_row": "2",
    "room_change_minutes": "10",
    "is_open_space": "y",
    "hue": "145",
    "registration": "open",
    "capacity": "40",
    "offer_hours": "24",
}
BOSTON = {
    "title": "Xen Hackathon Boston",
    "slug": "boston-2014",
    "place": "Boston",
    "zone": "America/New_York",
    "first_day": "2014-05-29",
    "last_day": "2014-05-30",
}


def test_settings_are_saved(visitor: Visitor, dublin: Dublin) -> None:
    answer = visitor.signed_in_as(dublin.lars).post(SETTINGS, data=SENT)

    assert (answer.status_code, answer.location) == (303, SETTINGS)
    event = dublin.event
    assert (event.title, event.place, event.hue) == ("Xen Hackathon in Dublin", "Google, Dublin", 145)
    assert event.weights == Weights(must=8, will=4, maybe=2)
    assert event.votes_close == datetime(2013, 5, 10, 17, tzinfo=UTC)
    assert (event.registration, event.capacity, event.offer_hours) == (Registration.OPEN, 40, 24)


def test_the_page_shows_what_was_saved(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars).post(SETTINGS, data=SENT)

    page = visitor.get(SETTINGS).text
    for value in ("Xen Hackathon in Dublin", "2013-05-10T18:00", "2013-05-16", 'value="145"', 'value="2"'):
        assert value in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Please enter a title, such as"),
        ({"hue": "400"}, "Please enter a whole number from 0 to 359."),
        ({"zone": "Dublin"}, "is not a time zone"),
        ({"last_day": "2013-05-01"}, "The last day is before the"),
        ({"last_day": "2013-05-16"}, "There are slots on 17 May 2013"),
        ({"votes_open": "2013-06-01T10:00"}, "Voting closes before it opens."),
        ({"title": "T" * 501}, "Please use at most"),
        ({"votes_close": "0001-01-01T00:00"}, "is not a valid year"),
    ],
)
def test_what_is_wrong_is_said_on_the_form_that_keeps_what_was_typed(
    visitor: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    answer = visitor.signed_in_as(dublin.lars).post(SETTINGS, data={**SENT, **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Google, Dublin" in answer.text
    assert dublin.event.title == "Xen Hackathon"


def test_a_stale_form_changes_nothing(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars).post(SETTINGS, data=SENT)

    answer = visitor.post(SETTINGS, data={**SENT, "hue": "10"})

    assert answer.status_code == 409
    assert "Someone else changed this" in answer.text
    assert dublin.event.hue == 145


def test_text_of_a_stranger_is_shown_as_text(visitor: Visitor, dublin: Dublin) -> None:
    hostile = {
        "title": "<script>alert(1)</script>",
        "place": '"><b>\u202e\x00place',
        "notice": "</textarea><i>",
    }

    visitor.signed_in_as(dublin.lars).post(SETTINGS, data={**SENT, **hostile})

    page = visitor.get(SETTINGS).text
    assert dublin.event.place == '"><b>place'
    for markup in ("<script>alert", "<b>", "<i>"):
        assert markup not in page


@pytest.mark.parametrize("person", ["ian", "nobody"])
def test_settings_are_for_organizers(visitor: Visitor, dublin: Dublin, person: str) -> None:
    if person == "ian":
        visitor.signed_in_as(dublin.ian)

    assert visitor.post(SETTINGS, data=SENT).status_code == (403 if person == "ian" else 401)
    assert dublin.event.title == "Xen Hackathon"


def test_an_event_is_created_by_somebody_who_organizes_one(visitor: Visitor, dublin: Dublin) -> None:
    answer = visitor.signed_in_as(dublin.lars).post("/events/new", data=BOSTON)

    assert (answer.status_code, answer.location) == (303, "/boston-2014/organize/")
    assert visitor.get("/boston-2014/organize/settings").status_code == 200
    event = events.get("boston-2014")
    assert event is not None
    assert (event.title, event.zone) == ("Xen Hackathon Boston", "America/New_York")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"slug": "dublin-2013"}, "There is already an event at /dublin-2013/"),
        ({"zone": "Boston"}, "time zone"),
    ],
)
def test_an_event_that_cannot_be_is_explained(
    visitor: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    answer = visitor.signed_in_as(dublin.lars).post("/events/new", data={**BOSTON, **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Xen Hackathon Boston" in answer.text
    assert events.get("boston-2014") is None


def test_who_was_allowed_to_may_create_an_event(visitor: Visitor, dublin: Dublin) -> None:
    assert visitor.signed_in_as(dublin.ian).get("/events/new").status_code == 403
    dublin.ian.creates_events = True
    db.session.commit()

    assert "New event" in visitor.get("/events/new").text


def test_nobody_creates_an_event_without_signing_in(client: FlaskClient, dublin: Dublin) -> None:
    del dublin
    assert client.post("/events/new", data=BOSTON).status_code == 401
    assert events.get("boston-2014") is None


ON_A_CHANGE = {**SENT, "first_day": "2013-03-31", "last_day": "2013-10-28"}


def test_a_time_that_the_clocks_skip_is_refused(visitor: Visitor, dublin: Dublin) -> None:
    entered = {**ON_A_CHANGE, "votes_close": "2013-03-31T01:30"}

    answer = visitor.signed_in_as(dublin.lars).post(SETTINGS, data=entered)

    assert answer.status_code == 422
    assert "01:30 does not exist on 31 March 2013: clocks go from 01:00 to 02:00." in answer.text
    assert dublin.event.votes_close is None


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_where_the_clocks_show_a_time_twice_the_page_asks_which_one_is_meant(
    visitor: Visitor, dublin: Dublin, which: str, hour: int
) -> None:
    entered: dict[str, Any] = {**ON_A_CHANGE, "votes_close": "2013-10-27T01:30"}

    asked = visitor.signed_in_as(dublin.lars).post(SETTINGS, data=entered)

    assert asked.status_code == 422
    assert "01:30 happens twice on 27 October 2013: clocks go back from 02:00 to 01:00." in asked.text
    assert '<select name="votes_close"' in asked.text
    assert '<select name="votes_open"' not in asked.text
    assert dublin.event.votes_close is None

    answer = visitor.post(SETTINGS, data={**entered, "votes_close": ["2013-10-27T01:30", which]})

    assert answer.status_code == 303
    assert dublin.event.votes_close == datetime(2013, 10, 27, hour, 30, tzinfo=UTC)
    assert f'<option value="{which}" selected>' in visitor.get(SETTINGS).text
