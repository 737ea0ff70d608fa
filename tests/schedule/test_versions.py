"""Versions of the schedule: kept by publishing and accepting, named, compared and restored."""

from typing import Any

import pytest

from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.publication.services import publishing
from hackathon.schedule.changes.services import undoing
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

SCHEDULE = "/dublin-2013/organize/schedule"
JSON = {"Accept": "application/json"}


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    """Return the organizer's browser; Konrad wants both topics that are scheduled, at different times."""
    for topic in (dublin.roadmap, dublin.network):
        votes.cast(topic=topic, person=dublin.konrad, choice=Choice.MUST, now=NOON)
    slots = [slot for slot in dublin.event.slots_in_order if not slot.is_break]
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=dublin.roadmap, slot=slots[0], room=dublin.large_room, pinned=True),
        Session(topic=dublin.network, slot=slots[1], room=dublin.small_room),
    ]
    db.session.add(draft)
    db.session.commit()
    return visitor.signed_in_as(dublin.lars)


def listed(lars: Visitor) -> list[Any]:
    """Return the versions."""
    found: Any = lars.get(f"{SCHEDULE}/versions").json
    return list(found["versions"])


def content(dublin: Dublin) -> list[tuple[int, int, int, bool]]:
    """Return the sessions of the draft."""
    draft = drafts.current(dublin.event)
    assert draft is not None
    return sorted((each.topic_id, each.slot_id, each.room_id, each.pinned) for each in draft.sessions)


def test_publishing_leaves_a_version_with_its_number(lars: Visitor, dublin: Dublin) -> None:
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)

    current, published = listed(lars)

    assert (current["current"], current["revision"], published["revision"]) == (True, None, 1)
    assert current["sessions"] == published["sessions"] == 2


def test_a_version_is_named_compared_restored_and_that_undone(lars: Visitor, dublin: Dublin) -> None:
    before = content(dublin)
    kept: Any = lars.post(f"{SCHEDULE}/versions", data={"name": "Before lunch"}, headers=JSON).json
    lars.post(f"{SCHEDULE}/changes", data={"action": "leave_out", "topic": 4}, headers=JSON)
    after = content(dublin)

    compared: Any = lars.get(f"{SCHEDULE}/versions/{kept['version']}").json
    assert [(move["topic"], move["was"]) for move in compared["moves"]] == [(4, None)]
    assert (compared["gains"], compared["loses"], compared["people"]) == (["Konrad Wilk"], [], -1)
    assert compared["percent_now"] < compared["percent_then"] == 100

    restored = lars.post(f"{SCHEDULE}/versions/{kept['version']}/restoration", headers=JSON)
    assert restored.status_code == 200
    assert content(dublin) == before
    assert [version["name"] for version in listed(lars)] == ["", "", "Before lunch"]

    undoing.undo(event=dublin.event, by=dublin.lars, now=NOON)
    assert content(dublin) == after


def test_a_version_is_renamed_and_copied(lars: Visitor) -> None:
    kept: Any = lars.post(f"{SCHEDULE}/versions", data={"name": "One"}, headers=JSON).json
    again = {"version": kept["version"]}

    lars.post(f"{SCHEDULE}/versions", data={"name": "Two", "rename": "1", **again}, headers=JSON)
    lars.post(f"{SCHEDULE}/versions", data={"name": "Three", **again}, headers=JSON)

    assert [version["name"] for version in listed(lars)] == ["", "Three", "Two"]
    assert lars.post(f"{SCHEDULE}/versions", data={"name": " "}, headers=JSON).status_code == 422
    assert lars.get(f"{SCHEDULE}/versions/9999").status_code == 404


def test_the_panel_names_and_duplicates_a_version_without_a_script(lars: Visitor) -> None:
    lars.post(f"{SCHEDULE}/versions", data={"name": "One"})
    kept = next(version for version in listed(lars) if version["name"] == "One")
    panel = lars.get(f"{SCHEDULE}?panel=versions").text
    assert f'name="version" value="{kept["id"]}"' in panel
    assert "Name it" in panel

    named = lars.post(f"{SCHEDULE}/versions", data={"version": kept["id"], "name": "Two", "rename": "1"})
    assert named.location.endswith("?panel=versions")
    lars.post(f"{SCHEDULE}/versions", data={"version": kept["id"], "name": "Copy of two"})

    panel = lars.get(f"{SCHEDULE}?panel=versions").text
    assert "<bdi>Two</bdi>" in panel
    assert "<bdi>Copy of two</bdi>" in panel
    assert "<bdi>One</bdi>" not in panel
