"""Putting oneself on an event's list."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.core.domain.attendance import Registration, Status
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from tests.conftest import Visitor
from tests.dublin import Dublin

ADDRESS = "/dublin-2013/registration"


@pytest.fixture
def dublin(dublin: Dublin) -> Dublin:
    """The Dublin hackathon, next month, open to everybody."""
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    dublin.event.registration = Registration.OPEN
    db.session.commit()
    return dublin


def test_a_stranger_is_asked_for_an_address_first(client: FlaskClient, dublin: Dublin) -> None:
    dublin.event.capacity = 10
    db.session.commit()

    page = client.get(ADDRESS).text
    assert "6 of 10 places are free." in page
    assert "/sign-in?next=/dublin-2013/registration" in page
    assert "/dublin-2013/registration" in client.get("/dublin-2013/").text


def test_who_registers_is_coming_and_is_asked_for_the_rest(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.msw)

    for _ in range(2):
        assert visitor.post(ADDRESS, data={"affiliation": "Citrix"}).location == "/dublin-2013/confirmation"

    mine = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.msw.id)).one()
    assert (mine.status, mine.person.affiliation) == (Status.CONFIRMED, "Citrix")
    assert "You are already on the list." in visitor.get(ADDRESS).text


@pytest.mark.parametrize("closed", [True, False])
def test_a_closed_or_past_event_takes_nobody(visitor: Visitor, dublin: Dublin, closed: bool) -> None:
    if closed:
        dublin.event.registration = Registration.CLOSED
    else:
        dublin.event.last_day, dublin.event.held_phase = dublin.event.first_day, None
    db.session.commit()
    visitor.signed_in_as(dublin.msw)

    says = "Registration is not open." if closed else "Xen Hackathon has ended. Registration is closed."
    assert says in visitor.get(ADDRESS).text
    assert visitor.post(ADDRESS).status_code == 409


def test_an_organizer_says_yes_in_the_organizer_area(visitor: Visitor, dublin: Dublin) -> None:
    dublin.event.registration = Registration.APPROVED
    db.session.commit()
    visitor.signed_in_as(dublin.msw).post(ADDRESS)
    visitor.signed_in_as(dublin.lars)

    assert "Registered; needs approval" in visitor.get("/dublin-2013/organize/people").text
    visitor.post(f"/dublin-2013/organize/people/{dublin.msw.id}/approval")

    assert "Msw is coming." in visitor.get("/dublin-2013/organize/people").text
