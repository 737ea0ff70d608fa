"""Rooms, opening hours, slots and breaks."""

from datetime import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from hackathon.core.extensions import db
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.models import Slot
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin
from tests.refusals import NOT_FOUND, refusal

ROOMS = "/dublin-2013/organize/rooms"
CANAL = {"version": "1", "name": "Grand Canal", "capacity": "20", "features": "projector, whiteboard,"}
DAYS: dict[str, Any] = {
    "version": "1",
    "days": ["2013-05-16", "2013-05-17"],
    "changeover": "0",
    "minutes": "",
}
HOURS = {
    "version": "1",
    "days-0-day": "2013-05-16",
    "days-0-opens": "08:00",
    "days-0-closes": "18:00",
    "days-1-day": "2013-05-17",
    "days-1-opens": "09:00",
    "days-1-closes": "16:00",
}


def times(dublin: Dublin) -> list[str]:
    return [f"{each.starts:%H:%M}" for each in dublin.event.slots if each.day == THURSDAY]


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_reads_the_same_few_rows_however_many_rooms(
    lars: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    for number in range(more):
        db.session.add(Room(event=dublin.event, slug=f"r{number}", name=f"Room {number}", capacity=5))
        db.session.add(
            Slot(event=dublin.event, day=THURSDAY, starts=time(15, number), ends=time(15, number + 1))
        )
    db.session.commit()
    queries.clear()

    page = lars.get(ROOMS).text

    assert page.count("rooms/room/") == 2 * (2 + more)
    assert page.count('/removal"') == 2 + more + 6 + more
    assert len([each for each in queries if each.startswith("SELECT")]) == 6


def test_a_room_is_added(lars: Visitor, dublin: Dublin) -> None:
    answer = lars.post(f"{ROOMS}/new", data=CANAL)

    assert (answer.status_code, answer.location) == (303, ROOMS)
    assert [(each.name, each.capacity, each.features) for each in dublin.event.rooms][2:] == [
        ("Grand Canal", 20, ["projector", "whiteboard"])
    ]


def test_sending_the_same_room_twice_makes_one(lars: Visitor, dublin: Dublin) -> None:
    lars.post(f"{ROOMS}/new", data=CANAL)
    answer = lars.post(f"{ROOMS}/new", data=CANAL)

    assert answer.status_code == 422
    assert "A room named “Grand Canal” already exists." in answer.text
    assert len(dublin.event.rooms) == 3


def test_a_room_is_changed_and_closed_in_a_slot(lars: Visitor, dublin: Dublin) -> None:
    slot = dublin.event.slots[0].id
    sent = {"version": "1", "name": "Lee", "capacity": "3", "features": "", "closed": [str(slot)]}

    assert lars.post(f"{ROOMS}/room/dodder", data=sent).status_code == 303
    assert (dublin.small_room.name, dublin.small_room.capacity) == ("Lee", 3)
    assert [each.slot_id for each in dublin.small_room.closures] == [slot]
    assert (
        f'checked id="closed-0" name="closed" type="checkbox" value="{slot}"'
        in lars.get(f"{ROOMS}/room/dodder").text
    )


def test_a_stale_room_form_changes_nothing(lars: Visitor, dublin: Dublin) -> None:
    sent = {"version": "1", "name": "Lee", "capacity": "3"}
    lars.post(f"{ROOMS}/room/dodder", data=sent)

    assert lars.post(f"{ROOMS}/room/dodder", data={**sent, "name": "Tolka"}).status_code == 409
    assert lars.post(f"{ROOMS}/room/dodder/removal", data={"version": "1"}).status_code == 409
    assert dublin.small_room.name == "Lee"


def test_what_goes_with_a_room_is_said_before_it_goes(lars: Visitor, dublin: Dublin) -> None:
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.portathon, room=dublin.large_room, slot=dublin.event.slots[0])]
    db.session.add(draft)
    db.session.commit()

    page = lars.get(f"{ROOMS}/room/liffey/removal").text
    lars.post(f"{ROOMS}/room/liffey/removal", data={"version": "1"})
    after = lars.get(ROOMS).text

    assert "1 topic will also be removed from the draft" in page
    assert "Xen on ARM &#34;Portathon&#34;" in page
    assert "Liffey removed. 1 topic was removed from the draft" in after
    assert [each.name for each in dublin.event.rooms] == ["Dodder"]


