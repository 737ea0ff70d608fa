"""Names that look the same: a merge is proposed, and an organizer decides."""

import pytest
from sqlalchemy import select

from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Person, PersonMerge
from hackathon.attendance.people.services import people
from hackathon.attendance.registration.services import registering
from hackathon.core.domain.attendance import Registration
from hackathon.core.extensions import db
from hackathon.core.text.lookalikes import REASON, evidence, look
from hackathon.events.participation.models import Attendance
from tests.dublin import NOON, Dublin
from tests.page_builders import PAGE, bring_in

pytestmark = pytest.mark.postgresql

IAN = "I\u0430n Campbell"
"""With a Cyrillic letter."""


def proposed() -> list[tuple[str, str, str]]:
    found = db.session.scalars(select(PersonMerge).where(PersonMerge.reason == REASON)).all()
    return [(each.joined.name, each.into.name, each.evidence) for each in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (IAN, "Ian Campbell"),
        ("\u0420\u0430ul", "paul"),
        ("\u0406an", "Ian"),
        ("\u039dick", "Nick"),
        ("\u0421\u0430\u0440\u0430", "Capa"),
    ],
)
def test_letters_of_other_scripts_look_like_latin_ones(one: str, other: str) -> None:
    assert look(one) == look(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Eric", "\u00c9ric"), ("Ivan", "\u0418\u0432\u0430\u043d"), ("Lan", "Ian"), ("O1", "Ol")],
)
def test_what_looks_different_is_different(one: str, other: str) -> None:
    assert look(one) != look(other)


def test_the_evidence_names_the_letter() -> None:
    assert str(evidence(IAN, "Ian Campbell")) == f"the “\u0430” in “{IAN}” is Cyrillic small letter a"


def test_somebody_who_looks_like_another_is_proposed_once_as_the_same(dublin: Dublin) -> None:
    mine = people.add(event=dublin.event, fields=PersonFields(name=IAN), by=dublin.lars, now=NOON)
    fields = PersonFields(name=IAN, affiliation="Citrix")
    people.change(attendance=mine, fields=fields, seen=None, by=dublin.lars, now=NOON)

    assert proposed() == [(IAN, "Ian Campbell", str(evidence(IAN)))]


def test_the_plain_name_that_comes_second_is_proposed_too(dublin: Dublin) -> None:
    dublin.ian.name = IAN
    db.session.commit()

    people.add(event=dublin.event, fields=PersonFields(name="Ian Campbell"), by=dublin.lars, now=NOON)

    assert proposed() == [("Ian Campbell", IAN, str(evidence(IAN)))]


def test_a_change_of_name_and_a_registration_are_looked_at(dublin: Dublin) -> None:
    kelly = db.session.scalars(select(Attendance).where(Attendance.person_id == dublin.kelly.id)).one()
    people.change(
        attendance=kelly, fields=PersonFields(name="\u0421ara"), seen=None, by=dublin.lars, now=NOON
    )
    assert proposed() == []

    dublin.event.registration = Registration.OPEN
    dublin.event.last_day = dublin.event.last_day.replace(year=2099)
    cara = Person(name="Cara", email="cara@xen.example")
    db.session.add(cara)
    db.session.commit()
    registering.register(event=dublin.event, person=cara, affiliation=None, now=NOON)

    assert [(joined, into) for joined, into, _ in proposed()] == [("Cara", "\u0421ara")]


@pytest.mark.usefixtures("app")
def test_a_page_that_names_somebody_twice_in_two_scripts_is_asked_about_once() -> None:
    page = PAGE.replace("Lars Kurth", "L\u0430rs Kurth", 1)
    bring_in(page)
    bring_in(page)

    assert {tuple(sorted(pair[:2])) for pair in proposed()} <= {("Lars Kurth", "L\u0430rs Kurth")}
    assert len(proposed()) == 1
