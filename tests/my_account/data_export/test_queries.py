"""What somebody may take away: all that the server knows about them, and nothing that opens anything."""

import json
from datetime import time

import pytest

from hackathon.accounts.devices import services as devices
from hackathon.accounts.devices.queries import digest
from hackathon.agenda.feeds.services import feeds
from hackathon.attendance.people.queries import people_list
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import Base, db
from hackathon.events.participation.models import Attendance, Availability, Needs
from hackathon.mail.domain import MailKind
from hackathon.my_account.data_export import queries as my_data
from hackathon.topics.comments.models import Comment
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

ALL = "/account/data.json"


def test_every_table_that_names_a_person_is_told_of() -> None:
    """A new table that names people is either told of, or this says which is not."""
    told = {(part.model.__tablename__, column.key) for part in my_data.PARTS for column in part.whose}
    told |= {("attendance", "person_id")}
    told_of_attendances = {model.__tablename__ for model in my_data.BELONGING}

    keys = [(table, key) for table in Base.metadata.sorted_tables for key in table.foreign_keys]

    assert {(table.name, key.parent.name) for table, key in keys if key.column.table.name == "person"} == told
    assert {table.name for table, key in keys if key.column.table.name == "attendance"} == told_of_attendances


def test_no_part_shows_a_secret() -> None:
    shown = {name for part in my_data.PARTS for name in part.shown}

    assert {name for name in shown if "digest" in name or "secret" in name or "key" in name} == set()
    assert shown.isdisjoint({"credential", "text_of_mail", "html", "calendar", "unsubscribe"})


def test_it_tells_what_somebody_said_and_what_they_need(visitor: Visitor, dublin: Dublin) -> None:
    attendance = people_list.attendance_of(dublin.ian, event_id=dublin.event.id)
    assert isinstance(attendance, Attendance)
    attendance.availability = [Availability(day=THURSDAY, arrives=time(10), leaves=time(12))]
    attendance.needs = Needs(diet="No “nuts”")
    db.session.add(Comment(topic=dublin.network, person=dublin.ian, text="Which card?", written_at=NOON))
    db.session.commit()
    votes.cast(topic=dublin.network, person=dublin.ian, choice=Choice.MUST, note="", now=NOON)

    found = json.loads(visitor.signed_in_as(dublin.ian).get(ALL).text)

    network = {"event": "dublin-2013", "number": 4, "title": "Xen network improvement"}
    assert found["name"] == "Ian Campbell"
    assert found["attendances"][0]["needs"]["diet"] == "No “nuts”"
    assert found["attendances"][0]["presences"][0]["arrives"] == "10:00:00"
    assert [(each["topic"], each["choice"]) for each in found["votes"]] == [(network, "must")]
    assert [each["text"] for each in found["comments"]] == ["Which card?"]
    assert [each["topic"]["number"] for each in found["topics"]] == [2, 3]


def test_nobody_is_told_of_others_nor_given_a_secret(visitor: Visitor, dublin: Dublin) -> None:
    secrets = [
        feeds.address(event=dublin.event, person=dublin.ian, now=NOON),
        devices.sign_in(person=dublin.ian, words="Opera", now=NOON),
    ]
    visitor.post("/sign-in", data={"email": dublin.ian.email})
    visitor.post("/sign-in", data={"email": dublin.lars.email})

    answer = visitor.signed_in_as(dublin.ian).get(ALL)

    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert not any(secret in answer.text or digest(secret) in answer.text for secret in secrets)
    assert "Lars" not in answer.text
    assert "lars@" not in answer.text
    assert [each["kind"] for each in answer.get_json()["mails"]] == [MailKind.SIGN_IN]


@pytest.mark.parametrize("comments", [1, 30])
def test_it_asks_the_same_however_much_there_is(dublin: Dublin, queries: list[str], comments: int) -> None:
    db.session.add_all(
        Comment(topic=dublin.network, person=dublin.ian, text="Yes", written_at=NOON) for _ in range(comments)
    )
    db.session.commit()
    person = dublin.ian
    assert person.id
    queries.clear()

    my_data.personal_data_of(person)

    assert len(queries) == len(my_data.PARTS) + 5 + 2
