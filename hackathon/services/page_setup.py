"""How an event is set up, brought in with a page that a site of ours wrote."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import select

from hackathon.domain.hours import Hours
from hackathon.domain.names import normalise
from hackathon.domain.rooms import RoomFields
from hackathon.domain.votes import Weights
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.setup import (
    AREAS,
    LEDGER,
    ORDER,
    PLACED,
    PRESENCE,
    ROOM,
    SLOTS,
    Setup,
    SetupRoom,
    SetupSettings,
    orders_of,
    presences_by_name,
    setting_named,
)
from hackathon.extensions import db
from hackathon.models import (
    Attendance,
    CalendarEntry,
    Draft,
    Event,
    Person,
    Room,
    RoomClosure,
    Session,
    Topic,
)
from hackathon.queries import drafts, orders, settings
from hackathon.services import events, ordering, presences, timetable
from hackathon.services.areas import NamedAreas
from hackathon.services.named_people import Roll

_WEIGHTS = ("must", "will", "maybe")
_MOMENTS = ("votes_open", "votes_close", "proposals_close")


def write(event: Event, setup: Setup, taken: Collection[str], *, by: Person | None, now: datetime) -> None:
    """Set the event up as the page has it, as far as the plan takes its word."""
    _write_settings(event, setup.settings, taken, by=by, now=now)
    if AREAS in taken:
        areas = NamedAreas(event)
        for name in setup.areas:
            areas.named(name)
    for day in sorted({slot.day for slot in setup.slots}):
        if f"{SLOTS}{day}" in taken:
            _write_slots(event, setup, day, by=by, now=now)
    for position, room in enumerate(setup.rooms):
        if f"{ROOM}{room.slug}" in taken:
            _write_room(event, room, position)
    db.session.flush()


def write_people(event: Event, setup: Setup, taken: Collection[str], roll: Roll) -> None:
    """Keep when people are there, for those who have a part in the event."""
    for name, hours in presences_by_name(setup).items():
        if f"{PRESENCE}{name}" in taken:
            person = roll.person(hours[0].name)
            db.session.flush()
            attendance = db.session.scalar(
                select(Attendance).where(Attendance.event_id == event.id, Attendance.person_id == person.id)
            )
            if attendance:
                wanted = [Hours(day=each.day, arrives=each.arrives, leaves=each.leaves) for each in hours]
                presences.replace(attendance=attendance, hours=wanted)


def write_draft(event: Event, page: Page, setup: Setup, taken: Collection[str], *, now: datetime) -> None:
    """Make the draft of the page the current one; a topic, room or slot that is not ours stays out of it."""
    if PLACED not in taken:
        return
    db.session.flush()
    db.session.expire(event, ["slots", "rooms", "topics"])
    topics = _topics_of(event, page)
    rooms = {room.slug: room for room in event.rooms}
    slots = {(slot.day, slot.starts): slot for slot in event.slots}
    before = drafts.current(event)
    if before:
        before.is_current = False
        db.session.flush()  # one draft is the current one at any moment
    db.session.add(
        Draft(
            event=event,
            is_current=True,
            made_at=now,
            sessions=[
                Session(
                    topic=topics[each.topic],
                    room=rooms[each.room],
                    slot=slots[each.day, each.starts],
                    occurrence=each.occurrence,
                    pinned=each.pinned,
                )
                for each in setup.sessions
                if each.topic in topics and each.room in rooms and (each.day, each.starts) in slots
            ],
        )
    )


def write_order(
    event: Event, page: Page, setup: Setup, taken: Collection[str], *, by: Person | None, now: datetime
) -> None:
    """Let topics come after one another as on the page, as far as they are ours.

    Raises BadEntry where that would run in a circle with the order of other topics here.
    """
    if ORDER not in taken:
        return
    db.session.flush()
    db.session.expire(event, ["topics"])
    topics, said = _topics_of(event, page), orders_of(setup)
    for each in orders.of(event):
        numbers = each.first.number, each.then.number
        if topics.keys() >= {*numbers} and numbers not in said:
            ordering.remove(event=event, first=each.first, then=each.then, by=by, now=now)
    for first, then in sorted(said):
        if topics.keys() >= {first, then}:
            ordering.add(event=event, first=topics[first], then=topics[then], by=by, now=now)


def _topics_of(event: Event, page: Page) -> dict[int, Topic]:
    """Return the event's topics that have number and title as on the page, by number."""
    titles = {topic.number: normalise(topic.title) for topic in page.topics}
    return {
        topic.number: topic for topic in event.topics if titles.get(topic.number) == normalise(topic.title)
    }


