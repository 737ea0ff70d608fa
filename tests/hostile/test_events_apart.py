"""Who organizes one event has no power at another, whoever comes to both."""

from datetime import time

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person, PersonMerge
from hackathon.attendance.people.services import duplicates
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planning.drafts.models import Draft
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin
from tests.refusals import NOT_FOUND, SIGN_IN_FIRST, refusal

HERE, THERE = "/dublin-2013", "/boston-2014"


@pytest.fixture
def boston(dublin: Dublin) -> Event:
    """An event that Konrad organizes, and that Ian was put on the list of."""
    event = Event(
        slug="boston-2014", title="Boston", zone="America/New_York", first_day=THURSDAY, last_day=FRIDAY,
        made_at=NOON, held_phase=Phase.SCHEDULED,
    )  # fmt: skip
    db.session.add(event)
    db.session.add(
        Attendance(event=event, person=dublin.konrad, status=Status.CONFIRMED, role=Role.ORGANIZER)
    )
    db.session.add(Attendance(event=event, person=dublin.ian, status=Status.INVITED))
    db.session.commit()
    return event


def link_for(person: Person, visitor: Visitor, event: str, by: Person) -> str:
    """Return the path of a link that an organizer made on the organizer area."""
    page = visitor.signed_in_as(by).post(f"{event}/organize/people/{person.id}/sign-in-link").text
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

    for event in (HERE, THERE):
        assert "Ian Campbell" in visitor.get(f"{event}/mine").text


@pytest.mark.usefixtures("boston")
def test_who_is_signed_in_everywhere_stays_so(visitor: Visitor, dublin: Dublin) -> None:
    link = link_for(dublin.ian, visitor, THERE, dublin.konrad)
    visitor.post("/sign-out")
    visitor.signed_in_as(dublin.ian)

    visitor.post(link)

    assert "Ian Campbell" in visitor.get(f"{HERE}/mine").text


@pytest.mark.usefixtures("boston")
def test_what_somebody_else_was_signed_in_to_is_not_inherited(visitor: Visitor, dublin: Dublin) -> None:
    link = link_for(dublin.ian, visitor, THERE, dublin.konrad)

    visitor.post(link)  # by Konrad's own browser, which is signed in everywhere

    assert refusal(visitor.get(f"{HERE}/mine")) == SIGN_IN_FIRST


@pytest.mark.usefixtures("boston")
@pytest.mark.parametrize("email", ["konrad@oracle.example", ""])
def test_an_address_that_another_event_knows_is_not_taken_away(
    visitor: Visitor, dublin: Dublin, email: str
) -> None:
    form = {"version": "2", "name": "Ian Campbell", "email": email, "status": "invited"}

    answer = visitor.signed_in_as(dublin.konrad).post(f"{THERE}/organize/people/{dublin.ian.id}", data=form)

    assert answer.status_code == 403
    assert "also attends an event that you don" in answer.text
    assert dublin.ian.email == "ian@xen.example"


@pytest.mark.parametrize(
    "address",
    [
        "organize/topics/2",
        "organize/topics/2/withdrawal",
        "organize/rooms/room/liffey",
        "organize/rooms/room/liffey/removal",
        "organize/rooms/slots/{slot}",
        "organize/rooms/slots/{slot}/removal",
        "organize/people/{wei}",
        "organize/people/{wei}/sign-in-link",
        "organize/merge-people/{join}/acceptance",
        "organize/merge-people/{join}/refusal",
        "organize/merge-people/{join}/parting",
        "topics/2/vote",
        "topics/2/comments",
    ],
)
def test_a_row_of_one_event_is_not_found_through_another(
    visitor: Visitor, dublin: Dublin, boston: Event, address: str
) -> None:
    duplicates.propose(event=dublin.event, joined=dublin.msw, into=dublin.wei, reason="Why not?")
    join = db.session.scalars(select(PersonMerge.id)).one()
    path = address.format(slot=dublin.event.slots[0].id, wei=dublin.wei.id, join=join)

    answer = visitor.signed_in_as(dublin.konrad).post(f"/{boston.slug}/{path}", data={"version": "1"})

    assert refusal(answer) == NOT_FOUND


def test_a_form_takes_no_row_of_another_event(visitor: Visitor, dublin: Dublin, boston: Event) -> None:
    """A room's closed slots, a topic's area, a comment's answer, a draft's room and slot: all by number."""
    konrad = visitor.signed_in_as(dublin.konrad)
    slot = dublin.event.slots[0].id
    key = topics.comment(topic=dublin.network, by=dublin.wei, text="Hello", form_key="a", now=NOON)
    topic = {"title": "Ours", "length": "1", "form_key": "b"}
    room = {"version": "1", "name": "Charles", "capacity": "9", "closed": str(slot)}

    assert konrad.post(f"{THERE}/organize/rooms/new", data=room).status_code == 422
    assert konrad.post(f"{THERE}/topics/new", data={**topic, "area": "hypervisor"}).status_code == 422
    assert konrad.post(f"{THERE}/topics/new", data={**topic, "area": ""}).status_code == 303
    answer = {"text": "No", "form_key": "c", "reply_to": str(key)}
    assert konrad.post(f"{THERE}/topics/1/comments", data=answer).status_code == 409

    draft = Draft(event=boston, is_current=True, made_at=NOON)
    db.session.add(draft)
    db.session.add(Room(event=boston, slug="charles", name="Charles", capacity=9))
    db.session.add(Slot(event=boston, day=THURSDAY, starts=time(10), ends=time(12)))
    db.session.commit()
    ours = {"action": "place", "topic": "1", "slot": str(boston.slots[0].id), "room": str(boston.rooms[0].id)}
    changes, asks = f"{THERE}/organize/schedule/changes", {"Accept": "application/json"}
    for theirs in ({"slot": str(slot)}, {"room": str(dublin.large_room.id)}):
        assert konrad.post(changes, data={**ours, **theirs}, headers=asks).status_code in (409, 422)
    assert konrad.post(changes, data=ours, headers=asks).status_code == 200
