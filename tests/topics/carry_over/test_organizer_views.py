"""Carrying a topic over to a later event from the organizer area."""

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from tests.conftest import Visitor
from tests.dublin import Dublin
from tests.refusals import NOT_ALLOWED, refusal
from tests.topics.carry_over.test_services import nanjing

CARRY = "/dublin-2013/organize/topics/2-xen-on-arm-portathon/carrying"
NEW = "/nanjing-2018/topics/1-xen-on-arm-portathon"


def test_an_organizer_of_both_events_carries_a_topic_over_once(visitor: Visitor, dublin: Dublin) -> None:
    there = nanjing()
    visitor.signed_in_as(dublin.lars)
    form = {"form_key": "a", "to": there.id, "with_interest": "y"}
    assert "organize a later event without this topic" in visitor.get(CARRY).text
    assert visitor.post(CARRY, data=form).status_code == 422

    attendance = Attendance(event=there, person=dublin.lars, status=Status.CONFIRMED, role=Role.ORGANIZER)
    db.session.add(attendance)
    db.session.commit()
    assert "Nanjing, 2018" in visitor.get(CARRY).text
    for _ in range(2):
        answer = visitor.post(CARRY, data=form)
        assert (answer.status_code, answer.location) == (303, NEW)

    again = visitor.post(CARRY, data={**form, "form_key": "b"})
    assert again.status_code == 422
    assert NEW in again.text
    assert "already has this topic: #1" in again.text
    assert "Carried over from" in visitor.get(NEW).text
    assert "Nanjing" in visitor.get("/dublin-2013/topics/2-xen-on-arm-portathon").text
    assert len(there.topics) == 1


def test_who_does_not_organize_may_not(visitor: Visitor, dublin: Dublin) -> None:
    assert refusal(visitor.signed_in_as(dublin.ian).get(CARRY)) == NOT_ALLOWED