def write_ledger(event: Event, setup: Setup, taken: Collection[str]) -> None:
    """Keep how calendars know the sessions, where nothing was published yet.

    Nobody's entry is touched: what another event of this server has already is left out.
    """
    first = select(CalendarEntry.id).where(CalendarEntry.event_id == event.id).limit(1)
    if LEDGER not in taken or db.session.scalar(first) is not None:
        return
    used = set(
        db.session.scalars(
            select(CalendarEntry.uid).where(CalendarEntry.uid.in_([each.uid for each in setup.entries]))
        )
    )
    db.session.add_all(
        CalendarEntry(
            event_id=event.id,
            topic_number=each.topic,
            occurrence=each.occurrence,
            uid=each.uid,
            sequence=each.sequence,
            last_modified=each.last_modified,
            is_cancelled=each.is_cancelled,
        )
        for each in setup.entries
        if each.uid not in used
    )


def _write_settings(
    event: Event, said: SetupSettings, taken: Collection[str], *, by: Person | None, now: datetime
) -> None:
    wanted = {
        field.name: getattr(said, field.name) for field in fields(said) if setting_named(field.name) in taken
    }
    if not wanted:
        return
    before = settings.fields_of(event)
    weights = {name: wanted.pop(f"weight_{name}", getattr(before.weights, name)) for name in _WEIGHTS}
    for name in _MOMENTS:
        if wanted.get(name):
            wanted[name] = wanted[name].astimezone(event.timezone).replace(tzinfo=None)
    changed = replace(before, weights=Weights(**weights), **wanted)
    events.change(event=event, fields=changed, seen=None, by=by, now=now)


def _write_slots(event: Event, setup: Setup, day: date, *, by: Person | None, now: datetime) -> None:
    wanted = {slot.starts: slot.row for slot in setup.slots if slot.day == day}
    known = {slot.starts: slot for slot in event.slots if slot.day == day}
    for starts, slot in known.items():
        if wanted.get(starts) != slot.row:
            timetable.remove_slot(slot=slot, seen=None, by=by, now=now)
    db.session.flush()
    db.session.expire(event, ["slots"])
    for starts, row in wanted.items():
        if starts not in known or known[starts].row != row:
            timetable.add_slot(event=event, day=day, row=row, seen=None, by=by, now=now)
    db.session.flush()
    db.session.expire(event, ["slots"])


def _write_room(event: Event, said: SetupRoom, position: int) -> None:
    entered = RoomFields(name=said.name, capacity=said.capacity, features=said.features)
    room = next((room for room in event.rooms if room.slug == said.slug), None)
    if room is None:
        room = Room(event=event, slug=said.slug, position=position)
        db.session.add(room)
    room.name, room.capacity, room.features = entered.name, entered.capacity, list(entered.features)
    slots = {(slot.day, slot.starts): slot.id for slot in event.slots if not slot.is_break}
    wanted = {slots[each.day, each.starts] for each in said.closed if (each.day, each.starts) in slots}
    kept = [each for each in room.closures if each.slot_id in wanted]
    new = wanted - {each.slot_id for each in kept}
    room.closures = kept + [RoomClosure(slot_id=each) for each in sorted(new)]
