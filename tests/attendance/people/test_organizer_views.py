"""The organizer's list of people."""

import csv
import io
import re
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.accounts.models import Handle, Person
from hackathon.accounts.sign_in.models import SignInLink
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability, Needs, StatusChange
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin
from tests.refusals import NOT_FOUND, SIGN_IN_FIRST, refusal

PEOPLE = "/dublin-2013/organize/people"
GEORGE: dict[str, Any] = {
    "version": "1",
    "name": "George Dunlap",
    "affiliation": "Citrix",
    "email": " George@Xen.example",
    "handles": "Gwd, Dunlapg",
    "status": "confirmed",
    "days-0-day": "2013-05-16",
    "days-0-arrives": "09:00",
    "days-0-leaves": "12:00",
    "days-1-day": "2013-05-17",
    "days-1-arrives": "",
    "days-1-leaves": "",
}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def attendance(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_reads_the_same_few_rows_however_many_people(
    lars: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    for person in dublin.crowd(more, voting=dublin.network):
        db.session.add(Handle(name=f"nick-{person.id}", person=person))
        attendance(person).availability = [Availability(day=THURSDAY, arrives=time(9), leaves=time(12))]
    db.session.commit()
    queries.clear()

    page = lars.get(PEOPLE).text

    assert page.count("<tr>") == 1 + 5 + more
    assert page.count("Thu 16 May 09:00–12:00") == 2 * more  # noqa: RUF001 -- an en dash is what is shown
    assert len([each for each in queries if each.startswith("SELECT")]) == 9


def test_a_handle_that_voted_without_being_on_the_list_is_named(lars: Visitor, dublin: Dublin) -> None:
    page = " ".join(lars.get(PEOPLE).text.split())

    assert 'Msw</bdi></span> <span class="meta">1 vote</span>' in page
    assert dublin.msw.name == "Msw"


def test_the_list_can_be_asked_for_one_part(lars: Visitor) -> None:
    page = lars.get(f"{PEOPLE}?status=invited").text

    assert "Kelly Kingsley" in page
    assert "Wei Liu" not in page


def test_a_person_is_added_whole(lars: Visitor, dublin: Dublin) -> None:
    answer = lars.post(f"{PEOPLE}/new", data=GEORGE)

    assert (answer.status_code, answer.location) == (303, PEOPLE)
    george = db.session.scalars(select(Person).where(Person.email == "George@Xen.example")).one()
    mine = attendance(george)
    assert (george.name, george.affiliation, mine.event) == ("George Dunlap", "Citrix", dublin.event)
    assert [each.name for each in george.handles] == ["Dunlapg", "Gwd"]
    assert (mine.status, mine.is_organizer) == (Status.CONFIRMED, False)
    assert [(each.day, each.arrives, each.leaves) for each in mine.availability] == [
        (THURSDAY, time(9), time(12))
    ]


def test_a_person_is_changed(lars: Visitor, dublin: Dublin) -> None:
    page = f"{PEOPLE}/{dublin.kelly.id}"
    assert 'value="Kelly Kingsley"' in lars.get(page).text

    assert lars.post(page, data={**GEORGE, "version": "2", "role": "organizer"}).status_code == 303
    assert (dublin.kelly.name, attendance(dublin.kelly).is_organizer) == ("George Dunlap", True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " \u2003"}, "Please enter a name."),
        ({"name": "Ian Campbell"}, "Ian Campbell is already on the list."),
        ({"email": "ian@xen.example"}, "ian@xen.example is already the address of Ian Campbell."),
        ({"email": "ian"}, "“ian” is not an email address."),
        ({"handles": "Msw"}, "“Msw” is the handle of Msw."),
        ({"status": "king"}, "Please choose one of the options"),
        ({"days-0-leaves": ""}, "16 May 2013 has only one time."),
        ({"days-0-day": "2013-05-30"}, "30 May 2013 is not a day of the event."),
    ],
)
def test_what_is_wrong_with_a_person_is_said_on_the_form(
    lars: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    answer = lars.post(f"{PEOPLE}/{dublin.kelly.id}", data={**GEORGE, "version": "2", **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Citrix" in answer.text
    assert (dublin.kelly.name, attendance(dublin.kelly).availability) == ("Kelly Kingsley", [])


def test_the_last_organizer_is_kept(lars: Visitor, dublin: Dublin) -> None:
    answer = lars.post(f"{PEOPLE}/{dublin.lars.id}", data={**GEORGE, "role": "attendee", "version": "2"})

    assert answer.status_code == 422
    assert "Lars Kurth is the only organizer." in answer.text
    assert attendance(dublin.lars).is_organizer


def test_a_stale_form_about_a_person_changes_nothing(lars: Visitor, dublin: Dublin) -> None:
    page = f"{PEOPLE}/{dublin.kelly.id}"
    lars.post(page, data={**GEORGE, "version": "2"})

    assert lars.post(page, data={**GEORGE, "version": "2", "name": "Somebody else"}).status_code == 409
    assert dublin.kelly.name == "George Dunlap"


def test_a_sign_in_link_is_shown_once_and_signs_in(app: Flask, lars: Visitor, dublin: Dublin) -> None:
    answer = lars.post(f"{PEOPLE}/{dublin.ian.id}/sign-in-link")

    found = re.search(r'value="http://127\.0\.0\.1:8000(/sign-in/[^"]+)"', answer.text)
    assert found is not None
    assert answer.headers["Cache-Control"] == "no-store"
    used = app.test_client().post(found[1])
    assert (used.status_code, used.location) == (303, "/dublin-2013/")


def test_nobody_gets_a_link_for_somebody_who_may_do_more(lars: Visitor, dublin: Dublin) -> None:
    dublin.ian.creates_events = True
    db.session.commit()

    answer = lars.post(f"{PEOPLE}/{dublin.ian.id}/sign-in-link")

    assert answer.status_code == 403
    assert "Ian Campbell has more rights on this server than you" in answer.text
    assert db.session.scalars(select(SignInLink)).all() == []


def test_somebody_who_is_not_on_the_list_has_no_page(lars: Visitor, dublin: Dublin) -> None:
    assert refusal(lars.get(f"{PEOPLE}/{dublin.msw.id}")) == NOT_FOUND
    assert refusal(lars.post(f"{PEOPLE}/{dublin.msw.id}/sign-in-link")) == NOT_FOUND
    assert refusal(lars.get(f"{PEOPLE}/99999999999")) == NOT_FOUND


def test_hostile_names_are_shown_as_text(lars: Visitor) -> None:
    hostile = {"name": "<script>x</script>" + "N" * 400, "affiliation": "\u202e'\"><b>", "handles": "<i>"}
    assert lars.post(f"{PEOPLE}/new", data={**GEORGE, **hostile}).status_code == 303

    page = lars.get(PEOPLE).text

    assert "&#39;&#34;&gt;&lt;b&gt;" in page
    assert "\u202e" not in page
    for markup in ("<script>x", "<b>", "<i>"):
        assert markup not in page


@pytest.mark.parametrize("page", ["", "/new", "/1"])
def test_the_list_is_for_people_who_signed_in(client: FlaskClient, dublin: Dublin, page: str) -> None:
    assert refusal(client.get(PEOPLE + page)) == SIGN_IN_FIRST
    assert refusal(client.post(f"{PEOPLE}/{dublin.ian.id}/sign-in-link")) == SIGN_IN_FIRST


@pytest.mark.parametrize("page", ["", "/new", "/1"])
def test_the_list_is_for_organizers(visitor: Visitor, dublin: Dublin, page: str) -> None:
    assert visitor.signed_in_as(dublin.ian).get(PEOPLE + page).status_code == 403
    assert visitor.post(f"{PEOPLE}/{dublin.ian.id}/sign-in-link").status_code == 403
    assert db.session.scalars(select(SignInLink)).all() == []


def test_people_are_found_by_name_affiliation_and_address(lars: Visitor) -> None:
    for q in ("campbell", "ian@xen", "CITRIX&status=confirmed"):
        page = lars.get(f"{PEOPLE}?q={q}").text
        assert "Ian Campbell" in page
        assert "Konrad Wilk" not in page


def test_the_table_of_people_has_what_they_need_and_no_formula(lars: Visitor, dublin: Dublin) -> None:
    mine = attendance(dublin.ian)
    mine.needs = Needs(diet='=HYPERLINK("http://evil.example")', wants_visa_letter=True)
    dublin.ian.affiliation = "\t@citrix"
    db.session.commit()

    answer = lars.get(f"{PEOPLE}/table.csv?q=ian campbell")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="dublin-2013-people.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert (row["name"], row["email"], row["status"], row["visa_letter"]) == (
        "Ian Campbell", "ian@xen.example", "confirmed", "yes",
    )  # fmt: skip
    assert (row["diet"], row["affiliation"]) == ('\'=HYPERLINK("http://evil.example")', "'@citrix")


def test_what_people_need_is_for_organizers_alone(visitor: Visitor, dublin: Dublin) -> None:
    attendance(dublin.wei).role = Role.HELPER
    attendance(dublin.ian).needs = Needs(diet="Vegan")
    db.session.commit()

    visitor.signed_in_as(dublin.wei)
    assert "Vegan" not in visitor.get(f"{PEOPLE}/{dublin.ian.id}").text
    assert visitor.get(f"{PEOPLE}/table.csv").status_code == 403
    assert "Vegan" in visitor.signed_in_as(dublin.lars).get(f"{PEOPLE}/{dublin.ian.id}").text


def test_the_numbers_over_time_stand_below_the_list(lars: Visitor, dublin: Dublin) -> None:
    mine = attendance(dublin.ian)
    for days, status in enumerate((Status.INVITED, Status.CONFIRMED)):
        at = NOON + timedelta(days)
        db.session.add(StatusChange(attendance=mine, status=status, at=at))
    db.session.commit()

    page = lars.get(PEOPLE).text
    assert "Confirmed and invited people from Wed 1 May to Thu 2 May, at most 1" in page
    assert "<polyline" in page
