"""The rooms of an event."""

import pytest
from sqlalchemy import select

from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.rooms.models import Room, RoomClosure
from tests.dublin import NOON, Dublin


def closed(room: Room) -> list[int]:
    return list(db.session.scalars(select(RoomClosure.slot_id).where(RoomClosure.room_id == room.id)))


def test_a_room_comes_after_the_others(dublin: Dublin) -> None:
    fields = RoomFields(name="Grand Canal", capacity=20, features=("projector", "projector"))

    rooms.add(event=dublin.event, fields=fields, by=dublin.lars, now=NOON)

    assert [(each.slug, each.capacity, each.features) for each in dublin.event.rooms] == [
        ("liffey", 40, []),
        ("dodder", 2, []),
        ("grand-canal", 20, ["projector"]),
    ]


def test_rooms_whose_signs_make_no_address_are_numbered(dublin: Dublin) -> None:
    for name in ("☕☕", "☂"):
        rooms.add(event=dublin.event, fields=RoomFields(name=name, capacity=5), by=dublin.lars, now=NOON)

    assert [each.slug for each in dublin.event.rooms] == ["liffey", "dodder", "room", "room-2"]


def test_two_rooms_never_share_a_name(dublin: Dublin) -> None:
    fields = RoomFields(name=" liffey ", capacity=5)

    with pytest.raises(BadEntry, match="Liffey"):
        rooms.add(event=dublin.event, fields=fields, by=dublin.lars, now=NOON)
    with pytest.raises(BadEntry, match="Liffey"):
        rooms.change(room=dublin.small_room, fields=fields, seen=1, by=dublin.lars, now=NOON)

    assert [each.name for each in dublin.event.rooms] == ["Liffey", "Dodder"]


def test_a_renamed_room_keeps_its_address(dublin: Dublin) -> None:
    fields = RoomFields(name="Lee", capacity=3)

    rooms.change(room=dublin.small_room, fields=fields, seen=1, by=dublin.lars, now=NOON)

    assert (dublin.small_room.slug, dublin.small_room.name, dublin.small_room.capacity) == (
        "dodder",
        "Lee",
        3,
    )


def test_a_slot_that_closes_lets_the_session_in_it_go(dublin: Dublin) -> None:
    early, lunch, late = dublin.event.slots[:3]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.portathon, room=dublin.large_room, slot=early),
        Session(topic=dublin.network, room=dublin.large_room, slot=late),
        Session(topic=dublin.roadmap, room=dublin.small_room, slot=early),
    ]
    db.session.add(draft)
    db.session.commit()
    fields = RoomFields(name="Liffey", capacity=40, closed=frozenset({early.id, lunch.id, 10_000}))

    left = rooms.change(room=dublin.large_room, fields=fields, seen=1, by=dublin.lars, now=NOON)

    assert left == 1
    assert closed(dublin.large_room) == [early.id]
    assert {each.topic for each in draft.sessions} == {dublin.network, dublin.roadmap}


def test_a_closed_slot_opens_again(dublin: Dublin) -> None:
    early = dublin.event.slots[0].id
    for slots in (frozenset({early}), frozenset[int]()):
        fields = RoomFields(name="Liffey", capacity=40, closed=slots)
        rooms.change(room=dublin.large_room, fields=fields, seen=None, by=dublin.lars, now=NOON)

    assert closed(dublin.large_room) == []


def test_a_change_of_closed_slots_alone_makes_older_forms_stale(dublin: Dublin) -> None:
    fields = RoomFields(name="Liffey", capacity=40, closed=frozenset({dublin.event.slots[0].id}))
    rooms.change(room=dublin.large_room, fields=fields, seen=1, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        rooms.remove(room=dublin.large_room, seen=1, by=dublin.lars, now=NOON)

    assert len(dublin.event.rooms) == 2


def test_a_room_that_is_removed_takes_its_sessions_out_of_the_draft(dublin: Dublin) -> None:
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.portathon, room=dublin.large_room, slot=dublin.event.slots[0])]
    db.session.add(draft)
    db.session.commit()

    left = rooms.remove(room=dublin.large_room, seen=1, by=dublin.lars, now=NOON)

    assert left == 1
    assert [each.name for each in dublin.event.rooms] == ["Dodder"]
    assert list(draft.sessions) == []


@pytest.mark.parametrize(("name", "capacity"), [(" ", 5), ("Lee", -1), ("Lee", 100_001)])
def test_a_room_has_a_name_and_seats(name: str, capacity: int) -> None:
    with pytest.raises(BadEntry):
        RoomFields(name=name, capacity=capacity)
