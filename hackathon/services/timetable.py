"""Opening hours, slots and breaks.

Every change here counts as a change of the event: two organizers who edit the timetable
at the same time meet each other's version, never half of each other's work.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy import delete

from hackathon.domain.errors import BadEntry
from hackathon.domain.events import days_of
from hackathon.domain.hours import in_words
from hackathon.domain.timetable import Row, check_row
from hackathon.domain.timetable import lay_out as planned
from hackathon.extensions import db
from hackathon.models import Event, OpeningHours, Person, Session, Slot
from hackathon.services import activity, drafts
from hackathon.services.transactions import refuse_stale, touch, transaction


@transaction
def set_hours(
    *,
    event: Event,
    hours: Mapping[date, tuple[time, time] | None],
    seen: int | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Open the place at these hours; a day given None is closed, a day not named stays as it is.

    Raises StaleForm, and BadEntry for hours in the wrong order, for a day outside the event, and while
    a slot of that day lies outside its new hours.
    """
    refuse_stale(seen, event.version)
    known = {each.day: each for each in event.hours}
    for day, span in hours.items():
        _check_hours(event, day, span)
        if span is None:
            if day in known:
                event.hours.remove(known[day])
        elif day in known:
            known[day].opens, known[day].closes = span
        else:
            event.hours.append(OpeningHours(day=day, opens=span[0], closes=span[1]))
    touch(event)
    activity.did("changed the opening hours", event=event, by=by, now=now)


@transaction
def lay_out(
    *,
    event: Event,
    slots: int,
    breaks: Sequence[Row],
    seen: int | None,
    by: Person | None,
    now: datetime,
) -> int:
    """Give every open day that many equal slots around these breaks, instead of the slots it has.

    A slot whose start stays is changed where it is, so sessions of a draft stay in it. Sessions of a
    slot that goes leave their draft; returns how many topics leave the current draft.
    Raises StaleForm, and BadEntry where the slots do not fit, or no day is open.
    """
    refuse_stale(seen, event.version)
    if not event.hours:
        raise BadEntry("No day has opening hours. Set the hours first, then lay out the slots.")
    rows = {
        (each.day, row.starts): row
        for each in event.hours
        for row in planned(opens=each.opens, closes=each.closes, slots=slots, breaks=breaks)
    }
    gone = [slot for slot in event.slots if not _stays(slot, rows.get((slot.day, slot.starts)))]
    left = drafts.take_out(event=event, where=Session.slot_id.in_([slot.id for slot in gone]))
    db.session.execute(delete(Slot).where(Slot.id.in_([slot.id for slot in gone])))
    db.session.expire(event, ["slots"])

    known = {(slot.day, slot.starts): slot for slot in event.slots}
    for (day, _starts), row in rows.items():
        slot = known.get((day, row.starts)) or Slot(event_id=event.id, day=day)
        _write(slot, row)
        db.session.add(slot)
    touch(event)
    activity.did(f"laid out {slots} slots a day", event=event, by=by, now=now)
    return left


@transaction
def add_slot(
    *, event: Event, day: date, row: Row, seen: int | None, by: Person | None, now: datetime
) -> Slot:
    """Add a slot or a break.

    Raises StaleForm, and BadEntry where it meets another or the place is not open.
    """
    refuse_stale(seen, event.version)
    _check_place(event, day, row, besides=None)
    slot = Slot(event_id=event.id, day=day)
    _write(slot, row)
    db.session.add(slot)
    touch(event)
    activity.did(f"added the {slot.in_words}", event=event, by=by, now=now)
    return slot


@transaction
def change_slot(*, slot: Slot, row: Row, seen: int | None, by: Person | None, now: datetime) -> int:
    """Give the slot other times, or another label; the sessions of a draft move with it.

    A slot that becomes a break holds no session: returns how many topics leave the current draft.
    Raises StaleForm, and BadEntry where it meets another or the place is not open.
    """
    event = slot.event
    refuse_stale(seen, event.version)
    _check_place(event, slot.day, row, besides=slot)
    left = 0
    if row.is_break and not slot.is_break:
        left = drafts.take_out(event=event, where=Session.slot_id == slot.id)
    before = slot.in_words
    _write(slot, row)
    touch(event)
    activity.did(f"changed the {before} to {row.in_words}", event=event, by=by, now=now)
    return left


@transaction
def remove_slot(*, slot: Slot, seen: int | None, by: Person | None, now: datetime) -> int:
    """Remove the slot; returns how many topics leave the current draft with it.

    What is published stays as it is until the next revision. Raises StaleForm.
    """
    event = slot.event
    refuse_stale(seen, event.version)
    left = drafts.take_out(event=event, where=Session.slot_id == slot.id)
    words = slot.in_words
    db.session.delete(slot)
    touch(event)
    activity.did(f"removed the {words}", event=event, by=by, now=now)
    return left


def _check_hours(event: Event, day: date, span: tuple[time, time] | None) -> None:
    if day not in days_of(event.first_day, event.last_day):
        raise BadEntry(f"{in_words(day)} is not a day of the event. Change its days under Settings first.")
    if span is not None and span[1] <= span[0]:
        raise BadEntry(f"On {in_words(day)} the place closes before it opens. Choose a later closing time.")
    for slot in event.slots:
        if slot.day == day and (span is None or not slot.row.is_inside(*span)):
            raise BadEntry(
                f"The {slot.in_words} would lie outside the opening hours. Change or remove it first."
            )


def _check_place(event: Event, day: date, row: Row, *, besides: Slot | None) -> None:
    hours = next((each for each in event.hours if each.day == day), None)
    if hours is None:
        raise BadEntry(f"The place is closed on {in_words(day)}. Set its opening hours first.")
    others = [slot.row for slot in event.slots if slot.day == day and slot is not besides]
    check_row(row, others=others, opens=hours.opens, closes=hours.closes)


def _stays(slot: Slot, row: Row | None) -> bool:
    return row is not None and row.is_break == slot.is_break


def _write(slot: Slot, row: Row) -> None:
    slot.starts, slot.ends, slot.is_break, slot.label = row.starts, row.ends, row.is_break, row.label.strip()
