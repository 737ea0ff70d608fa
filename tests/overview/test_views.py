"""The first page of an event, and the list of events."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Milestone
from hackathon.events.participation.models import Attendance
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin


def words(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_first_page_says_what_where_when_and_how_much(client: FlaskClient, dublin: Dublin) -> None:
    dublin.event.notice = "Some of this is made up."
    db.session.commit()
    page = words(client.get("/dublin-2013/").text)

    assert "Xen Hackathon 16–17 May 2013 Dublin, Ireland" in page  # noqa: RUF001 -- an en dash
    assert "Some of this is made up." in page
    assert "Topics 4 topics in 2 areas Agenda Not published yet People 4 confirmed, 1 invited" in page
    assert "Thu 16 May 09:00–17:00 Fri 17 May 09:00–17:00" in page  # noqa: RUF001 -- en dashes


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.CONFIRMED, "Confirmed You&#39;re coming."),
        (Status.INVITED, "Invited Tell us if and when you will attend."),
        (None, "You are not on this event"),
    ],
)
def test_the_first_page_tells_me_where_i_stand(
    visitor: Visitor, dublin: Dublin, status: Status | None, told: str
) -> None:
    dublin.event.last_day = date(2113, 5, 17)
    if status:
        db.session.add(Attendance(event=dublin.event, person=dublin.msw, status=status))
    db.session.commit()
    page = words(visitor.signed_in_as(dublin.msw).get("/dublin-2013/").text)

    assert told in page
    assert "You voted on 1 of 4 topics." in page


@pytest.mark.parametrize("dates", [1, 3])
def test_the_first_page_asks_five_questions(
    visitor: Visitor, dublin: Dublin, queries: list[str], dates: int
) -> None:
    dublin.event.milestones = [
        Milestone(name=f"Date {number}", starts=THURSDAY, changed_at=NOON) for number in range(dates)
    ]
    dublin.crowd(dates, voting=dublin.portathon)
    visitor.signed_in_as(dublin.ian)
    queries.clear()

    assert visitor.get("/dublin-2013/").text.count("Date ") == dates
    assert len(queries) == 5


def test_the_events_are_listed_with_place_and_days(client: FlaskClient, dublin: Dublin) -> None:
    dublin.event.held_phase = None
    db.session.commit()

    assert "Past Xen Hackathon 16–17 May 2013 · Dublin, Ireland" in words(client.get("/").text)  # noqa: RUF001 -- an en dash


def test_a_server_without_an_event_says_how_to_start(client: FlaskClient) -> None:
    assert "No events yet." in client.get("/").text


def test_no_event_is_at_a_wrong_address(client: FlaskClient) -> None:
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "Page not found" in answer.text
