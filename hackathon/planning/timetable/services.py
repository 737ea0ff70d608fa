"""Opening hours, slots and breaks.

Every change raises the version of the event, so two organizers who edit the timetable at
the same time get an edit conflict instead of mixing their changes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise

from sqlalchemy import delete

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import CHANGED_MEANWHILE, refuse_stale, touch, transaction
from hackathon.core.domain.clocks import DAY, local_time
from hackathon.core.domain.hours import Hours, covers, merged
from hackathon.core.domain.timetable import DayRow, TimetableRow, check_place, checked
from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.core.text.messages import LongDay, message
from hackathon.events.domain import days_of
from hackathon.events.models import Event, OpeningHours
from hackathon.planning.drafts.models import Session
from hackathon.planning.drafts.services import drafts
from hackathon.planning.rooms.models import RoomClosure
from hackathon.planning.timetable import queries
from hackathon.planning.timetable.domain import SlotRequest
from hackathon.planning.timetable.models import Slot
from hackathon.planning.timetable.queries import GeneratedRow

_ADDED = {False: LogKind.ADDED_SLOT, True: LogKind.ADDED_BREAK}
_CHANGED = {False: LogKind.CHANGED_SLOT, True: LogKind.CHANGED_BREAK}
_REMOVED = {False: LogKind.REMOVED_SLOT, True: LogKind.REMOVED_BREAK}
"""The log entry for removing a slot or a break."""


@transaction
def set_hours(
    *,
    event: Event,
    hours: Mapping[date, tuple[time, time] | None],
    seen: int | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Set the opening hours; None closes a day, and days that are not listed stay as they are.

    The closing time is on the next day if it is not after the opening time. Raises StaleForm, and BadEntry
    for times that the clocks skip or show twice, for a day outside the event, and while a slot is outside the
    new hours.
    """
    refuse_stale(seen, event.version)
    known = {each.day: each for each in event.hours}
    for day, span in hours.items():
        if day not in days_of(event.first_day, event.last_day):
            raise BadEntry(
                message(
                    "%(day)s is not a day of the event. Change the event days in Settings first.",
                    day=LongDay(day),
                )
            )
        if span is None:
            if day in known:
                event.hours.remove(known[day])
        else:
            row = known.get(day) or OpeningHours(day=day)
            row.hours = Hours(day=day, arrives=span[0], leaves=span[1]).checked(event.zone)
            if day not in known:
                event.hours.append(row)
    refuse_slots_outside(event, beginning=hours)
    touch(event)
    activity.record(LogKind.CHANGED_HOURS, event=event, by=by, now=now)


@transaction
def generate_slots(
    *, event: Event, request: SlotRequest, seen: int | None, by: Person | None, now: datetime
) -> int:
    """Replace the slots and breaks of some days by those of a pattern.

    A slot with the same start is updated, so its sessions in drafts stay, and rooms that were closed at a
    time stay closed. Sessions in removed slots or closed rooms leave their draft; returns how many topics
    left the current one. Raises StaleForm, and BadEntry if the slots don't fit, or no day is open.
    """
    refuse_stale(seen, event.version)
    if not event.hours:
        raise BadEntry(message("No opening hours yet. Set them first, then generate slots."))
    generated = queries.generate(event, request)
    left = drafts.take_out(event=event, where=generated.sessions)
    db.session.execute(delete(Slot).where(Slot.id.in_([slot.id for slot in generated.gone])))
    db.session.expire(event, ["slots"])
    for room in event.rooms:
        db.session.expire(room, ["closures"])
    slots = [(_written(event, row), row) for day in generated.days for row in day.rows]
    db.session.flush()
    _close_rooms(event, {slot.id: {room.id for room in row.closed} for slot, row in slots})
    touch(event)
    number = generated.number_of_slots
    activity.record(LogKind.GENERATED_DAYS, event=event, by=by, now=now, number=number)
    return left


def _written(event: Event, row: GeneratedRow) -> Slot:
    slot = row.known or Slot(event_id=event.id, day=row.placed.day)
    slot.row = row.placed.row
    db.session.add(slot)
    return slot


def _close_rooms(event: Event, closed: Mapping[int, Collection[int]]) -> None:
    """Close these rooms in these slots, by key, and open all others in them."""
    for room in event.rooms:
        was = {each.slot_id for each in room.closures}
        wanted = {slot for slot, rooms in closed.items() if room.id in rooms}
        if wanted == was & closed.keys():
            continue
        room.closures = [
            each for each in room.closures if each.slot_id not in closed or each.slot_id in wanted
        ] + [RoomClosure(slot_id=each) for each in sorted(wanted - was)]
        touch(room)


@transaction
def add_slot(
    *, event: Event, day: date, row: TimetableRow, seen: int | None, by: Person | None, now: datetime
) -> Slot:
    """Add a slot or a break.

    Raises StaleForm, and BadEntry for times that the clocks skip or show twice, for overlaps, and outside the
    opening hours.
    """
    refuse_stale(seen, event.version)
    row = _checked(event, day, row, besides=None)
    slot = Slot(event_id=event.id, day=day)
    slot.row = row
    db.session.add(slot)
    touch(event)
    activity.record(_ADDED[slot.is_break], event=event, by=by, now=now, **_called(slot))
    return slot


