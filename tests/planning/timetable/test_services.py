"""Opening hours, slots and breaks."""

from datetime import date, time

import pytest
from sqlalchemy import select

from hackathon.core.domain.timetable import TimetableRow
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

SATURDAY = date(2013, 5, 18)
LUNCH = TimetableRow(starts=time(12), ends=time(13), is_break=True, label="Lunch")


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
    timetable.lay_out(event=dublin.event, slots=3, breaks=[LUNCH], seen=1, by=dublin.lars, now=NOON)

    assert rows(dublin.event) == rows(dublin.event, FRIDAY)
    assert rows(dublin.event) == ["09:00-11:00", "12:00-13:00 Lunch", "13:00-15:00", "15:00-17:00"]


def test_laying_out_anew_keeps_the_sessions_of_slots_whose_start_stays(dublin: Dublin) -> None:
    early, _, late = dublin.event.slots[:3]
    draft = drafted(dublin, portathon=early, network=late)

    left = timetable.lay_out(event=dublin.event, slots=3, breaks=[LUNCH], seen=1, by=dublin.lars, now=NOON)

    assert left == 1
    assert titles(draft) == {dublin.network.title}


def test_a_layout_that_does_not_fit_changes_nothing(dublin: Dublin) -> None:
    nap = TimetableRow(starts=time(9), ends=time(17), is_break=True)

    with pytest.raises(BadEntry):
        timetable.lay_out(event=dublin.event, slots=1, breaks=[nap], seen=1, by=dublin.lars, now=NOON)

    assert rows(dublin.event) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]


def test_any_change_of_the_timetable_makes_older_forms_stale(dublin: Dublin) -> None:
    row = TimetableRow(starts=time(15), ends=time(17))
    timetable.add_slot(event=dublin.event, day=THURSDAY, row=row, seen=1, by=dublin.lars, now=NOON)

    with pytest.raises(StaleForm):
        timetable.add_slot(event=dublin.event, day=FRIDAY, row=row, seen=1, by=dublin.lars, now=NOON)
    with pytest.raises(StaleForm):
        timetable.remove_slot(slot=dublin.event.slots[0], seen=1, by=dublin.lars, now=NOON)

    assert rows(dublin.event, FRIDAY) == ["10:00-12:00", "12:00-13:00 Lunch", "13:00-15:00"]
