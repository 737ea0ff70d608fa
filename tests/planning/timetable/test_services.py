"""Opening hours, slots and breaks."""

from collections.abc import Iterable
from datetime import date, time

import pytest
from sqlalchemy import select

from hackathon.core.domain.timetable import SlotPattern, TimetableRow
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable import queries
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.domain import RoomHours, SlotRequest
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

SATURDAY = date(2013, 5, 18)
LUNCH = TimetableRow(starts=time(12), ends=time(13), is_break=True, label="Lunch")


def generate(
    dublin: Dublin,
    pattern: SlotPattern,
    *,
    days: Iterable[date] = (THURSDAY, FRIDAY),
    rooms: tuple[RoomHours, ...] = (),
) -> int:
    """Generate slots, and hold that the preview has said how many topics leave the draft."""
    request = SlotRequest(days=frozenset(days), pattern=pattern, rooms=rooms)
    leaving = queries.drafted(dublin.event, queries.generate(dublin.event, request).sessions)
    left = timetable.generate_slots(event=dublin.event, request=request, seen=1, by=dublin.lars, now=NOON)
    assert left == len(leaving)
    return left


def closed(dublin: Dublin, room: Room) -> list[str]:
    return [
        f"{slot.day:%a} {slot.starts:%H:%M}"
        for slot in dublin.event.slots_in_order
        if slot.id in {each.slot_id for each in room.closures}
    ]


def rows(event: Event, day: date = THURSDAY) -> list[str]:
    slots = db.session.scalars(
        select(Slot).where(Slot.event_id == event.id, Slot.day == day).order_by(Slot.starts)
    )
    return [
        f"{each.starts:%H:%M}-{each.ends:%H:%M}{' ' + each.label if each.label else ''}" for each in slots
    ]


def drafted(dublin: Dublin, **sessions: Slot) -> Draft:
    """Make a current draft with these topics, by their names, in the large room."""
    draft = Draft(event=dublin.event, is_current=True, made_at=NOON)
    draft.sessions = [
        Session(topic=getattr(dublin, name), room=dublin.large_room, slot=slot)
        for name, slot in sessions.items()
    ]
    db.session.add(draft)
    db.session.commit()
    return draft


def titles(draft: Draft) -> set[str]:
    return set(
        db.session.scalars(select(Topic.title).join(Session).where(Session.draft_id == draft.id)).all()
    )


def test_hours_change_for_the_days_that_are_named(dublin: Dublin) -> None:
    timetable.set_hours(
        event=dublin.event, hours={FRIDAY: (time(8), time(16))}, seen=1, by=dublin.lars, now=NOON
    )

    assert [(each.day, each.opens, each.closes) for each in dublin.event.hours] == [
        (THURSDAY, time(9), time(17)),
        (FRIDAY, time(8), time(16)),
    ]


def test_a_day_closes_once_its_slots_are_gone(dublin: Dublin) -> None:
    with pytest.raises(BadEntry, match=r"outside the opening hours: .* 10:00 to 12:00"):
        timetable.set_hours(event=dublin.event, hours={FRIDAY: None}, seen=1, by=dublin.lars, now=NOON)
    for slot in [each for each in dublin.event.slots if each.day == FRIDAY]:
        timetable.remove_slot(slot=slot, seen=None, by=dublin.lars, now=NOON)
    timetable.set_hours(event=dublin.event, hours={FRIDAY: None}, seen=None, by=dublin.lars, now=NOON)

    assert [each.day for each in dublin.event.hours] == [THURSDAY]


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (THURSDAY, (time(17), time(9))),
        (THURSDAY, (time(11), time(17))),
        (SATURDAY, (time(9), time(17))),
    ],
)
def test_hours_that_cannot_be_are_refused(dublin: Dublin, day: date, span: tuple[time, time]) -> None:
    with pytest.raises(BadEntry):
        timetable.set_hours(event=dublin.event, hours={day: span}, seen=1, by=dublin.lars, now=NOON)

    assert [(each.opens, each.closes) for each in dublin.event.hours] == [(time(9), time(17))] * 2


def test_a_slot_is_added_where_there_is_room(dublin: Dublin) -> None:
    row = TimetableRow(starts=time(15), ends=time(17))

    timetable.add_slot(event=dublin.event, day=THURSDAY, row=row, seen=1, by=dublin.lars, now=NOON)

    assert rows(dublin.event) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00", "15:00-17:00"]


@pytest.mark.parametrize(
    ("day", "row", "words"),
    [
        (THURSDAY, TimetableRow(starts=time(14), ends=time(16)), "overlaps the slot from 13:00 to 15:00"),
        (THURSDAY, TimetableRow(starts=time(16), ends=time(18)), "outside the opening hours"),
        (SATURDAY, TimetableRow(starts=time(10), ends=time(11)), "closed on 18 May 2013"),
    ],
)
def test_a_slot_that_cannot_be_is_refused(dublin: Dublin, day: date, row: TimetableRow, words: str) -> None:
    with pytest.raises(BadEntry, match=words):
        timetable.add_slot(event=dublin.event, day=day, row=row, seen=1, by=dublin.lars, now=NOON)

    assert rows(dublin.event) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]


def test_a_slot_that_moves_takes_its_sessions_along(dublin: Dublin) -> None:
    slot = dublin.event.slots[0]
    draft = drafted(dublin, portathon=slot)

    left = timetable.change_slot(
        slot=slot, row=TimetableRow(starts=time(9), ends=time(11)), seen=1, by=dublin.lars, now=NOON
    )

    assert left == 0
    assert rows(dublin.event) == ["09:00-11:00", "12:00-13:00 Lunch", "13:00-15:00"]
    assert titles(draft) == {dublin.portathon.title}


