"""How an event is set up, as a page of ours tells it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from hackathon.domain.wiki.setup import (
    Setup,
    SetupEntry,
    SetupOrder,
    SetupPresence,
    SetupRoom,
    SetupSession,
    SetupSettings,
    SetupSlot,
    SetupTime,
)
from hackathon.extensions import db
from hackathon.models import Attendance, CalendarEntry, Draft, Event, Presence, Session
from hackathon.queries import orders

_SETTINGS = tuple(SetupSettings.__dataclass_fields__)


def of(event: Event) -> Setup:
    """Return settings, areas, rooms, slots, the hours of people, the order of topics, draft and ledger."""
    slots = {slot.id: slot for slot in event.slots}
    return Setup(
        settings=SetupSettings(**{name: getattr(event, name) for name in _SETTINGS}),
        areas=tuple(area.name for area in event.areas),
        rooms=tuple(
            SetupRoom(
                slug=room.slug,
                name=room.name,
                capacity=room.capacity,
                features=tuple(room.features),
                closed=tuple(
                    SetupTime(day=slots[each.slot_id].day, starts=slots[each.slot_id].starts)
                    for each in sorted(room.closures, key=lambda each: each.slot_id)
                ),
            )
            for room in event.rooms
        ),
        slots=tuple(
            SetupSlot(
                day=slot.day, starts=slot.starts, ends=slot.ends, is_break=slot.is_break, label=slot.label
            )
            for slot in event.slots
        ),
        presences=tuple(_presences(event)),
        orders=tuple(SetupOrder(first=each.first.number, then=each.then.number) for each in orders.of(event)),
        sessions=tuple(_sessions(event)),
        entries=tuple(_entries(event)),
    )


def _presences(event: Event) -> list[SetupPresence]:
    found = db.session.scalars(
        select(Presence)
        .join(Attendance)
        .where(Attendance.event_id == event.id, Presence.day.between(event.first_day, event.last_day))
        .order_by(Attendance.id, Presence.day)
        .options(joinedload(Presence.attendance).joinedload(Attendance.person))
    )
    # Of people who share a name the first counts, as on a page.
    first: dict[str, int] = {}
    return [
        SetupPresence(
            name=each.attendance.person.name, day=each.day, arrives=each.arrives, leaves=each.leaves
        )
        for each in found
        if first.setdefault(each.attendance.person.name_key, each.attendance_id) == each.attendance_id
    ]


def _entries(event: Event) -> Iterator[SetupEntry]:
    of_event = select(CalendarEntry).where(CalendarEntry.event_id == event.id)
    for each in db.session.scalars(of_event.order_by(CalendarEntry.topic_number, CalendarEntry.occurrence)):
        yield SetupEntry(
            topic=each.topic_number,
            uid=each.uid,
            sequence=each.sequence,
            last_modified=each.last_modified,
            occurrence=each.occurrence,
            is_cancelled=each.is_cancelled,
        )


def _sessions(event: Event) -> list[SetupSession]:
    found = db.session.scalars(
        select(Session)
        .join(Draft)
        .where(Draft.event_id == event.id, Draft.is_current)
        .order_by(Session.topic_id, Session.occurrence)
        .options(joinedload(Session.topic), joinedload(Session.room), selectinload(Session.slot))
    )
    return [
        SetupSession(
            topic=each.topic.number,
            room=each.room.slug,
            day=each.slot.day,
            starts=each.slot.starts,
            occurrence=each.occurrence,
            pinned=each.pinned,
        )
        for each in found
    ]
