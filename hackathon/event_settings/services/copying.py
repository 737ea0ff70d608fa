"""Copying an event: its settings are copied, people's contributions are not."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.registration.services import attendance_status
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.domain import moved_day, moved_fields
from hackathon.event_settings.services import events
from hackathon.events.models import Event, Milestone, OpeningHours
from hackathon.events.participation.models import Attendance
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.models import Slot
from hackathon.topics.areas.models import Area


@transaction
def copy(
    *,
    event: Event,
    slug: str,
    title: str,
    place: str | None,
    first_day: date,
    by: Person | None,
    now: datetime,
) -> Event:
    """Create a copy of this event that begins on another day, and return it.

    Settings, areas, rooms, opening hours, slots, milestones and roles are copied, with all dates shifted like
    the first. People with a role are invited and have not answered yet; the person who copies becomes an
    organizer. Topics, votes, answers, badges, emails and a held phase are not copied. Raises BadEntry as
    `events.create` does, and for a time that the clocks skip on its new day.
    """
    fields = replace(
        moved_fields(settings.fields_of(event), first_day=first_day),
        title=title.strip(),
        place=(place or "").strip() or None,
    )
    new = events.create(
        slug=slug,
        title=title,
        zone=fields.zone,
        first_day=fields.first_day,
        last_day=fields.last_day,
        place=fields.place,
        by=by,
        now=now,
    )
    new.kind = event.kind
    events.write_fields(new, fields)
    days = first_day - event.first_day
    _copy_times(event, new, days, now)
    _copy_rooms(event, new, _copy_slots(event, new, days))
    _copy_roles(event, new, by, now)
    new.areas = [Area(slug=area.slug, name=area.name, position=area.position) for area in event.areas]
    timetable.refuse_other_clocks(new)
    activity.record(LogKind.COPIED_EVENT, event=new, by=by, now=now, title=event.title)
    return new


def _copy_times(event: Event, new: Event, days: timedelta, now: datetime) -> None:
    new.hours = []
    db.session.flush()  # Each day has its hours only once.
    for hours in event.hours:
        moved = OpeningHours(day=hours.day + days)
        moved.hours = replace(hours.hours, day=moved.day)
        new.hours.append(moved)
    new.milestones = [
        Milestone(
            name=milestone.name,
            starts=milestone.starts and moved_day(milestone.starts, days),
            ends=milestone.ends and moved_day(milestone.ends, days),
            changed_at=now,
        )
        for milestone in event.milestones
    ]


def _copy_slots(event: Event, new: Event, days: timedelta) -> dict[int, Slot]:
    """Return the new slots by the keys of the originals."""
    copies = {}
    for slot in event.slots:
        moved = Slot(day=slot.day + days)
        moved.row = slot.row
        copies[slot.id] = moved
    new.slots = list(copies.values())
    return copies


def _copy_rooms(event: Event, new: Event, slots: dict[int, Slot]) -> None:
    rooms = {
        room.id: Room(
            slug=room.slug,
            name=room.name,
            capacity=room.capacity,
            features=list(room.features),
            position=room.position,
        )
        for room in event.rooms
    }
    new.rooms = list(rooms.values())
    db.session.flush()  # A closure needs the keys of its room and slot.
    closures = db.session.scalars(select(RoomClosure).join(Room).where(Room.event_id == event.id))
    db.session.add_all(
        RoomClosure(room_id=rooms[closure.room_id].id, slot_id=slots[closure.slot_id].id)
        for closure in closures
    )


def _copy_roles(event: Event, new: Event, by: Person | None, now: datetime) -> None:
    with_role = (
        select(Attendance)
        .join(Attendance.person)
        .options(contains_eager(Attendance.person))
        .where(Attendance.event_id == event.id, Attendance.role != Role.ATTENDEE)
        .order_by(Attendance.id)
    )
    for attendance in db.session.scalars(with_role):
        if attendance.person != by:
            copied = Attendance(event=new, person=attendance.person, role=attendance.role)
            db.session.add(copied)
            attendance_status.change(attendance=copied, status=Status.INVITED, now=now)
