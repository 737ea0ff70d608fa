"""The organizers' table of people: many are filtered, sorted, changed, invited or written to at once."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.models import Mail
from tests.conftest import Visitor
from tests.dublin import Dublin

PEOPLE = "/dublin-2013/organize/people"
UNCHANGED: dict[str, Any] = {"status_all": "keep", "role_all": "keep"}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def names(page: str) -> list[str]:
    """Return the people whom the table shows, in order."""
    return re.findall(r'<th scope="row">\s*<a[^>]*><bdi>(.*?)</bdi>', page)


def attendance(person: Person) -> Attendance:
    db.session.expire_all()
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def keys(*people: Person) -> dict[str, Any]:
    return {"chosen": [person.id for person in people]}


def test_the_table_is_filtered_and_sorted_by_the_address(lars: Visitor) -> None:
    assert names(lars.get(f"{PEOPLE}?role=organizer").text) == ["Lars Kurth"]
    assert names(lars.get(f"{PEOPLE}?sort=role").text)[0] == "Lars Kurth"
    assert names(lars.get(f"{PEOPLE}?sort=affiliation").text) == [
        "Ian Campbell", "Lars Kurth", "Wei Liu", "Konrad Wilk", "Kelly Kingsley",
    ]  # fmt: skip
    assert names(lars.get(f"{PEOPLE}?sort=status&role=attendee").text)[0] == "Kelly Kingsley"


def test_chosen_people_are_changed_together_and_the_others_are_not(lars: Visitor, dublin: Dublin) -> None:
    sent = keys(dublin.ian, dublin.wei) | {"status_all": "maybe", "role_all": "helper"}

    answer = lars.post(f"{PEOPLE}?sort=role", data=sent, follow_redirects=True)

    assert "2 people changed." in answer.text
    assert answer.request.full_path == f"{PEOPLE}?sort=role"
    for person in (dublin.ian, dublin.wei):
        assert (attendance(person).status, attendance(person).role) == (Status.MAYBE, Role.HELPER)
    assert attendance(dublin.konrad).role is Role.ATTENDEE
    # Nobody is changed twice.
    assert "0 people changed." in lars.post(PEOPLE, data=sent, follow_redirects=True).text


def test_who_cannot_be_changed_is_named_and_nobody_is_changed(lars: Visitor, dublin: Dublin) -> None:
    sent = keys(dublin.ian, dublin.lars) | {"status_all": "keep", "role_all": "reviewer"}

    answer = lars.post(PEOPLE, data=sent)

    assert answer.status_code == 422
    assert "Nothing was changed. Lars Kurth: Lars Kurth is the only organizer." in answer.text
    assert answer.text.count("checked") == 2
    assert attendance(dublin.ian).role is Role.ATTENDEE


def test_a_helper_gives_no_roles(visitor: Visitor, dublin: Dublin) -> None:
    attendance(dublin.ian).role = Role.HELPER
    db.session.commit()
    helper = visitor.signed_in_as(dublin.ian)
    sent = keys(dublin.wei) | {"role_all": "organizer", "status_all": "keep"}

    answer = helper.post(PEOPLE, data=sent)

    assert answer.status_code == 403
    assert "Wei Liu: Only organizers can change roles." in answer.text
    assert attendance(dublin.wei).role is Role.ATTENDEE


def test_people_without_an_address_are_named_before_anybody_is_invited(lars: Visitor, dublin: Dublin) -> None:
    refused = lars.post(f"{PEOPLE}/chosen/invitation", data=UNCHANGED | keys(dublin.ian, dublin.wei))

    assert refused.status_code == 422
    assert "Wei Liu: We don&#39;t have an email address for them." in refused.text
    assert db.session.scalars(select(Mail)).all() == []


def test_a_message_is_written_to_the_chosen_people_alone(lars: Visitor, dublin: Dublin) -> None:
    form = lars.post(f"{PEOPLE}/chosen/message", data=UNCHANGED | keys(dublin.ian), follow_redirects=True)
    shown = lars.post(
        "/dublin-2013/organize/messages/new",
        data={
            "form_key": "one",
            "people": str(dublin.ian.id),
            "audience": "everybody",
            "part": "",
            "subject": "Tonight",
            "text": "Hello {name}",
        },
    )

    assert "Only to the 1 person you chose." in form.text
    assert "Everyone on the list (1)" in form.text
    assert "Send to 1 person" in " ".join(shown.text.split())
    nobody = lars.post(f"{PEOPLE}/chosen/message", data=UNCHANGED)
    assert nobody.status_code == 422
    assert "Please choose at least one person." in nobody.text
