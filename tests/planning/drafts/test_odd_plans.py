"""Events that ask for what cannot be, planned by organizers: the page names the culprit."""

from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy import delete, update

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.rooms.models import RoomClosure
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import NOON, THURSDAY, Dublin
from tests.schedule.page.test_planning import ASKS, CALCULATION, SCHEDULE, lars, plan

__all__ = ["lars"]


def too_long(dublin: Dublin) -> None:
    dublin.portathon.length = 9


def always_away(dublin: Dublin) -> None:
    wei = db.session.query(Attendance).filter_by(person_id=dublin.wei.id).one()
    wei.availability = [Availability(day=THURSDAY, arrives=time(6), leaves=time(7))]


def two_pins_in_one_place(dublin: Dublin) -> None:
    slot = dublin.event.slots[0]
    pins = [
        Session(topic=topic, room=dublin.large_room, slot=slot, pinned=True)
        for topic in (dublin.roadmap, dublin.network)
    ]
    db.session.add(Draft(event=dublin.event, is_current=True, made_at=NOON, sessions=pins))


def more_needed_than_any_room_has(dublin: Dublin) -> None:
    dublin.network.needs = ["laboratory"]


def every_room_closed(dublin: Dublin) -> None:
    for room in (dublin.large_room, dublin.small_room):
        room.closures = [RoomClosure(slot_id=slot.id) for slot in dublin.event.slots if not slot.is_break]


Bend = Callable[[Dublin], None]


@pytest.mark.parametrize(
    ("bend", "culprit"),
    [
        (too_long, "takes 9 slots on one day, without a break in between."),
        (always_away, "Wei Liu, who runs “Xen network improvement”, is away the whole time."),
        (more_needed_than_any_room_has, "“Xen network improvement” needs laboratory."),
        (every_room_closed, "Liffey is closed on"),
    ],
)
def test_what_stands_in_the_way_is_on_the_page(
    lars: Visitor, dublin: Dublin, bend: Bend, culprit: str
) -> None:
    bend(dublin)
    db.session.commit()
    plan(lars)

    page = lars.get(CALCULATION)

    assert page.status_code == 200
    assert culprit in page.text
    assert "Why some topics are missing" in page.text


def test_two_pins_in_one_place_are_a_conflict_on_the_page(lars: Visitor, dublin: Dublin) -> None:
    two_pins_in_one_place(dublin)
    db.session.commit()

    panel = lars.get(f"{SCHEDULE}?panel=conflicts").text.split('id="panel"')[1]

    assert dublin.network.title in panel


def nothing_weighs(dublin: Dublin) -> None:
    # Only Msw votes, a handle that nobody claimed.
    dublin.event.percent_invited = 0


def nothing_costs(dublin: Dublin) -> None:
    event = dublin.event
    event.cost_loss = event.cost_seat = event.cost_change = 0


def nobody_votes(_: Dublin) -> None:
    db.session.execute(delete(Vote))


def one_person_wants_everything(dublin: Dublin) -> None:
    for topic in (dublin.portathon, dublin.toolstacks, dublin.network):
        db.session.add(Vote(topic=topic, person=dublin.konrad, choice=Choice.MUST, cast_at=NOON))


def nobody_comes(dublin: Dublin) -> None:
    db.session.execute(delete(Attendance).where(Attendance.person_id != dublin.lars.id))


def rooms_have_no_seats(dublin: Dublin) -> None:
    dublin.large_room.capacity = dublin.small_room.capacity = 0


@pytest.mark.parametrize(
    "bend",
    [
        nothing_weighs,
        nothing_costs,
        nobody_votes,
        one_person_wants_everything,
        nobody_comes,
        rooms_have_no_seats,
    ],
)
def test_what_is_only_odd_is_planned(lars: Visitor, dublin: Dublin, bend: Bend) -> None:
    bend(dublin)
    db.session.commit()
    plan(lars)

    draft = drafts.current(dublin.event)

    assert draft is not None
    assert len(draft.sessions) == 4
    assert "This is the best possible agenda." in lars.get(CALCULATION).text


def no_slots(_: Dublin) -> None:
    db.session.execute(update(Slot).values(is_break=True))


def no_topics(_: Dublin) -> None:
    db.session.execute(delete(Topic))


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (no_slots, "There are no slots yet. Add at least one, then plan again."),
        (no_topics, "There are no topics yet. Add at least one, then plan again."),
    ],
)
def test_with_nothing_to_plan_the_press_is_answered_in_words(
    lars: Visitor, dublin: Dublin, bend: Bend, words: str
) -> None:
    bend(dublin)
    db.session.commit()
    db.session.expire_all()

    answer = lars.post(f"{SCHEDULE}/plan", data={"seconds": "10", "seed": "3"}, headers=ASKS)

    assert answer.status_code == 409
    assert words in answer.text


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e400", "1e9", "", "ten"])
def test_a_time_that_is_none_is_refused_beside_its_field(lars: Visitor, seconds: str) -> None:
    answer = lars.post(f"{SCHEDULE}/plan", data={"seconds": seconds, "seed": "0"}, headers=ASKS)

    assert answer.status_code == 422
    assert "Please enter a number from 1 to 600, such as 2.5." in answer.text


def test_what_nobody_is_left_to_run_is_planned_once_it_is_pinned(lars: Visitor, dublin: Dublin) -> None:
    db.session.query(Attendance).filter_by(person_id=dublin.wei.id).one().status = Status.DECLINED
    db.session.commit()
    plan(lars)
    assert "All contacts of this topic have declined." in lars.get(SCHEDULE).text

    where = {"slot": dublin.event.slots[-1].id, "room": dublin.small_room.id, "override": "1"}
    topic = {"topic": dublin.network.number, "run": "1"}
    assert lars.post(f"{SCHEDULE}/changes", data={"action": "place", **topic, **where}).status_code == 303
    assert lars.post(f"{SCHEDULE}/changes", data={"action": "pin", **topic, **where}).status_code == 303
    plan(lars)

    draft = drafts.current(dublin.event)
    assert draft is not None
    assert dublin.network.id in {session.topic_id for session in draft.sessions}
    assert "It is scheduled because you pinned it." in lars.get(CALCULATION).text
