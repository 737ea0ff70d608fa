"""Loading rooms, opening hours and slots, and the sessions a draft has in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import ColumnElement, or_, select, tuple_
from sqlalchemy.orm import selectinload

from hackathon.core.domain.hours import Hours
from hackathon.core.domain.timetable import DayRow, lay_out
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import LongDay, message
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable.domain import SlotRequest
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic


def rooms(event: Event) -> Sequence[Room]:
    """Return the rooms of an event in order, with the slots when they are closed."""
    return db.session.scalars(
        select(Room)
        .where(Room.event_id == event.id)
        .options(selectinload(Room.closures))
        .order_by(Room.position, Room.id)
    ).all()


def drafted(event: Event, where: ColumnElement[bool]) -> Sequence[str]:
    """Return the titles of the topics that the current draft has there, in alphabetical order."""
    titles = db.session.scalars(
        select(Topic.title)
        .join(Session, Session.topic_id == Topic.id)
        .join(Session.draft)
        .where(Draft.event_id == event.id, Draft.is_current, where)
    )
    return sorted(titles, key=sort_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedRow:
    """A generated slot or break, the rooms that are closed then, and the existing slot that it replaces."""

    placed: DayRow
    closed: tuple[Room, ...]
    known: Slot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedDay:
    """A preview of one day."""

    day: date
    rows: tuple[GeneratedRow, ...]

    @property
    def number_of_slots(self) -> int:
        """The number of slots, not counting breaks."""
        return sum(not each.placed.row.is_break for each in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedSlots:
    """The effect of generating slots: the new days, and the slots and breaks that would be removed."""

    days: tuple[GeneratedDay, ...]
    gone: tuple[Slot, ...]

    @property
    def number_of_slots(self) -> int:
        """The number of slots on all days."""
        return sum(day.number_of_slots for day in self.days)

    @property
    def sessions(self) -> ColumnElement[bool]:
        """The drafts' sessions that would lose their place: their slot is removed, or their room closes."""
        closing = [
            (row.known.id, room.id)
            for day in self.days
            for row in day.rows
            if row.known
            for room in row.closed
        ]
        return or_(
            Session.slot_id.in_([slot.id for slot in self.gone]),
            tuple_(Session.slot_id, Session.room_id).in_(closing),
        )


def generate(event: Event, request: SlotRequest) -> GeneratedSlots:
    """Return the effect of generating slots; nothing is saved.

    Raises BadEntry if the slots don't fit, would overlap those of another day, or no day is open.
    """
    chosen = [each.hours for each in event.hours if each.day in request.days]
    if not chosen:
        raise BadEntry(message("Please choose a day that has opening hours."), at="days")
    replaced = [slot for slot in event.slots if _is_of(slot, chosen, event)]
    known = {slot.on_its_day.key: slot for slot in replaced}
    shut = _closures(event, replaced)
    days = []
    for hours in chosen:
        rows = []
        for placed in lay_out(hours, request.pattern, zone=event.zone):
            slot = known.get(placed.key)
            kept = slot if slot and slot.is_break == placed.row.is_break else None
            closed = tuple(_closed_rooms(event, hours, placed, request, shut))
            rows.append(GeneratedRow(placed=placed, closed=closed, known=kept))
        days.append(GeneratedDay(day=hours.day, rows=tuple(rows)))
    staying = {row.known for day in days for row in day.rows}
    _refuse_overlaps(event, [slot for slot in event.slots if slot not in replaced], days)
    return GeneratedSlots(days=tuple(days), gone=tuple(slot for slot in replaced if slot not in staying))


def _is_of(slot: Slot, chosen: Sequence[Hours], event: Event) -> bool:
    """Whether a slot belongs to one of these days: it begins within its hours, or outside all hours."""
    holding = [each.day for each in event.hours if each.hours.span(event.zone).meets(slot.span)]
    return any(hours.day in (holding or [slot.day]) for hours in chosen)


def _closures(event: Event, slots: Sequence[Slot]) -> Mapping[int, Sequence[Slot]]:
    """Return the slots during which each room is closed."""
    by_id = {slot.id: slot for slot in slots}
    return {
        room.id: [by_id[each.slot_id] for each in room.closures if each.slot_id in by_id]
        for room in rooms(event)
    }


def _closed_rooms(
    event: Event, hours: Hours, placed: DayRow, request: SlotRequest, shut: Mapping[int, Sequence[Slot]]
) -> Iterator[Room]:
    """Yield the rooms that are closed then: as requested, or else as they were at that time."""
    if placed.row.is_break:
        return
    asked = {each.room: each for each in request.rooms}
    span = placed.span(event.zone)
    for room in event.rooms:
        if room.id in asked:
            is_closed = not asked[room.id].holds(placed, hours, event.zone)
        else:
            is_closed = any(slot.span.meets(span) for slot in shut.get(room.id, ()))
        if is_closed:
            yield room


def _refuse_overlaps(event: Event, staying: Sequence[Slot], days: Sequence[GeneratedDay]) -> None:
    rows = [row.placed for day in days for row in day.rows] + [slot.on_its_day for slot in staying]
    for before, after in pairwise(sorted(rows, key=lambda each: each.span(event.zone).starts)):
        if before.span(event.zone).meets(after.span(event.zone)):
            raise BadEntry(
                message(
                    "The opening hours of %(before)s overlap those of %(after)s. "
                    "Please change the opening hours first.",
                    before=LongDay(before.day),
                    after=LongDay(after.day),
                )
            )
