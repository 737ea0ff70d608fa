"""Several sessions that are changed in one step."""

import json

import pytest

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.changes.services import undoing
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"
JSON = {"Accept": "application/json"}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; two sessions follow each other in the large room."""
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=slots[0], room=dublin.large_room),
        Session(topic=dublin.network, slot=slots[1], room=dublin.large_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def places(dublin: Dublin) -> dict[int, tuple[int, int, bool]]:
    """Return where each topic is, by number: the position of its slot, its room, whether it is pinned."""
    slots = [slot.id for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = drafts.current(dublin.event)
    assert draft is not None
    return {
        each.topic.number: (slots.index(each.slot_id), each.room_id, each.pinned) for each in draft.sessions
    }


def test_a_block_moves_into_its_own_place_and_back_in_one_step(lars: Visitor, dublin: Dublin) -> None:
    before, room = places(dublin), dublin.large_room.id
    slots = [slot.id for slot in dublin.event.slots_in_order if not slot.is_break]
    # The second goes first, so that the first finds its place empty.
    changes = [
        {
            "action": "move",
            "topic": str(topic.number),
            "run": "1",
            "slot": str(slots[at + 1]),
            "room": str(room),
        }
        | {"believed": f"{slots[at]},{room}"}
        for at, topic in ((1, dublin.network), (0, dublin.roadmap))
    ]

    answer = lars.post(f"{SCHEDULE}/changes", data={"changes": json.dumps(changes)}, headers=JSON)

    assert answer.json["words"] == "2 changes made."  # type: ignore[index]
    assert places(dublin) == {
        dublin.roadmap.number: (1, room, False),
        dublin.network.number: (2, room, False),
    }
    undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    assert places(dublin) == before


def test_without_a_script_several_are_ticked_in_a_list(lars: Visitor, dublin: Dublin) -> None:
    sessions = [f"{topic.number},1" for topic in (dublin.roadmap, dublin.network)]
    page = " ".join(lars.get(f"{SCHEDULE}?panel=several").text.split())
    assert all(f'name="session" value="{session}"' in page for session in sessions)

    lars.post(f"{SCHEDULE}/changes", data={"action": "pin", "session": sessions})
    assert [pinned for _, _, pinned in places(dublin).values()] == [True, True]

    refused = lars.post(f"{SCHEDULE}/changes", data={"action": "leave_out"}, headers=JSON)
    assert (refused.status_code, len(places(dublin))) == (422, 2)
    lars.post(f"{SCHEDULE}/changes", data={"action": "leave_out", "session": sessions})
    assert places(dublin) == {}


def test_without_a_script_a_block_moves_and_keeps_its_distances(lars: Visitor, dublin: Dublin) -> None:
    before, room = places(dublin), dublin.large_room.id
    slots = [slot.id for slot in dublin.event.slots_in_order if not slot.is_break]
    both = [f"{topic.number},1" for topic in (dublin.network, dublin.roadmap)]
    assert 'name="slot"' in lars.get(f"{SCHEDULE}?panel=several").text

    form = {"action": "move", "session": both, "room": str(room)}
    moved = lars.post(f"{SCHEDULE}/changes", data={**form, "slot": str(slots[1])}, headers=JSON)

    assert moved.json["words"] == "2 changes made."  # type: ignore[index]
    assert places(dublin) == {
        dublin.roadmap.number: (1, room, False),
        dublin.network.number: (2, room, False),
    }
    outside = lars.post(f"{SCHEDULE}/changes", data={**form, "slot": str(slots[-1])}, headers=JSON)
    assert outside.json["words"] == "These sessions don't all fit there."  # type: ignore[index]
    for session in ("1", "x,1", "999,1"):
        wrong = {**form, "session": session, "slot": str(slots[1])}
        assert lars.post(f"{SCHEDULE}/changes", data=wrong, headers=JSON).status_code == 422
    undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    assert places(dublin) == before
