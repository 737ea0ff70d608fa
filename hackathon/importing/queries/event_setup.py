"""An event's settings, rooms, slots and draft, as pages of ours contain them."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from hackathon.agenda.models import CalendarEntry
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.pages.model.setup import (
    Setup,
    SetupAvailability,
    SetupCalendarEntry,
    SetupOrder,
    SetupRoom,
    SetupSession,
    SetupSettings,
    SetupSlot,
    SlotReference,
)
from hackathon.planning.drafts.models import Draft, Session
from hackathon.topics.order import queries as orders

_SETTINGS = tuple(SetupSettings.__dataclass_fields__)


def setup_of(event: Event) -> Setup:
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
                    SlotReference(
                        day=slots[each.slot_id].day,
                        starts=slots[each.slot_id].starts,
                        second=bool(slots[each.slot_id].starts_fold),
                    )
                    for each in sorted(room.closures, key=lambda each: each.slot_id)
                ),
            )
            for room in event.rooms
        ),
        slots=tuple(
            SetupSlot(
                day=slot.day,
                starts=slot.starts,
                ends=slot.ends,
                is_break=slot.is_break,
                label=slot.label,
                starts_second=bool(slot.starts_fold),
                ends_second=bool(slot.ends_fold),
            )
            for slot in event.slots_in_order
        ),
        presences=tuple(_availability(event)),
        orders=tuple(_orders(event)),
        sessions=tuple(_sessions(event)),
        entries=tuple(_entries(event)),
    )


def _orders(event: Event) -> Iterator[SetupOrder]:
    for rule in orders.rules_of(event):
        yield SetupOrder(first=rule.first.number, then=rule.then.number)


def _availability(event: Event) -> list[SetupAvailability]:
    found = db.session.scalars(
        select(Availability)
        .join(Attendance)
        .where(Attendance.event_id == event.id, Availability.day.between(event.first_day, event.last_day))
        .order_by(Attendance.id, Availability.day)
        .options(joinedload(Availability.attendance).joinedload(Attendance.person))
    )
    # If people share a name, the first counts, as on a page.
    first: dict[str, int] = {}
    return [
        SetupAvailability(
            name=each.attendance.person.name,
            day=each.day,
            arrives=each.arrives,
            leaves=each.leaves,
            arrives_second=bool(each.arrives_fold),
            leaves_second=bool(each.leaves_fold),
        )
        for each in found
        if first.setdefault(each.attendance.person.name_key, each.attendance_id) == each.attendance_id
    ]


def _entries(event: Event) -> Iterator[SetupCalendarEntry]:
    of_event = select(CalendarEntry).where(CalendarEntry.event_id == event.id)
    for each in db.session.scalars(of_event.order_by(CalendarEntry.topic_number, CalendarEntry.occurrence)):
        yield SetupCalendarEntry(
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
            second=bool(each.slot.starts_fold),
            occurrence=each.occurrence,
            pinned=each.pinned,
        )
        for each in found
    ]
