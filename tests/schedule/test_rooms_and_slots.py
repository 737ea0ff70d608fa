"""Rooms, slots and breaks, added and changed in the grid itself."""

from datetime import time

import pytest

from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.domain import rooms_of_lines
from hackathon.planning.timetable import services as timetable
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser."""
    return visitor.signed_in_as(dublin.lars)


def rows(dublin: Dublin) -> list[tuple[str, str]]:
    """Return the slots and breaks of the first day, by their times."""
    slots = [each for each in dublin.event.slots_in_order if each.day == dublin.event.first_day]
    return [(f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}") for slot in slots]


def test_several_rooms_are_pasted_from_a_spreadsheet(lars: Visitor, dublin: Dublin) -> None:
    pasted = "Room\tSeats\tEquipment\nTolka\t10\tprojector, camera\nPoddle\t12\n"

    lars.post(f"{SCHEDULE}/rooms", data={"rooms": pasted})

    added = {room.name: (room.capacity, room.features) for room in dublin.event.rooms}
    assert added["Tolka"] == (10, ["projector", "camera"])
    assert added["Poddle"] == (12, [])
    page = lars.get(SCHEDULE).text
    assert 'data-room-name="Tolka"' in page


def test_no_room_is_added_where_one_cannot_be_read_or_is_there(lars: Visitor, dublin: Dublin) -> None:
    before = len(dublin.event.rooms)

    for text in ("Tolka, 10\nPoddle, many", f"Tolka, 10\n{dublin.large_room.name}, 5", "Tolka", " "):
        refused = lars.post(f"{SCHEDULE}/rooms", data={"rooms": text})
        assert refused.status_code == 422
        assert text.strip() in refused.text.replace("&#39;", "'")
    db.session.expire_all()
    assert len(dublin.event.rooms) == before


@pytest.mark.parametrize(
    "line", ["Tolka, 10, camera", "Tolka;10;camera", "Tolka\t10\tcamera", "Tolka,10, camera"]
)
def test_a_room_is_read_however_its_cells_are_parted(line: str) -> None:
    (room,) = rooms_of_lines(line)

    assert (room.name, room.capacity, room.features) == ("Tolka", 10, ("camera",))


def test_a_break_is_added_on_the_day_that_is_shown(lars: Visitor, dublin: Dublin) -> None:
    day = dublin.event.first_day.isoformat()
    panel = lars.get(f"{SCHEDULE}?panel=adding&day={day}").text
    assert f'selected value="{day}"' in panel
    before = len(rows(dublin))
    last = dublin.event.slots_in_order[-1]
    timetable.remove_slot(slot=last, seen=None, by=None, now=NOON)
    db.session.expire_all()

    answer = lars.post(
        f"{SCHEDULE}/slots",
        data={
            "version": str(dublin.event.version),
            "day": last.day.isoformat(),
            "starts": f"{last.starts:%H:%M}",
            "ends": f"{last.ends:%H:%M}",
            "is_break": "y",
            "label": "Cake",
        },
    )

    assert answer.status_code == 303
    db.session.expire_all()
    assert [slot.label for slot in dublin.event.slots_in_order if slot.is_break][-1] == "Cake"
    assert len(rows(dublin)) == before
    assert "Cake until" in lars.get(f"{SCHEDULE}?day=all").text


def test_what_follows_a_longer_slot_moves_along_and_sessions_stay_in_their_slots(
    lars: Visitor, dublin: Dublin
) -> None:
    last = [slot for slot in dublin.event.slots_in_order if slot.day == dublin.event.first_day][-1]
    timetable.remove_slot(slot=last, seen=None, by=None, now=NOON)
    db.session.expire_all()
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.network, slot=slots[1], room=dublin.large_room)]
    db.session.add(draft)
    db.session.commit()
    first, before = slots[0], rows(dublin)
    later = time(first.ends.hour, first.ends.minute + 5)

    panel = lars.get(f"{SCHEDULE}?panel=slot&slot={first.id}").text
    assert "Anything in the way is delayed" in panel
    answer = lars.post(
        f"{SCHEDULE}/slots/{first.id}/end", data={"ends": f"{later:%H:%M}", "was": f"{first.ends:%H:%M}"}
    )

    assert answer.status_code == 303
    db.session.expire_all()
    assert rows(dublin)[0] == (before[0][0], f"{later:%H:%M}")
    assert rows(dublin)[1][0] == f"{later:%H:%M}"
    assert len(rows(dublin)) == len(before)
    assert draft.sessions[0].slot_id == slots[1].id


def test_an_end_that_somebody_else_moved_or_that_is_out_of_hours_is_refused(dublin: Dublin) -> None:
    first = next(slot for slot in dublin.event.slots_in_order if not slot.is_break)
    before = rows(dublin)

    with pytest.raises(StaleForm):
        timetable.move_end(slot=first, ends=time(9, 30), was=time(3), seen=None, by=None, now=NOON)
    with pytest.raises(BadEntry):
        timetable.move_end(slot=first, ends=time(23, 55), was=first.ends, seen=None, by=None, now=NOON)
    assert rows(dublin) == before
