"""A topic that runs twice, on every page and in every file that shows it."""

import json

import pytest

from hackathon.agenda.feeds.services import feeds
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from tests.agenda.my_agenda.test_views import words
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.twice import let, plan, publish_twice

EVENT = "/dublin-2013"
NAMES = ("Xen network improvement (1 of 2)", "Xen network improvement (2 of 2)")
NETWORK = f"{EVENT}/topics/4-xen-network-improvement"
SCHEDULE = f"{EVENT}/organize/schedule"
PLACE = f"{SCHEDULE}/sessions/4"


@pytest.fixture
def published(dublin: Dublin) -> Dublin:
    publish_twice(dublin)
    return dublin


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def draft_of(dublin: Dublin) -> Draft:
    draft = drafts.current(dublin.event)
    assert draft is not None
    return draft


def drafted(dublin: Dublin) -> dict[int, Session]:
    sessions = draft_of(dublin).sessions
    return {each.occurrence: each for each in sessions if each.topic_id == dublin.network.id}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("file", ["agenda/", "agenda.ics", "schedule.xml", "schedule.json"])
def test_both_sessions_are_told_apart(visitor: Visitor, file: str) -> None:
    text = visitor.get(f"{EVENT}/{file}").text

    assert [name in text for name in NAMES] == [True, True]


@pytest.mark.usefixtures("published")
def test_each_session_is_an_entry_of_its_own_in_calendars_and_apps(visitor: Visitor) -> None:
    calendar = visitor.get(f"{NETWORK}.ics").text
    uids = [line for line in calendar.splitlines() if line.startswith("UID:")]
    days = json.loads(visitor.get(f"{EVENT}/schedule.json").text)["schedule"]["conference"]["days"]
    talks = [talk for day in days for room in day["rooms"].values() for talk in room]
    ids = {talk["id"] for talk in talks if talk["title"] in NAMES}

    assert (len(set(uids)), len(ids)) == (2, 2)
    assert "X-WR-CALNAME:Xen network improvement\r\n" in calendar


@pytest.mark.usefixtures("published")
def test_the_page_of_the_topic_says_both_times_and_that_once_is_enough(visitor: Visitor) -> None:
    page = words(visitor.get(NETWORK).text)

    assert "Runs twice; you only need to attend once." in page
    assert "Sessions May run twice" in page
    assert page.count("Thu 16 May") == page.count("Fri 17 May") == 1


def test_my_agenda_holds_one_session_and_my_calendar_both(visitor: Visitor, dublin: Dublin) -> None:
    early = publish_twice(dublin)[1]
    mine = words(visitor.signed_in_as(early).get(f"{EVENT}/mine").text)
    secret = feeds.address(event=dublin.event, person=early, now=NOON)
    calendar = visitor.get(f"/calendars/{secret}.ics").text.replace("\r\n ", "")

    assert "You get everything you want: 1 topic." in mine
    assert mine.count("Xen network improvement (") == 1
    assert "You only need to attend once. It also runs: Fri 17 May" in mine
    assert [f"SUMMARY:{name}" in calendar for name in NAMES] == [True, True]
    assert calendar.count("Also at: ") == 2


def test_who_runs_both_sessions_has_both(visitor: Visitor, published: Dublin) -> None:
    mine = words(visitor.signed_in_as(published.wei).get(f"{EVENT}/mine").text)

    assert [name in mine for name in NAMES] == [True, True]
    assert "It also runs" not in mine


def test_the_draft_leads_to_the_page_of_each_session(lars: Visitor, published: Dublin) -> None:
    schedule = lars.get(SCHEDULE, query_string={"day": "all"}).text

    assert f'href="{PLACE}?run=2"' in schedule
    assert f'href="{PLACE}"' in schedule
    assert schedule.count("Run 1 of 2") == schedule.count("Run 2 of 2") == 1
    assert "Best places first" in lars.get(f"{PLACE}?run=2").text
    assert len(drafted(published)) == 2


def test_one_session_is_moved_and_left_out_by_hand(lars: Visitor, published: Dublin) -> None:
    before = drafted(published)
    first = (before[1].room_id, before[1].slot_id)
    taken = {(session.room_id, session.slot_id) for session in draft_of(published).sessions}
    room, slot = next(
        (room.id, slot.id)
        for slot in published.event.slots
        for room in published.event.rooms
        if not slot.is_break and slot.id != first[1] and (room.id, slot.id) not in taken
    )
    second = {"topic": "4", "run": "2"}
    form = {"action": "move", **second, "slot": slot, "room": room, "override": "1"}

    moved = lars.post(f"{SCHEDULE}/changes", data=form)
    after = drafted(published)
    assert moved.status_code == 303
    assert (after[1].room_id, after[1].slot_id) == first
    assert (after[2].room_id, after[2].slot_id) == (room, slot)

    gone = lars.post(f"{SCHEDULE}/changes", data={"action": "leave_out", **second})
    assert gone.status_code == 303
    assert set(drafted(published)) == {1}
    assert "Second run" in lars.get(SCHEDULE).text.split('id="tray"')[1]


def test_a_second_session_is_placed_by_hand(lars: Visitor, dublin: Dublin) -> None:
    plan(dublin)
    let(dublin, twice=True)
    taken = {(each.room_id, each.slot_id) for each in draft_of(dublin).sessions}
    mine = drafted(dublin)[1].slot_id
    free = next(
        (room.id, slot.id)
        for slot in dublin.event.slots
        for room in dublin.event.rooms
        if not slot.is_break and slot.id != mine and (room.id, slot.id) not in taken
    )
    form = {"action": "place", "topic": "4", "run": "2", "room": free[0], "slot": free[1], "override": "1"}

    assert lars.post(f"{SCHEDULE}/changes", data=form).status_code == 303
    assert set(drafted(dublin)) == {1, 2}


def test_on_the_day_one_of_two_sessions_can_be_dropped(lars: Visitor, published: Dublin) -> None:
    page = lars.get(f"{EVENT}/organize/on-the-day").text
    assert "#4 Xen network improvement, both sessions" in page
    assert page.count("(1 of 2), Thu 16 May") == 2

    answer = lars.post(f"{EVENT}/organize/on-the-day/dropped", data={"dropped-topic": "4-2"})

    assert answer.status_code == 303
    assert not published.network.is_withdrawn
    assert set(drafted(published)) == {1}