def test_a_slot_that_becomes_a_break_lets_its_sessions_go(dublin: Dublin) -> None:
    slot = dublin.event.slots[0]
    draft = drafted(dublin, portathon=slot, network=dublin.event.slots[2])
    pause = TimetableRow(starts=time(10), ends=time(12), is_break=True)

    left = timetable.change_slot(slot=slot, row=pause, seen=1, by=dublin.lars, now=NOON)

    assert left == 1
    assert titles(draft) == {dublin.network.title}


def test_a_slot_that_is_removed_takes_its_sessions_out_of_the_draft(dublin: Dublin) -> None:
    slot = dublin.event.slots[0]
    draft = drafted(dublin, portathon=slot, network=dublin.event.slots[2])
    before = draft.version

    left = timetable.remove_slot(slot=slot, seen=1, by=dublin.lars, now=NOON)

    assert left == 1
    assert rows(dublin.event) == ["12:00-13:00 Lunch", "13:00-15:00"]
    assert titles(draft) == {dublin.network.title}
    assert draft.version == before + 1


def test_every_day_is_laid_out_alike(dublin: Dublin) -> None:
    generate(dublin, SlotPattern(slots=3, breaks=(LUNCH,)))

    assert rows(dublin.event) == rows(dublin.event, FRIDAY)
    assert rows(dublin.event) == ["09:00-11:00", "12:00-13:00 Lunch", "13:00-15:00", "15:00-17:00"]


def test_laying_out_anew_keeps_the_sessions_of_slots_whose_start_stays(dublin: Dublin) -> None:
    early, _, late = dublin.event.slots[:3]
    draft = drafted(dublin, portathon=early, network=late)

    left = generate(dublin, SlotPattern(slots=3, breaks=(LUNCH,)))

    assert left == 1
    assert titles(draft) == {dublin.network.title}


def test_days_differ_and_a_day_that_is_not_chosen_stays(dublin: Dublin) -> None:
    draft = drafted(dublin, portathon=dublin.event.slots[0], network=dublin.event.slots[3])

    left = generate(dublin, SlotPattern(minutes=45, changeover=15), days=[FRIDAY])

    assert left == 0
    assert rows(dublin.event) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]
    assert rows(dublin.event, FRIDAY) == [f"{hour:02}:00-{hour:02}:45" for hour in range(9, 17)]
    assert titles(draft) == {dublin.portathon.title, dublin.network.title}


def test_a_room_differs_and_its_sessions_leave(dublin: Dublin) -> None:
    draft = drafted(dublin, portathon=dublin.event.slots[0])
    limits = (
        RoomHours(room=dublin.large_room.id, opens=time(11), closes=time(16)),
        RoomHours(room=dublin.small_room.id, is_closed=True),
    )

    left = generate(dublin, SlotPattern(minutes=120), days=[THURSDAY], rooms=limits)

    assert rows(dublin.event) == ["09:00-11:00", "11:00-13:00", "13:00-15:00", "15:00-17:00"]
    assert closed(dublin, dublin.large_room) == ["Thu 09:00", "Thu 15:00"]
    assert len(closed(dublin, dublin.small_room)) == 4
    assert left == 1
    assert titles(draft) == set()


def test_a_slot_that_stays_is_left_by_the_sessions_of_a_room_that_closes(dublin: Dublin) -> None:
    drafted(dublin, portathon=dublin.event.slots[0])
    limits = (RoomHours(room=dublin.large_room.id, closes=time(10)),)

    assert generate(dublin, SlotPattern(minutes=60), days=[THURSDAY], rooms=limits) == 1


def test_a_room_that_was_closed_at_a_time_stays_closed_then(dublin: Dublin) -> None:
    dublin.small_room.closures = [RoomClosure(slot_id=dublin.event.slots[2].id)]
    db.session.commit()

    generate(dublin, SlotPattern(minutes=60), days=[THURSDAY])
    assert closed(dublin, dublin.small_room) == ["Thu 13:00", "Thu 14:00"]

    request = SlotRequest(
        days=frozenset({THURSDAY}),
        pattern=SlotPattern(minutes=60),
        rooms=(RoomHours(room=dublin.small_room.id, opens=time(9)),),
    )
    timetable.generate_slots(event=dublin.event, request=request, seen=None, by=None, now=NOON)
    assert closed(dublin, dublin.small_room) == []


def test_a_layout_that_does_not_fit_changes_nothing(dublin: Dublin) -> None:
    nap = TimetableRow(starts=time(9), ends=time(17), is_break=True)

    with pytest.raises(BadEntry):
        generate(dublin, SlotPattern(slots=1, breaks=(nap,)))

    assert rows(dublin.event) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]


def test_any_change_of_the_timetable_makes_older_forms_stale(dublin: Dublin) -> None:
    row = TimetableRow(starts=time(15), ends=time(17))
    timetable.add_slot(event=dublin.event, day=THURSDAY, row=row, seen=1, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        timetable.add_slot(event=dublin.event, day=FRIDAY, row=row, seen=1, by=dublin.lars, now=NOON)
    with pytest.raises(StaleForm):
        timetable.remove_slot(slot=dublin.event.slots[0], seen=1, by=dublin.lars, now=NOON)

    assert rows(dublin.event, FRIDAY) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]
