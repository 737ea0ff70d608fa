"""The door: by name, by the square on a phone, by the square on the wall."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from tests.conftest import Visitor
from tests.dublin import Dublin

DOOR = "/dublin-2013/organize/check-in"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def is_here(person: Person) -> bool:
    mine = db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()
    return mine.checked_in_at is not None


def test_somebody_is_found_by_a_part_of_their_name_and_checked_in(lars: Visitor, dublin: Dublin) -> None:
    page = lars.get(f"{DOOR}?q=CAMP").text
    assert "Ian Campbell" in page
    assert "Wei Liu" not in page

    lars.post(f"{DOOR}/{dublin.ian.id}")
    assert is_here(dublin.ian)
    assert "1 of 4 checked in." in lars.get(DOOR).text
    lars.post(f"{DOOR}/{dublin.ian.id}/undoing")
    assert not is_here(dublin.ian)


def test_reading_a_square_shows_whose_it_is_and_changes_nothing(lars: Visitor, dublin: Dublin) -> None:
    assert "<h1>Ian Campbell</h1>" in lars.get(f"{DOOR}/{dublin.ian.id}").text
    assert not is_here(dublin.ian)


def test_a_badge_that_was_used_before_is_noticed(lars: Visitor, dublin: Dublin) -> None:
    badge = f"{DOOR}/{dublin.ian.id}"
    assert "Ian Campbell checked in." in lars.get(lars.post(badge).location).text

    assert "Please check who is wearing this badge." in lars.get(badge).text
    again = lars.post(badge)

    assert "Ian Campbell has already checked in:" in lars.get(again.location).text
    assert is_here(dublin.ian)


def test_who_comes_has_a_square_and_who_does_not_has_none(visitor: Visitor, dublin: Dublin) -> None:
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()

    assert "data:image/png" in visitor.signed_in_as(dublin.ian).get("/dublin-2013/confirmation").text
    assert "data:image/png" not in visitor.signed_in_as(dublin.kelly).get("/dublin-2013/confirmation").text


def test_a_person_checks_in_with_the_square_on_the_wall(visitor: Visitor, dublin: Dublin) -> None:
    dublin.event.first_day -= timedelta(days=1)
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    visitor.signed_in_as(dublin.lars).post(f"{DOOR}/door")
    page = visitor.get(f"{DOOR}/door")
    assert page.headers["Cache-Control"] == "no-store"
    address = re.search(r"QR code for http://[^/]+(/dublin-2013/door/[\w-]+)", unescape(page.text))
    assert address

    visitor.signed_in_as(dublin.ian)
    assert "Welcome, Ian Campbell" in visitor.get(address[1]).text
    assert not is_here(dublin.ian)
    assert visitor.post(address[1]).location == "/dublin-2013/mine"
    assert is_here(dublin.ian)
    assert "Checked in:" in visitor.get(address[1]).text


@pytest.mark.parametrize("more", [1, 20])
def test_the_door_asks_the_same_few_questions_however_many_come(
    lars: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    dublin.crowd(more, voting=dublin.portathon)
    queries.clear()

    assert lars.get(DOOR).text.count("Person ") >= more

    assert len([each for each in queries if each.startswith("SELECT")]) == 5