@transaction
def change_slot(*, slot: Slot, row: TimetableRow, seen: int | None, by: Person | None, now: datetime) -> int:
    """Change a slot's times or label; its sessions in drafts move with it.

    A slot that becomes a break loses them; returns how many topics left the current draft. Raises StaleForm,
    and BadEntry for times that the clocks skip or show twice, for overlaps, and outside the opening hours.
    """
    event = slot.event
    refuse_stale(seen, event.version)
    row = _checked(event, slot.day, row, besides=slot)
    left = 0
    if row.is_break and not slot.is_break:
        left = drafts.take_out(event=event, where=Session.slot_id == slot.id)
    kind, called = _CHANGED[slot.is_break], _called(slot)
    slot.row = row
    touch(event)
    activity.record(kind, event=event, by=by, now=now, **called, after=row.in_words)
    return left


@transaction
def move_end(
    *, slot: Slot, ends: time, was: time | None, seen: int | None, by: Person | None, now: datetime
) -> int:
    """Move the end of a slot; return how many later slots and breaks are delayed by that.

    Slots in the way start as much later as needed, and keep their length. `was` is the end that was shown.
    Raises StaleForm, and BadEntry for times that the clocks skip or that occur twice, and outside the opening
    hours.
    """
    event = slot.event
    refuse_stale(seen, event.version)
    if was is not None and was != slot.ends:
        raise StaleForm(CHANGED_MEANWHILE)
    kind, called = _CHANGED[slot.is_break], _called(slot)
    row = checked(replace(slot.row, ends=ends), slot.day, event.zone)
    free_from, moved = row.span(slot.day, event.zone).ends, list[tuple[Slot, DayRow]]()
    for other in event.slots_in_order:
        if other is slot or other.starts_at < slot.starts_at or other.starts_at >= free_from:
            continue
        length = other.ends_at - other.starts_at
        moved.append((other, _row_at(free_from, free_from + length, other, event.zone)))
        free_from += length
    _refuse_closed(event, [DayRow(day=slot.day, row=row), *(placed for _, placed in moved)])
    # The last one first, so that two rows never have the same start on the way.
    for other, placed in reversed(moved):
        other.day, other.row = placed.day, placed.row
        db.session.flush()
    slot.row = row
    touch(event)
    activity.record(kind, event=event, by=by, now=now, **called, after=row.in_words)
    return len(moved)


def _row_at(starts: datetime, ends: datetime, like: Slot, zone: str) -> DayRow:
    """Return a slot or break with another start and end."""
    (day, start), (_, end) = (local_time(moment, zone) for moment in (starts, ends))
    return DayRow(day=day, row=replace(like.row, starts=start, ends=end))


def _refuse_closed(event: Event, rows: Sequence[DayRow]) -> None:
    opening = merged([each.hours for each in event.hours], event.zone)
    for row in rows:
        if not covers(opening, row.span(event.zone)):
            raise BadEntry(
                message(
                    "%(times)s would be outside the opening hours. Please change those of that day first.",
                    times=row.row.in_words,
                )
            )


@transaction
def remove_slot(*, slot: Slot, seen: int | None, by: Person | None, now: datetime) -> int:
    """Remove the slot, and return how many sessions left the current draft.

    What is published stays as it is until the next revision. Raises StaleForm.
    """
    event = slot.event
    refuse_stale(seen, event.version)
    left = drafts.take_out(event=event, where=Session.slot_id == slot.id)
    kind, called = _REMOVED[slot.is_break], _called(slot)
    db.session.delete(slot)
    touch(event)
    activity.record(kind, event=event, by=by, now=now, **called)
    return left


def refuse_slots_outside(event: Event, *, beginning: Collection[date]) -> None:
    """Raise BadEntry for a slot outside the opening hours that begin on these days."""
    opening = merged([each.hours for each in event.hours], event.zone)
    for slot in event.slots:
        if (slot.day in beginning or slot.day - DAY in beginning) and not covers(opening, slot.span):
            raise BadEntry(
                message(
                    "This would be outside the opening hours: %(slot)s. Please change or remove it first.",
                    slot=slot.in_words,
                )
            )


def refuse_other_clocks(event: Event) -> None:
    """Raise BadEntry if the event's time zone skips or repeats its times, or makes its slots overlap."""
    for hours in event.hours:
        hours.hours = hours.hours.checked(event.zone)
    for slot in event.slots:
        slot.row = checked(slot.row, slot.day, event.zone)
    for before, after in pairwise(event.slots_in_order):
        if before.span.meets(after.span):
            raise BadEntry(
                message(
                    "These would overlap in %(zone)s: %(before)s; %(after)s. "
                    "Please change or remove one of them first.",
                    zone=event.zone,
                    before=before.in_words,
                    after=after.in_words,
                )
            )


def _checked(event: Event, day: date, row: TimetableRow, *, besides: Slot | None) -> TimetableRow:
    kept = checked(row, day, event.zone)
    others = [slot.on_its_day for slot in event.slots if slot is not besides]
    hours = [each.hours for each in event.hours]
    check_place(DayRow(day=day, row=kept), others=others, hours=hours, zone=event.zone)
    return kept


def _called(slot: Slot) -> Mapping[str, object]:
    """Return the slot's name in the log."""
    return {"day": LongDay(slot.day), "times": slot.row.in_words}