@pytest.mark.parametrize(
    "address", ["room/nowhere", "room/nowhere/removal", "slots/99999999999", "slots/0/removal"]
)
def test_what_is_not_there_is_not_found(lars: Visitor, address: str) -> None:
    assert refusal(lars.get(f"{ROOMS}/{address}")) == NOT_FOUND


def test_opening_hours_are_changed(lars: Visitor, dublin: Dublin) -> None:
    assert 'value="17:00"' in lars.get(f"{ROOMS}/hours").text
    assert lars.post(f"{ROOMS}/hours", data=HOURS).status_code == 303

    assert [(each.opens, each.closes) for each in dublin.event.hours] == [
        (time(8), time(18)),
        (time(9), time(16)),
    ]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"days-0-closes": ""}, "Please enter both times for Thursday 16 May 2013"),
        ({"days-0-opens": "", "days-0-closes": ""}, "would be outside the opening hours"),
        ({"days-0-opens": "late"}, "Please enter a time, such as 14:30."),
        ({"days-0-day": "2013-05-30"}, "is not a day of the event"),
    ],
)
def test_hours_that_cannot_be_are_explained(
    lars: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    answer = lars.post(f"{ROOMS}/hours", data={**HOURS, **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert [(each.opens, each.closes) for each in dublin.event.hours] == [(time(9), time(17))] * 2


def test_the_days_are_laid_out_anew(lars: Visitor, dublin: Dublin) -> None:
    form = lars.get(f"{ROOMS}/layout").text
    sent = {**DAYS, "slots": "4", "breaks-0-starts": "12:00", "breaks-0-ends": "13:00"}

    assert 'value="Lunch"' in form
    assert lars.post(f"{ROOMS}/layout", data=sent).status_code == 303
    assert times(dublin) == ["09:00", "10:30", "12:00", "13:00", "14:30"]


def test_a_layout_that_does_not_fit_is_explained(lars: Visitor, dublin: Dublin) -> None:
    sent = {**DAYS, "slots": "24", "breaks-0-starts": "09:00", "breaks-0-ends": "16:00"}

    answer = lars.post(f"{ROOMS}/layout", data=sent)

    assert answer.status_code == 422
    assert "24 slots of at least 15 minutes" in answer.text
    assert times(dublin) == ["10:00", "12:00", "13:00"]


def test_what_generating_does_is_shown_before_it_is_done(lars: Visitor, dublin: Dublin) -> None:
    key = dublin.small_room.id
    sent = {
        **DAYS, "days": "2013-05-16", "minutes": "45", "changeover": "10", "breaks-0-starts": "12:30",
        "breaks-0-ends": "13:30", "rooms-0-key": str(key), "rooms-0-closes": "12:30",
    }  # fmt: skip
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [Session(topic=dublin.portathon, room=dublin.large_room, slot=dublin.event.slots[0])]
    db.session.add(draft)
    db.session.commit()

    preview = lars.post(f"{ROOMS}/layout", data={**sent, "preview": "1"})

    assert preview.status_code == 200
    assert "8 slots" in preview.text
    assert "09:55–10:40" in preview.text  # noqa: RUF001 -- an en dash
    assert preview.text.count(f"Closed: <bdi>{dublin.small_room.name}</bdi>") == 4
    assert f"<bdi>{escape(dublin.portathon.title)}</bdi>" in preview.text
    assert times(dublin) == ["10:00", "12:00", "13:00"]

    assert lars.post(f"{ROOMS}/layout", data=sent).status_code == 303
    assert times(dublin)[:3] == ["09:00", "09:55", "10:50"]
    assert len(dublin.small_room.closures) == 4


def test_a_preview_of_what_cannot_be_says_why(lars: Visitor) -> None:
    for wrong, words in (
        ({"minutes": "45", "days": []}, "Please choose a day that has opening hours."),
        ({"slots": ""}, "Please enter how long a slot is"),
        ({"minutes": "45", "changeover": "x"}, "Please enter a whole number from 0 to 30."),
        (
            {"minutes": "45", "breaks-0-starts": "12:00", "breaks-0-ends": ""},
            "Please enter both times of the break",
        ),
    ):
        answer = lars.post(f"{ROOMS}/layout", data={**DAYS, "preview": "1", **wrong})
        assert answer.status_code == 422
        assert words in answer.text


def test_a_slot_is_added_changed_and_removed(lars: Visitor, dublin: Dublin) -> None:
    sent: dict[str, Any] = {
        "day": "2013-05-16",
        "starts": "15:00",
        "ends": "16:00",
        "label": "Tea",
        "is_break": "y",
    }
    assert lars.post(f"{ROOMS}/slots/new", data={**sent, "version": "1"}).status_code == 303
    tea = next(slot for slot in dublin.event.slots if slot.label == "Tea")
    page = f"{ROOMS}/slots/{tea.id}"

    assert 'value="15:00"' in lars.get(page).text
    assert lars.post(page, data={**sent, "starts": "15:30", "version": "2"}).status_code == 303
    assert times(dublin) == ["10:00", "12:00", "13:00", "15:30"]
    assert "the break on Thursday 16 May 2013, 15:30 to 16:00" in lars.get(f"{page}/removal").text
    assert lars.post(f"{page}/removal", data={"version": "3"}).status_code == 303
    assert times(dublin) == ["10:00", "12:00", "13:00"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts": "14:00"}, "overlaps the slot from 13:00 to 15:00"),
        ({"ends": "18:00"}, "outside the opening hours"),
        ({"ends": "15:00"}, "15:00 to 15:00 (+1) is outside the opening hours"),
        ({"day": "2013-05-30"}, "Please choose one of the options."),
        ({"starts": ""}, "Please choose a start time."),
    ],
)
def test_a_slot_that_cannot_be_is_explained(
    lars: Visitor, dublin: Dublin, wrong: dict[str, str], words: str
) -> None:
    sent = {"version": "1", "day": "2013-05-16", "starts": "15:00", "ends": "16:00"}

    answer = lars.post(f"{ROOMS}/slots/new", data={**sent, **wrong})

    assert answer.status_code == 422
    assert words in answer.text
    assert times(dublin) == ["10:00", "12:00", "13:00"]


def test_a_stale_timetable_form_changes_nothing(lars: Visitor, dublin: Dublin) -> None:
    lars.post(f"{ROOMS}/hours", data=HOURS)

    for page, sent in (
        ("hours", {**HOURS, "days-0-opens": "07:00"}),
        ("layout", {**DAYS, "slots": "2"}),
        ("slots/new", {"version": "1", "day": "2013-05-16", "starts": "15:00", "ends": "16:00"}),
        (f"slots/{dublin.event.slots[0].id}/removal", {"version": "1"}),
    ):
        assert lars.post(f"{ROOMS}/{page}", data=sent).status_code == 409

    assert times(dublin) == ["10:00", "12:00", "13:00"]
    assert dublin.event.hours[0].opens == time(8)


def test_a_hostile_name_is_shown_as_text(lars: Visitor) -> None:
    lars.post(f"{ROOMS}/new", data={**CANAL, "name": "<script>x</script>\u202e\"'", "features": "<i>"})

    page = lars.get(ROOMS).text

    assert "&lt;script&gt;x&lt;/script&gt;&#34;&#39;" in page
    assert "<script>x" not in page
    assert "<i>" not in page


PAGES = ["", "/new", "/room/liffey", "/room/liffey/removal", "/hours", "/layout", "/slots/new"]


@pytest.mark.parametrize("page", PAGES)
def test_rooms_are_for_people_who_signed_in(client: FlaskClient, dublin: Dublin, page: str) -> None:
    assert client.get(ROOMS + page).status_code == 401
    if page:
        assert client.post(ROOMS + page, data=CANAL).status_code == 401
    assert len(dublin.event.rooms) == 2


@pytest.mark.parametrize("page", PAGES)
def test_rooms_are_for_organizers(visitor: Visitor, dublin: Dublin, page: str) -> None:
    assert visitor.signed_in_as(dublin.ian).get(ROOMS + page).status_code == 403
    if page:
        assert visitor.post(ROOMS + page, data=CANAL).status_code == 403
    assert len(dublin.event.rooms) == 2
