"""Inviting a list that is looked at first, one person, and whoever has not answered."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.models import Mail
from tests.conftest import Visitor
from tests.dublin import Dublin

INVITE = "/dublin-2013/organize/people/invitations"
LIST = "George Dunlap <george@xen.example>, Citrix\nnobody\nIan Campbell <ian@xen.example>\n"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    dublin.event.last_day = (datetime.now(UTC) + timedelta(days=30)).date()
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def mails() -> int:
    return db.session.scalars(select(func.count()).select_from(Mail)).one()


def test_a_list_is_looked_at_before_anybody_is_invited(lars: Visitor) -> None:
    page = words(lars.post(INVITE, data={"text": LIST}).text)

    assert "1 person will be invited. 1 line can't be used." in page
    assert "Line 2 nobody There is no email address on this line." in page
    assert "Already answered 1" in page
    assert mails() == 0


def test_the_list_that_was_looked_at_is_invited(lars: Visitor) -> None:
    sent = lars.post(f"{INVITE}/sending", data={"text": LIST})

    assert sent.location == "/dublin-2013/organize/people?status=invited"
    assert "Sending 1 invitation." in lars.get(sent.location).text
    assert mails() == 1


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_may_come_as_a_file(lars: Visitor, coding: str) -> None:
    table = "Name;E-Mail\nJürgen Groß;jgross@xen.example\n".encode(coding)

    page = lars.post(INVITE, data={"upload": (io.BytesIO(table), "people.csv")})

    assert "Jürgen Groß" in page.text


def test_a_file_that_is_no_text_is_said_on_the_form(lars: Visitor) -> None:
    answer = lars.post(INVITE, data={"upload": (io.BytesIO(b"%PDF-1.7"), "people.pdf")})

    assert answer.status_code == 422
    assert "This file is a PDF, not text." in answer.text


def test_an_empty_list_is_asked_for_again(lars: Visitor) -> None:
    answer = lars.post(INVITE, data={"text": " \n "})

    assert answer.status_code == 422
    assert "Please paste a list or choose a file" in answer.text


def test_who_is_known_without_an_address_is_given_their_link_by_hand(lars: Visitor, dublin: Dublin) -> None:
    page = lars.post(f"/dublin-2013/organize/people/{dublin.kelly.id}/invitation")

    assert page.headers["Cache-Control"] == "no-store"
    address = re.search(r'value="http://[^/"]+(/dublin-2013/invitations/[^"]+)"', page.text)
    assert address
    assert "Will you attend, Kelly Kingsley?" in lars.get(address[1]).text
    assert mails() == 0


def test_an_invitation_is_withdrawn(lars: Visitor, dublin: Dublin) -> None:
    lars.post(f"/dublin-2013/organize/people/{dublin.kelly.id}/invitation/withdrawal")

    kelly = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.kelly.id)).one()
    assert kelly.status is Status.CANCELLED


def test_reminders_say_how_many_were_written(lars: Visitor) -> None:
    lars.post(f"{INVITE}/sending", data={"text": LIST})

    lars.post(f"{INVITE}/reminders")

    assert "Sending 0 reminders." in lars.get(INVITE).text


def test_five_thousand_lines_are_looked_at_and_invited(lars: Visitor) -> None:
    text = "\n".join(f"Person {number} <p{number}@xen.example>" for number in range(5000))

    assert "5000 people will be invited." in lars.post(INVITE, data={"text": text}).text


def test_names_with_signs_stay_text(lars: Visitor) -> None:
    page = lars.post(INVITE, data={"text": '"<img src=x>" <x@xen.example>\n<script>alert(1)</script>'}).text

    assert "<img src=x" not in page
    assert "<script>alert" not in page
