"""Changing many rooms, slots and breaks at once: all or none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import CHANGED_MEANWHILE, refuse_stale, touch, transaction
from hackathon.core.domain.hours import covers, merged
from hackathon.core.domain.timetable import DayRow, checked
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.core.text.messages import LongDay, message
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Session
from hackathon.planning.drafts.services import drafts
from hackathon.planning.rooms import services as rooms
from hackathon.planning.rooms.models import Room
from hackathon.planning.tables.domain import RoomLine, SlotLine
from hackathon.planning.timetable import services as timetable
from hackathon.planning.timetable.models import Slot

_OUT_OF_THE_WAY = timedelta(days=200 * 366)
"""Longer than any event in days, so that parked slots can't collide with those not moved yet."""


@transaction
def change_rooms(*, event: Event, lines: Sequence[RoomLine], by: Person | None, now: datetime) -> int:
    """Change rooms and add new ones; return how many are new or different.

    Rooms that are not among the lines stay as they are, and so do closures. Raises StaleForm, and BadEntry if
    two rooms would have the same name.
    """
    known = {room.slug: room for room in event.rooms}
    changed = [(known.get(line.slug or ""), line) for line in lines if _says_anything(known, line)]
    _refuse_second_names(event, changed)
    for room, line in changed:
        if room is not None:
            closed = frozenset(each.slot_id for each in room.closures)
            rooms.write_fields(room, replace(line.fields, closed=closed), event)
            activity.record(LogKind.CHANGED_ROOM, event=event, by=by, now=now, room=room.name)
    db.session.flush()
    for room, line in changed:
        if room is None:
            rooms.add(event=event, fields=line.fields, by=by, now=now)
    return len(changed)


def _says_anything(known: Mapping[str, Room], line: RoomLine) -> bool:
    """Whether a line contains anything new; raises StaleForm if someone else has changed its room."""
    if line.slug is None:
        return True
    room, fields = known.get(line.slug), line.fields
    if room is None:
        raise StaleForm(CHANGED_MEANWHILE)
    is_same = (room.name, room.capacity) == (fields.name, fields.capacity)
    if is_same and tuple(room.features) == fields.features:
        return False
    refuse_stale(line.seen, room.version)
    return True


def _refuse_second_names(event: Event, changed: Sequence[tuple[Room | None, RoomLine]]) -> None:
    moving = {room for room, _ in changed if room is not None}
    names = [room.name for room in event.rooms if room not in moving]
    names += [line.fields.name for _, line in changed]
    alike = Counter(normalize(name) for name in names)
    for name in names:
        if alike[normalize(name)] > 1:
            raise BadEntry(
                message("Two rooms would be called “%(room)s”. Please choose another name.", room=name)
            )


@transaction
def remove_rooms(*, removed: Sequence[Room], by: Person | None, now: datetime) -> int:
    """Remove rooms, and return how many sessions left the current draft."""
    return sum(rooms.remove(room=room, seen=None, by=by, now=now) for room in removed)


@transaction
def change_slots(
    *, event: Event, lines: Sequence[SlotLine], seen: int | None, by: Person | None, now: datetime
) -> int:
    """Change slots and breaks and add new ones; return how many topics left the current draft.

    Sessions move with their slot; a slot that becomes a break loses them. Slots that are not among the lines
    stay as they are. Raises StaleForm, and BadEntry for times that the clocks skip or show twice, for
    overlaps, and outside the opening hours.
    """
    refuse_stale(seen, event.version)
    known = {slot.id: slot for slot in event.slots}
    if any(line.key is not None and line.key not in known for line in lines):
        raise StaleForm(CHANGED_MEANWHILE)
    placed = [(line.key, _placed(line, event)) for line in lines]
    _refuse_misplaced(event, placed)
    moving = [(known[key], row) for key, row in placed if key and known[key].on_its_day != row]
    for slot, _ in moving:
        slot.day += _OUT_OF_THE_WAY
    db.session.flush()
    left = sum(_change(event, slot, row, by, now) for slot, row in moving)
    for key, row in placed:
        if key is None:
            _add(event, row, by, now)
    touch(event)
    return left


def _placed(line: SlotLine, event: Event) -> DayRow:
    return DayRow(day=line.day, row=checked(line.row, line.day, event.zone))


def _refuse_misplaced(event: Event, placed: Sequence[tuple[int | None, DayRow]]) -> None:
    opening = merged([each.hours for each in event.hours], event.zone)
    for _, row in placed:
        if not covers(opening, row.span(event.zone)):
            raise BadEntry(
                message(
                    "%(day)s, %(times)s is outside the opening hours. Please choose other times, or change "
                    "the opening hours of that day first.",
                    day=LongDay(row.day),
                    times=row.row.in_words,
                )
            )
    keys = {key for key, _ in placed}
    rows = [slot.on_its_day for slot in event.slots if slot.id not in keys] + [row for _, row in placed]
    for before, after in pairwise(sorted(rows, key=lambda each: each.span(event.zone).starts)):
        if before.span(event.zone).meets(after.span(event.zone)):
            raise BadEntry(
                message(
                    "On %(day)s, %(before)s and %(after)s would overlap. Please change one of them.",
                    day=LongDay(after.day),
                    before=before.row.in_words,
                    after=after.row.in_words,
                )
            )


def _change(event: Event, slot: Slot, row: DayRow, by: Person | None, now: datetime) -> int:
    slot.day -= _OUT_OF_THE_WAY
    kind = LogKind.CHANGED_BREAK if slot.is_break else LogKind.CHANGED_SLOT
    called = {"day": LongDay(slot.day), "times": slot.row.in_words}
    left = 0
    if row.row.is_break and not slot.is_break:
        left = drafts.take_out(event=event, where=Session.slot_id == slot.id)
    slot.day, slot.row = row.day, row.row
    activity.record(kind, event=event, by=by, now=now, **called, after=row.row.in_words)
    return left


def _add(event: Event, row: DayRow, by: Person | None, now: datetime) -> None:
    slot = Slot(event_id=event.id, day=row.day)
    slot.row = row.row
    db.session.add(slot)
    kind = LogKind.ADDED_BREAK if slot.is_break else LogKind.ADDED_SLOT
    called = {"day": LongDay(row.day), "times": row.row.in_words}
    activity.record(kind, event=event, by=by, now=now, **called)


@transaction
def remove_slots(
    *, event: Event, removed: Sequence[Slot], seen: int | None, by: Person | None, now: datetime
) -> int:
    """Remove slots and breaks, and return how many sessions left the current draft. Raises StaleForm."""
    refuse_stale(seen, event.version)
    return sum(timetable.remove_slot(slot=slot, seen=None, by=by, now=now) for slot in removed)
