"""Rooms, slots and breaks, typed, pasted, changed and removed many at once."""

from datetime import date, time
from typing import Any

import pytest

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin
from tests.forms import forms_of

TABLES = "/dublin-2013/organize/tables"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser."""
    return visitor.signed_in_as(dublin.lars)


def table(lars: Visitor, name: str) -> dict[str, Any]:
    """Return what a browser sends for a table as it is shown."""
    forms = forms_of(lars.get(f"{TABLES}/{name}").text, name)
    (form,) = [form for form in forms if form.data.keys() & {"seats", "shift"}]
    return {key: value for key, value in form.data.items() if key != "remove"}


def in_words(rooms: list[Room]) -> list[str]:
    return [f"{room.name} {room.capacity} {','.join(room.features)}" for room in rooms]


def times(dublin: Dublin, day: date = THURSDAY) -> list[str]:
    db.session.expire_all()
    return [
        f"{slot.starts:%H:%M}-{slot.ends:%H:%M}{' ' + slot.label if slot.label else ''}"
        for slot in dublin.event.slots_in_order
        if slot.day == day
    ]


def planned(dublin: Dublin, slot: Slot) -> Draft:
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.portathon, room=dublin.large_room, slot=slot)]
    db.session.add(draft)
    db.session.commit()
    return draft


def test_rooms_are_changed_and_added_together(lars: Visitor, dublin: Dublin) -> None:
    first, second = dublin.event.rooms
    dublin.small_room.closures = [RoomClosure(slot_id=dublin.event.slots[0].id)]
    db.session.commit()
    data = table(lars, "rooms")
    # Two rooms may exchange their names, and new ones stand below.
    data |= {"rooms-0-name": second.name, "rooms-1-name": first.name, "rooms-1-capacity": "7"}
    data |= {"rooms-2-name": "Tolka", "rooms-2-capacity": "12", "rooms-2-features": "projector, camera"}
    names = first.name, second.name

    assert lars.post(f"{TABLES}/rooms", data=data).status_code == 303

    db.session.expire_all()
    assert (first.name, second.name) == names[::-1]
    assert second.capacity == 7
    assert len(dublin.small_room.closures) == 1
    assert in_words(dublin.event.rooms)[2:] == ["Tolka 12 projector,camera"]


def test_chosen_rooms_get_seats_and_equipment(lars: Visitor, dublin: Dublin) -> None:
    dublin.small_room.features = ["projector"]
    db.session.commit()
    data = table(lars, "rooms")
    data |= {"rooms-0-is_chosen": "y", "rooms-1-is_chosen": "y"}
    data |= {"seats": "30", "added": "camera, screen", "removed": "Projector"}

    lars.post(f"{TABLES}/rooms", data=data)

    db.session.expire_all()
    for room in dublin.event.rooms:
        assert room.capacity == 30
        assert room.features[-2:] == ["camera", "screen"]
        assert "projector" not in room.features


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rooms-2-name": "LIFFEY", "rooms-2-capacity": "5"}, "Two rooms would be called"),
        ({"rooms-2-name": "Tolka"}, "Please enter how many seats “Tolka” has."),
        ({"rooms-0-name": ""}, "Please enter a name for the room."),
        ({"rooms-0-capacity": "many"}, "Please enter a whole number from 0 to"),
    ],
)
def test_rooms_that_cannot_be_change_nothing(
    lars: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    before = in_words(dublin.event.rooms)

    answer = lars.post(f"{TABLES}/rooms", data={**table(lars, "rooms"), "rooms-1-capacity": "3", **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="3"' in answer.text
    db.session.expire_all()
    assert in_words(dublin.event.rooms) == before


def test_a_room_that_somebody_else_changed_is_not_overwritten(lars: Visitor, dublin: Dublin) -> None:
    mine, theirs = table(lars, "rooms"), table(lars, "rooms")
    lars.post(f"{TABLES}/rooms", data={**theirs, "rooms-0-capacity": "99"})

    # Another room may be changed all the same.
    assert lars.post(f"{TABLES}/rooms", data={**mine, "rooms-0-capacity": "98"}).status_code == 409
    db.session.expire_all()
    assert dublin.event.rooms[0].capacity == 99


def test_chosen_rooms_are_removed_after_a_question(lars: Visitor, dublin: Dublin) -> None:
    draft = planned(dublin, dublin.event.slots[0])
    sent = {**table(lars, "rooms"), "rooms-0-is_chosen": "y", "rooms-1-is_chosen": "y", "remove": "1"}

    asked = lars.post(f"{TABLES}/rooms", data=sent)
    page = lars.get(asked.location)

    assert "Remove 2 rooms?" in page.text
    assert "1 topic will also be removed" in page.text
    (form,) = [each for each in forms_of(page.text, asked.location) if "row" in each.data]
    assert lars.post(f"{TABLES}/rooms/removal", data=form.data).status_code == 303
    db.session.expire_all()
    assert dublin.event.rooms == []
    assert draft.sessions == []


def test_rooms_are_sorted(lars: Visitor, dublin: Dublin) -> None:
    dublin.large_room.capacity, dublin.small_room.capacity = 5, 50
    db.session.commit()

    by_name, by_seats = (lars.get(f"{TABLES}/rooms?sort={sort}").text for sort in ("name", "seats"))

    assert by_name.index("Dodder") < by_name.index("Liffey")
    assert by_seats.index("Dodder") < by_seats.index("Liffey")
    assert lars.get(f"{TABLES}/rooms?sort=nothing").status_code == 200


def test_chosen_slots_move_together_and_keep_their_sessions(lars: Visitor, dublin: Dublin) -> None:
    draft = planned(dublin, dublin.event.slots[0])
    data = {**table(lars, "slots"), "shift": "-30"}
    data |= {f"slots-{at}-is_chosen": "y" for at in range(3)}

    assert lars.post(f"{TABLES}/slots", data=data).status_code == 303

    assert times(dublin) == ["09:30-11:30", "11:30-12:30 Lunch", "12:30-14:30"]
    assert times(dublin, FRIDAY) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]
    assert len(draft.sessions) == 1


def test_slots_are_typed_and_one_becomes_a_break(lars: Visitor, dublin: Dublin) -> None:
    draft = planned(dublin, dublin.event.slots[0])
    data = table(lars, "slots")
    # Each takes the times of the one before it, which is no clash once all have moved.
    data |= {"slots-0-starts": "09:00", "slots-0-ends": "10:00", "slots-0-is_break": "y"}
    data |= {"slots-1-starts": "10:00", "slots-1-ends": "12:00", "slots-2-starts": "12:00"}
    data |= {"slots-6-day": "2013-05-17", "slots-6-starts": "15:00", "slots-6-ends": "16:00"}

    assert lars.post(f"{TABLES}/slots", data=data).status_code == 303

    assert times(dublin) == ["09:00-10:00", "10:00-12:00 Lunch", "12:00-15:00"]
    assert times(dublin, FRIDAY)[-1] == "15:00-16:00"
    assert draft.sessions == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"slots-0-ends": "12:30"}, "would overlap"),
        ({"slots-2-ends": "18:00"}, "outside the opening hours"),
        ({"slots-0-ends": ""}, "needs a start and an end"),
        ({"shift": "721"}, "at most 12 hours"),
        ({"slots-6-starts": "late"}, "Please enter a time, such as 14:30."),
    ],
)
def test_slots_that_cannot_be_change_nothing(
    lars: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    answer = lars.post(f"{TABLES}/slots", data={**table(lars, "slots"), "slots-1-label": "Soup", **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Soup" in answer.text
    assert times(dublin) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]


def test_slots_that_somebody_else_changed_are_not_overwritten(lars: Visitor, dublin: Dublin) -> None:
    mine, theirs = table(lars, "slots"), table(lars, "slots")
    lars.post(f"{TABLES}/slots", data={**theirs, "slots-0-label": "Opening"})

    assert lars.post(f"{TABLES}/slots", data={**mine, "slots-0-label": "Start"}).status_code == 409
    assert times(dublin)[0] == "10:00-12:00 Opening"


def test_chosen_slots_are_removed_after_a_question(lars: Visitor, dublin: Dublin) -> None:
    planned(dublin, dublin.event.slots[0])
    sent = {**table(lars, "slots"), "slots-0-is_chosen": "y", "slots-1-is_chosen": "y", "remove": "1"}

    asked = lars.post(f"{TABLES}/slots", data=sent)
    page = lars.get(asked.location)

    assert "Remove 2 slots and breaks?" in page.text
    (form,) = [each for each in forms_of(page.text, asked.location) if "row" in each.data]
    assert lars.post(f"{TABLES}/slots/removal", data=form.data).status_code == 303
    assert times(dublin) == ["13:00-15:00"]


def test_the_tables_cost_the_same_few_queries(lars: Visitor, dublin: Dublin, queries: list[str]) -> None:
    def cost(name: str) -> int:
        queries.clear()
        assert lars.get(f"{TABLES}/{name}").status_code == 200
        return len(queries)

    before = cost("rooms"), cost("slots")
    for number in range(20):
        dublin.event.rooms.append(Room(slug=f"r{number}", name=f"R{number}", capacity=1, position=9))
    dublin.event.slots += [
        Slot(day=FRIDAY, starts=time(15, m), ends=time(15, m + 5)) for m in range(0, 50, 5)
    ]
    db.session.commit()
    assert (cost("rooms"), cost("slots")) == before
