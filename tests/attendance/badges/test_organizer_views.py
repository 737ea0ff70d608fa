"""Badges from the organizer area: asked for, made in the background, taken, forgotten after a day."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from hackathon.attendance.badges import jobs as job
from hackathon.attendance.badges import queries as reading
from hackathon.attendance.badges import services as badges
from hackathon.attendance.badges.models import Badges
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from tests.conftest import Visitor
from tests.dublin import Dublin

PAGE = "/dublin-2013/organize/people/badges"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def words(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_badges_are_made_in_the_background_and_taken_as_a_file(lars: Visitor, dublin: Dublin) -> None:
    assert "Create 4 badges" in lars.get(PAGE).text
    assert lars.get(f"{PAGE}.pdf").status_code == 404

    assert lars.post(PAGE).location == PAGE
    waiting = lars.get(PAGE)
    assert "being created" in waiting.text
    assert waiting.headers["Refresh"] == "3"
    job.make_badges(dublin.event.id)

    made = lars.get(PAGE)
    assert "Open 4 badges (PDF)" in made.text
    assert "Refresh" not in made.headers
    file = lars.get(f"{PAGE}.pdf")
    assert (file.mimetype, file.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert "Ian Campbell" in words(file.data)
    assert "Kelly Kingsley" not in words(file.data)


def test_who_takes_part_from_elsewhere_gets_none(lars: Visitor, dublin: Dublin) -> None:
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.wei.id)).one()
    part.is_remote = True
    db.session.commit()

    assert "Create 3 badges" in lars.get(PAGE).text


def test_where_nobody_comes_there_is_nothing_to_make(lars: Visitor, dublin: Dublin) -> None:
    for part in db.session.scalars(select(Attendance).where(Attendance.event_id == dublin.event.id)):
        part.status = Status.INVITED
    db.session.commit()

    assert "Nobody has confirmed that they are coming in person yet." in lars.get(PAGE).text
    assert lars.post(PAGE).status_code == 422
    assert reading.badges_of(dublin.event) is None


def test_whoever_asks_again_meanwhile_waits_for_those(lars: Visitor, dublin: Dublin) -> None:
    lars.post(PAGE)
    job.make_badges(dublin.event.id)
    first = reading.content(dublin.event)
    dublin.ian.name = "Ian “Arm” Campbell"
    db.session.commit()

    lars.post(PAGE)
    assert lars.get(f"{PAGE}.pdf").status_code == 404
    job.make_badges(dublin.event.id)
    job.make_badges(dublin.event.id)

    assert "Arm" in words(reading.content(dublin.event) or b"")
    assert first


def test_after_a_day_they_are_gone(lars: Visitor) -> None:
    lars.post(PAGE)
    now = datetime.now(UTC)

    badges.forget(now=now)
    assert db.session.scalars(select(Badges)).one()
    badges.forget(now=now + timedelta(days=1, minutes=1))
    assert db.session.scalars(select(Badges)).all() == []


def test_the_square_of_a_badge_is_that_of_the_person_s_own_page(dublin: Dublin) -> None:
    part = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.ian.id)).one()

    assert badges.door_address(part).endswith(f"/dublin-2013/organize/check-in/{dublin.ian.id}")
