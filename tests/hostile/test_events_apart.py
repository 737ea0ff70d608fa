"""Who organizes one event has no power at another, whoever comes to both."""

from datetime import time

import pytest
from sqlalchemy import select

from hackathon.domain.attendance import Status
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Draft, Event, JoinProposal, Person, Room, Slot
from hackathon.services import joining, topics
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

HERE, THERE = "/dublin-2013", "/boston-2014"


@pytest.fixture
def boston(dublin: Dublin) -> Event:
    """An event that Konrad organizes, and that Ian was put on the list of."""
    event = Event(
        slug="boston-2014", title="Boston", zone="America/New_York", first_day=THURSDAY, last_day=FRIDAY,
        made_at=NOON,
    )  # fmt: skip
    db.session.add(event)
    db.session.add(
        Attendance(event=event, person=dublin.konrad, status=Status.CONFIRMED, role=Role.ORGANIZER)
    )
    db.session.add(Attendance(event=event, person=dublin.ian, status=Status.INVITED))
    db.session.commit()
    return event


def link_for(person: Person, visitor: Visitor, event: str, by: Person) -> str:
    """Return the path of a link that an organizer made on the desk."""
    page = visitor.signed_in_as(by).post(f"{event}/desk/people/{person.id}/sign-in-link").text
    return "/sign-in/" + page.partition("/sign-in/")[2].partition('"')[0]


@pytest.mark.usefixtures("boston")
def test_a_link_of_one_event_signs_in_at_no_other(visitor: Visitor, dublin: Dublin) -> None:
    link = link_for(dublin.ian, visitor, THERE, dublin.konrad)
    visitor.post("/sign-out")

    assert visitor.post(link).location == f"{THERE}/"

    assert visitor.get(f"{THERE}/mine").status_code == 200
    assert visitor.get(f"{HERE}/mine").status_code == 401
    assert visitor.post(f"{HERE}/topics/2/vote", data={"choice": "must"}).status_code == 401
    assert visitor.get("/account").status_code == 200
    assert "Ian Campbell" not in visitor.get(f"{HERE}/topics/").text.partition("<main")[0]


@pytest.mark.usefixtures("boston")
def test_who_is_signed_in_at_one_event_stays_so_on_signing_in_at_another(
    visitor: Visitor, dublin: Dublin
) -> None:
    links = [
        link_for(dublin.ian, visitor, THERE, dublin.konrad),
        link_for(dublin.ian, visitor, HERE, dublin.lars),
    ]
    visitor.post("/sign-out")

    for link in links:
        visitor.post(link)

    assert [visitor.get(f"{event}/mine").status_code for event in (HERE, THERE)] == [200, 200]


@pytest.mark.usefixtures("boston")
def test_who_is_signed_in_everywhere_stays_so(visitor: Visitor, dublin: Dublin) -> None:
    link = link_for(dublin.ian, visitor, THERE, dublin.konrad)
    visitor.post("/sign-out")
    visitor.signed_in_as(dublin.ian)

    visitor.post(link)

    assert visitor.get(f"{HERE}/mine").status_code == 200


@pytest.mark.usefixtures("boston")
def test_what_somebody_else_was_signed_in_to_is_not_inherited(visitor: Visitor, dublin: Dublin) -> None:
    link = link_for(dublin.ian, visitor, THERE, dublin.konrad)

    visitor.post(link)  # by Konrad's own browser, which is signed in everywhere

    assert visitor.get(f"{HERE}/mine").status_code == 401


@pytest.mark.usefixtures("boston")
@pytest.mark.parametrize("email", ["konrad@oracle.example", ""])
def test_an_address_that_another_event_knows_is_not_taken_away(
    visitor: Visitor, dublin: Dublin, email: str
) -> None:
    form = {"version": "2", "name": "Ian Campbell", "email": email, "status": "invited"}

    answer = visitor.signed_in_as(dublin.konrad).post(f"{THERE}/desk/people/{dublin.ian.id}", data=form)

    assert answer.status_code == 403
    assert "also comes to an event that you do not organize" in answer.text
    assert dublin.ian.email == "ian@xen.example"


@pytest.mark.parametrize(
    "address",
    [
        "desk/topics/2",
        "desk/draft/2",
        "desk/draft/2/absence",
        "desk/topics/2/withdrawal",
        "desk/rooms/room/liffey",
        "desk/rooms/room/liffey/removal",
        "desk/rooms/slots/{slot}",
        "desk/rooms/slots/{slot}/removal",
        "desk/people/{wei}",
        "desk/people/{wei}/sign-in-link",
        "desk/joins/{join}/acceptance",
        "desk/joins/{join}/refusal",
        "desk/joins/{join}/parting",
        "topics/2/vote",
        "topics/2/comments",
    ],
)
def test_a_row_of_one_event_is_not_found_through_another(
    visitor: Visitor, dublin: Dublin, boston: Event, address: str
) -> None:
    joining.propose(event=dublin.event, joined=dublin.msw, into=dublin.wei, reason="Why not?")
    join = db.session.scalars(select(JoinProposal.id)).one()
    path = address.format(slot=dublin.event.slots[0].id, wei=dublin.wei.id, join=join)

    answer = visitor.signed_in_as(dublin.konrad).post(f"/{boston.slug}/{path}", data={"version": "1"})

    assert answer.status_code == 404


def test_a_form_takes_no_row_of_another_event(visitor: Visitor, dublin: Dublin, boston: Event) -> None:
    """A room's closed slots, a topic's area, a comment's answer, a draft's room and slot: all by number."""
    konrad = visitor.signed_in_as(dublin.konrad)
    slot = dublin.event.slots[0].id
    key = topics.comment(topic=dublin.network, by=dublin.wei, text="Hello", form_key="a", now=NOON)
    topic = {"title": "Ours", "length": "1", "form_key": "b"}
    room = {"version": "1", "name": "Charles", "capacity": "9", "closed": str(slot)}

    assert konrad.post(f"{THERE}/desk/rooms/new", data=room).status_code == 422
    assert konrad.post(f"{THERE}/topics/new", data={**topic, "area": "hypervisor"}).status_code == 422
    assert konrad.post(f"{THERE}/topics/new", data={**topic, "area": ""}).status_code == 303
    answer = {"text": "No", "form_key": "c", "reply_to": str(key)}
    assert konrad.post(f"{THERE}/topics/1/comments", data=answer).status_code == 409

    draft = Draft(event=boston, is_current=True, made_at=NOON)
    db.session.add(draft)
    db.session.add(Room(event=boston, slug="charles", name="Charles", capacity=9))
    db.session.add(Slot(event=boston, day=THURSDAY, starts=time(10), ends=time(12)))
    db.session.commit()
    ours = {"version": str(draft.version), "slot": str(boston.slots[0].id), "room": str(boston.rooms[0].id)}
    for theirs in ({"slot": str(slot)}, {"room": str(dublin.large_room.id)}):
        assert konrad.post(f"{THERE}/desk/draft/1", data={**ours, **theirs}).status_code == 422
    assert konrad.post(f"{THERE}/desk/draft/1", data=ours).status_code == 303
