"""Moves that come too late: what has begun, and what somebody else has changed or deleted meanwhile."""

from datetime import timedelta

import pytest

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.timetable.models import Slot
from hackathon.publication.services import publishing
from hackathon.schedule.changes.domain.changes import Action, Change, SeenPlace
from hackathon.schedule.changes.errors import MoveForbidden, SessionMovedMeanwhile
from hackathon.schedule.changes.services import changing
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin


@pytest.fixture
def slots(dublin: Dublin) -> list[Slot]:
    """Return the slots that hold sessions; two sessions stand in the first and the last of them."""
    found = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=found[0], room=dublin.large_room),
        Session(topic=dublin.network, slot=found[-1], room=dublin.large_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return found


def places(dublin: Dublin) -> dict[int, int]:
    """Return the key of the slot of each topic, by number."""
    draft = drafts.current(dublin.event)
    return {each.topic.number: each.slot_id for each in (draft.sessions if draft else ())}


def test_nothing_is_moved_into_what_is_past(dublin: Dublin, slots: list[Slot]) -> None:
    before, now = places(dublin), slots[1].starts_at
    place = (slots[0].id, dublin.small_room.id)

    with pytest.raises(MoveForbidden) as refused:
        changing.make_changes(
            event=dublin.event,
            changes=[Change(action=Action.MOVE, topic=dublin.network.number, place=place)],
            override=True,
            by=dublin.lars,
            now=now,
        )

    assert not refused.value.is_overridable
    db.session.expire_all()
    assert places(dublin) == before


@pytest.mark.parametrize("action", [Action.MOVE, Action.LEAVE_OUT])
def test_a_session_that_runs_stays(dublin: Dublin, slots: list[Slot], action: Action) -> None:
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    before, now = places(dublin), slots[0].starts_at + timedelta(minutes=1)
    place = (slots[1].id, dublin.large_room.id) if action is Action.MOVE else None

    with pytest.raises(MoveForbidden):
        changing.make_changes(
            event=dublin.event,
            changes=[Change(action=action, topic=dublin.roadmap.number, place=place)],
            override=True,
            by=dublin.lars,
            now=now,
        )

    db.session.expire_all()
    assert places(dublin) == before


def test_a_draft_that_was_deleted_elsewhere_is_said_and_what_is_new_begins_another(
    visitor: Visitor, dublin: Dublin, slots: list[Slot]
) -> None:
    lars, room = visitor.signed_in_as(dublin.lars), dublin.large_room.id
    db.session.delete(drafts.current(dublin.event))
    db.session.commit()
    sent = {
        "topic": str(dublin.roadmap.number),
        "slot": str(slots[1].id),
        "room": str(room),
    }

    stale = lars.post(
        "/dublin-2013/organize/schedule/changes",
        data={**sent, "action": "move", "believed": f"{slots[0].id},{room}"},
        headers={"Accept": "application/json"},
    )
    assert stale.status_code == 409
    assert dublin.roadmap.title in str(stale.json)
    assert places(dublin) == {}

    lars.post("/dublin-2013/organize/schedule/changes", data={**sent, "action": "place", "believed": ""})
    assert places(dublin) == {dublin.roadmap.number: slots[1].id}


def test_of_two_who_move_a_long_session_the_second_is_asked(dublin: Dublin, slots: list[Slot]) -> None:
    for pause in [slot for slot in dublin.event.slots if slot.is_break]:
        db.session.delete(pause)
    db.session.commit()
    slots[1].starts, slots[3].starts = slots[0].ends, slots[2].ends
    dublin.network.length = 2
    db.session.commit()
    believed = SeenPlace(place=(slots[3].id, dublin.large_room.id))
    small = dublin.small_room.id
    other = Change(action=Action.PLACE, topic=dublin.portathon.number, place=(slots[2].id, small))
    moves = {
        slot: Change(action=Action.MOVE, topic=dublin.network.number, place=(slot.id, small), belief=believed)
        for slot in (slots[0], slots[2])
    }

    changing.make_changes(event=dublin.event, changes=[moves[slots[0]]], by=dublin.lars, now=NOON)
    before = places(dublin)
    with pytest.raises(SessionMovedMeanwhile, match="Lars Kurth"):
        changing.make_changes(event=dublin.event, changes=[other, moves[slots[2]]], by=dublin.ian, now=NOON)

    db.session.expire_all()
    # Nothing of a step that is refused is kept.
    assert places(dublin) == before
    assert before[dublin.network.number] == slots[0].id
