"""Copying an event: what comes along, what stays, and that everything moves by the same days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import select

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.domain import moved_fields
from hackathon.event_settings.services import copying
from hackathon.events.models import Event, Milestone
from hackathon.events.participation.models import Attendance
from hackathon.planning.rooms.models import RoomClosure
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin
from tests.examples import examples

numbers = count()


def copied(dublin: Dublin, first_day: date) -> Event:
    return copying.copy(
        event=dublin.event,
        slug=f"xen-{next(numbers)}",
        title="Xen Hackathon again",
        place="Cambridge",
        first_day=first_day,
        by=dublin.lars,
        now=NOON,
    )


def times(event: Event, days: timedelta = timedelta()) -> list[tuple[object, ...]]:
    """Return every date that hangs on the event, moved by these days, with what belongs to it."""
    return [
        *((each.day + days, each.opens, each.closes) for each in event.hours),
        *((each.day + days, each.starts, each.ends, each.is_break, each.label) for each in event.slots),
        *((each.name, each.starts and each.starts + days, each.ends) for each in event.milestones),
    ]


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first_day=st.dates(date(1990, 1, 1), date(2098, 1, 1)))
def test_every_date_moves_by_the_same_days_and_every_time_of_day_stays(
    dublin: Dublin, first_day: date
) -> None:
    dublin.event.votes_close = datetime(2013, 5, 10, 17, tzinfo=UTC)
    dublin.event.milestones = [
        Milestone(name="Book your hotel", starts=date(2013, 4, 2), changed_at=NOON),
        Milestone(name="Dinner", starts=None, changed_at=NOON),
    ]
    db.session.commit()
    days = first_day - THURSDAY

    event = copied(dublin, first_day)

    assert sorted(times(event), key=str) == sorted(times(dublin.event, days), key=str)
    fields, before = settings.fields_of(event), settings.fields_of(dublin.event)
    assert (fields.first_day, fields.last_day) == (THURSDAY + days, FRIDAY + days)
    assert fields.votes_close == datetime.combine(date(2013, 5, 10) + days, time(18))
    back = moved_fields(fields, first_day=THURSDAY)
    assert (back.first_day, back.last_day, back.votes_close) == (THURSDAY, FRIDAY, before.votes_close)


def test_what_was_set_up_comes_along_and_what_people_did_stays(dublin: Dublin) -> None:
    closed = dublin.event.slots[0]
    db.session.add(RoomClosure(room=dublin.small_room, slot_id=closed.id))
    for person, role in ((dublin.ian, Role.REVIEWER), (dublin.wei, Role.HELPER)):
        attendance = db.session.scalars(select(Attendance).where(Attendance.person == person)).one()
        attendance.role = role
    dublin.event.capacity, dublin.event.hue = 40, 145
    db.session.commit()

    event = copied(dublin, date(2014, 5, 29))

    assert (event.title, event.place, event.capacity, event.hue) == (
        "Xen Hackathon again", "Cambridge", 40, 145,
    )  # fmt: skip
    assert (event.held_phase, event.is_published, event.topics) == (None, False, [])
    assert [area.name for area in event.areas] == ["Hypervisor", "Toolstack"]
    assert [(room.slug, room.capacity) for room in event.rooms] == [("liffey", 40), ("dodder", 2)]
    closures = db.session.scalars(select(RoomClosure).where(RoomClosure.room_id == event.rooms[1].id)).all()
    assert [closure.slot_id for closure in closures] == [event.slots[0].id]
    people = db.session.scalars(select(Attendance).where(Attendance.event == event).order_by(Attendance.id))
    assert [(each.person.name, each.role, each.status) for each in people] == [
        ("Lars Kurth", Role.ORGANIZER, Status.CONFIRMED),
        ("Ian Campbell", Role.REVIEWER, Status.INVITED),
        ("Wei Liu", Role.HELPER, Status.INVITED),
    ]
