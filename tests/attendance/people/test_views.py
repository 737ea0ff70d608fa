"""Who comes, and what is never shown of them."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.accounts.models import Handle, Person
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.topics.services import topics
from tests.dublin import NOON, Dublin

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def test_who_has_confirmed_stands_apart_from_who_is_only_invited(client: FlaskClient, dublin: Dublin) -> None:
    gone = Attendance(event=dublin.event, person=Person(name="Gone Already"), status=Status.DECLINED)
    db.session.add(gone)
    db.session.commit()
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get("/dublin-2013/people/").text).split())

    assert "4 confirmed, 1 invited but not yet confirmed" in page
    assert "Ian Campbell Citrix Konrad Wilk Oracle Lars Kurth Citrix Organizer Wei Liu Citrix" in page
    assert "Invited, not yet confirmed 1 Kelly Kingsley" in page
    assert "Gone Already" not in page


def test_who_did_not_agree_to_be_named_is_counted_and_not_named(client: FlaskClient, dublin: Dublin) -> None:
    for person in (dublin.konrad, dublin.kelly):
        part = db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()
        part.is_shown = False
    db.session.commit()

    page = client.get("/dublin-2013/people/").text
    assert "4 confirmed, 1 invited" in page
    assert "And 1 person who prefers not to be named." in page
    assert "Konrad" not in page
    assert "Kelly" not in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_three_questions_however_many_come(
    client: FlaskClient, dublin: Dublin, queries: list[str], people: int
) -> None:
    dublin.crowd(people, voting=dublin.portathon)
    queries.clear()

    assert client.get("/dublin-2013/people/").text.count("Person ") == people
    assert len(queries) == 3


def test_no_page_for_everybody_shows_an_address(client: FlaskClient, dublin: Dublin) -> None:
    careless = Person(
        name="careless@mail.example",
        affiliation="Citrix <office@citrix.example>",
        email="private@mail.example",
        handles=[Handle(name="handle@mail.example")],
    )
    db.session.add(Attendance(event=dublin.event, person=careless, status=Status.CONFIRMED, is_shown=True))
    dublin.portathon.contacts[0].person = careless
    db.session.commit()
    topics.comment(topic=dublin.portathon, by=careless, text="Hello", form_key="a", now=NOON)

    for page in ("", "people/", "topics/", "topics/2-xen-on-arm-portathon"):
        assert ADDRESS.findall(client.get(f"/dublin-2013/{page}").text) == []
    assert "careless@…" in client.get("/dublin-2013/people/").text


def test_a_name_cannot_write_into_the_page(client: FlaskClient, dublin: Dublin) -> None:
    dublin.kelly.name = '<img src=x onerror="alert(1)">'
    db.session.commit()

    assert "<img" not in client.get("/dublin-2013/people/").text
