"""The addresses of the schedule editor, as its script and plain forms use them."""

import json
from typing import Any

import pytest
from flask import current_app

from hackathon.core.domain.roles import Role
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.timetable.models import Slot
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"
JSON = {"Accept": "application/json"}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; the roadmap and the network are scheduled at one time."""
    slots = slots_of(dublin)
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=slots[0], room=dublin.large_room),
        Session(topic=dublin.network, slot=slots[0], room=dublin.small_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def slots_of(dublin: Dublin) -> list[Slot]:
    """Return the slots that hold sessions."""
    return [slot for slot in dublin.event.slots_in_order if not slot.is_break]


def send(lars: Visitor, what: str, **fields: Any) -> Any:  # noqa: ANN401 -- JSON
    """Send a change as the page's script does; return the answer."""
    return lars.post(f"{SCHEDULE}/{what}", data=fields, headers=JSON)


def test_prices_are_in_people_by_name(lars: Visitor, dublin: Dublin) -> None:
    dublin.crowd(2, voting=dublin.roadmap, choice=Choice.MUST)
    both = dublin.crowd(1, voting=dublin.network, choice=Choice.MUST)[0]
    both.name = "Anil Madhavapeddy"
    db.session.commit()
    send(lars, "changes", action="pin", topic=4)

    found: Any = lars.get(f"{SCHEDULE}/places?topic=2").json
    places = {(place["slot"], place["room"]): place for place in found["places"]}
    slots, small = slots_of(dublin), dublin.small_room.id

    assert found["here"] is None
    assert len(places) == 8
    assert places[slots[1].id, small]["kind"] == "free"
    assert places[slots[0].id, small]["taken_by"] == {"topic": 4, "run": 1}
    assert places[slots[0].id, small]["people"] == 1
    assert places[slots[0].id, small]["loses"] == ["Anil Madhavapeddy"]
    assert found["leave_out"]["people"] == 0


def test_a_move_answers_what_changed_and_how_the_schedule_stands(lars: Visitor, dublin: Dublin) -> None:
    there, room = slots_of(dublin)[3], dublin.small_room

    answer = send(lars, "changes", action="move", topic=4, slot=there.id, room=room.id)

    assert answer.status_code == 200
    assert answer.json["changed"] == [
        {"topic": 4, "run": 1, "slot": there.id, "room": room.id, "pinned": False}
    ]
    assert answer.json["words"] == "“Xen network improvement” moved to Dodder, 13:00."
    assert answer.json["undo"] == "Move “Xen network improvement”"
    assert answer.json["strip"]["unpublished_changes"] == 2

    undone = send(lars, "undo").json
    assert undone["changed"][0]["slot"] == slots_of(dublin)[0].id
    assert (undone["undo"], undone["redo"]) == (None, "Move “Xen network improvement”")


def test_a_stale_move_is_told_apart_from_a_forbidden_one(lars: Visitor, dublin: Dublin) -> None:
    first, second = slots_of(dublin)[:2]
    there = {"slot": second.id, "room": dublin.large_room.id}

    stale = send(lars, "changes", action="move", topic=4, believed=f"{second.id},1", **there)
    right = {"believed": f"{first.id},{dublin.small_room.id}"}
    dublin.network.needs, dublin.small_room.features = ["projector"], ["projector"]
    db.session.commit()
    forbidden = send(lars, "changes", action="move", topic=4, **right, **there)

    assert (stale.status_code, stale.json["overridable"]) == (409, False)
    assert "was moved to Dodder, 10:00 in the meantime" in stale.json["words"]
    assert (forbidden.status_code, forbidden.json["overridable"]) == (422, True)
    assert forbidden.json["reasons"] == ["“Xen network improvement” needs projector."]


def test_several_changes_come_as_fields_or_as_json(lars: Visitor) -> None:
    changes = [{"action": "pin", "topic": 1}, {"action": "leave_out", "topic": 4, "run": 1}]

    fields = send(lars, "changes", action="pin", topic=["1", "4"])
    listed = send(lars, "changes", changes=json.dumps(changes))

    assert [each["topic"] for each in fields.json["changed"]] == [1, 4]
    assert listed.json["changed"][-1] == {"topic": 4, "run": 1, "slot": None, "room": None, "pinned": False}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"action": "explode", "topic": "1"},
        {"action": "move", "topic": "1", "slot": "-1", "room": "99999999999"},
        {"action": "move", "topic": "1", "slot": "one", "room": "2"},
        {"changes": "[1, 2"},
        {"changes": '{"action": "pin"}'},
        {"changes": "[[]]"},
        {"changes": '[{"action": "pin"}]'},
        {"action": "move", "topic": "1", "believed": "1,2,3"},
    ],
)
def test_what_no_page_sends_is_refused(lars: Visitor, fields: dict[str, str]) -> None:
    answer = send(lars, "changes", **fields)

    wanted = "could not be read. Please reload the page." if fields else "choose between 1 and 500 sessions."
    assert answer.status_code == 422
    assert wanted in answer.json["words"]


def test_a_plain_form_goes_back_to_the_page_with_what_was_chosen(lars: Visitor, dublin: Dublin) -> None:
    there = {"slot": slots_of(dublin)[0].id, "room": dublin.large_room.id}

    taken = lars.post(f"{SCHEDULE}/changes", data={"action": "move", "topic": 4, **there})
    done = lars.post(f"{SCHEDULE}/changes", data={"action": "leave_out", "topic": 4})

    assert taken.status_code == 303
    assert taken.location == f"{SCHEDULE}?action=move&topic=4&slot={there['slot']}&room={there['room']}"
    assert (done.status_code, done.location) == (303, SCHEDULE)


def test_two_organizers_see_each_other_and_what_the_other_did(lars: Visitor, dublin: Dublin) -> None:
    attendance = db.session.query(Attendance).filter_by(person_id=dublin.ian.id).one()
    attendance.role = Role.ORGANIZER
    db.session.commit()
    ian = current_app.test_client()
    assert isinstance(ian, Visitor)
    ian.signed_in_as(dublin.ian)
    first: Any = lars.get(f"{SCHEDULE}/state").json
    since = f"{SCHEDULE}/state?since={first['version']}"

    assert lars.get(f"{since}&seen={first['seen']}").status_code == 204
    assert ian.get(since).status_code == 204
    arrived: Any = lars.get(f"{since}&seen={first['seen']}").json
    assert (arrived["present"], arrived["by"]) == (["Ian Campbell"], [])

    send(ian, "changes", action="leave_out", topic=4)
    told: Any = lars.get(since).json
    assert told["by"] == [{"who": "Ian Campbell", "words": "Leave out “Xen network improvement”"}]
    assert [session["topic"] for session in told["sessions"]] == [1]
    assert told["version"] > first["version"]

    send(ian, "undo")
    told = lars.get(since).json
    assert told["by"] == [{"who": "Ian Campbell", "words": "Undone: Leave out “Xen network improvement”"}]


def test_asking_for_news_costs_the_same_few_queries(lars: Visitor, queries: list[str]) -> None:
    version = lars.get(f"{SCHEDULE}/state").json["version"]  # type: ignore[index]
    queries.clear()

    assert lars.get(f"{SCHEDULE}/state?since={version}").status_code == 204

    assert len(queries) == 6
