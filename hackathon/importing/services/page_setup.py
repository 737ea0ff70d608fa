"""Importing an event's settings, rooms, slots and draft from a page that we wrote."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import load_only

from hackathon.accounts.models import Person
from hackathon.agenda.models import CalendarEntry
from hackathon.attendance.registration.services import availability
from hackathon.core.domain.clocks import local_moment, local_time
from hackathon.core.domain.hours import covers, merged
from hackathon.core.domain.timetable import TimetableRow
from hackathon.core.domain.votes import Weights
from hackathon.core.extensions import db
from hackathon.core.text.names import normalize
from hackathon.event_settings import queries as settings
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.events.participation.services import NamedPeople
from hackathon.pages.model.page import Page
from hackathon.pages.model.setup import (
    AREAS,
    AVAILABILITY,
    CALENDAR_ENTRIES,
    DRAFT,
    ROOM,
    SLOTS,
    TOPIC_ORDER,
    Setup,
    SetupRoom,
    SetupSettings,
    availability_by_name,
    setting_named,
    topic_orders,
)
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable import services as timetable
from hackathon.topics.areas.services import NamedAreas
from hackathon.topics.models import Topic
from hackathon.topics.order import queries as orders
from hackathon.topics.order import services as ordering

_WEIGHTS = ("must", "will", "maybe")
_MOMENTS = ("votes_open", "votes_close", "proposals_open", "proposals_close")


def write(event: Event, setup: Setup, taken: Collection[str], *, by: Person | None, now: datetime) -> None:
    """Apply the page's setup to the event, as far as the plan allows."""
    if setup.settings:
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


def write_people(event: Event, setup: Setup, taken: Collection[str], roll: NamedPeople) -> None:
    """Save availability for people with an attendance."""
    for name, hours in availability_by_name(setup).items():
        if f"{AVAILABILITY}{name}" in taken:
            person = roll.person(hours[0].name)
            db.session.flush()
            attendance = db.session.scalar(
                select(Attendance).where(Attendance.event_id == event.id, Attendance.person_id == person.id)
            )
            if attendance:
                availability.replace(attendance=attendance, hours=[each.hours for each in hours])


def write_draft(event: Event, page: Page, setup: Setup, taken: Collection[str], *, now: datetime) -> None:
    """Make the page's draft the current one, without topics, rooms or slots that don't exist here."""
    if DRAFT not in taken:
        return
    db.session.flush()
    db.session.expire(event, ["slots", "rooms", "topics"])
    topics = _topics_of(event, page)
    rooms = {room.slug: room for room in event.rooms}
    slots = {slot.on_its_day.key: slot for slot in event.slots}
    before = drafts.current(event)
    if before:
        before.is_current = False
        db.session.flush()  # There must be one current draft at any moment.
    db.session.add(
        Draft(
            event=event,
            is_current=True,
            made_at=now,
            sessions=[
                Session(
                    topic=topics[each.topic],
                    room=rooms[each.room],
                    slot=slots[each.slot_key],
                    occurrence=each.occurrence,
                    pinned=each.pinned,
                )
                for each in setup.sessions
                if each.topic in topics and each.room in rooms and each.slot_key in slots
            ],
        )
    )


def write_order(
    event: Event, page: Page, setup: Setup, taken: Collection[str], *, by: Person | None, now: datetime
) -> None:
    """Add the page's ordering rules for topics that exist here.

    Raises BadEntry if they would form a cycle with existing rules.
    """
    if TOPIC_ORDER not in taken:
        return
    db.session.flush()
    db.session.expire(event, ["topics"])
    topics, said = _topics_of(event, page), topic_orders(setup)
    for each in orders.rules_of(event):
        numbers = each.first.number, each.then.number
        if topics.keys() >= {*numbers} and numbers not in said:
            ordering.remove(event=event, first=each.first, then=each.then, by=by, now=now)
    for first, then in sorted(said):
        if topics.keys() >= {first, then}:
            ordering.add(event=event, first=topics[first], then=topics[then], by=by, now=now)


def _topics_of(event: Event, page: Page) -> dict[int, Topic]:
    """Return the event's topics with the number and title they have on the page, by number.

    Pages of other tools have no numbers: their topics are found by title.
    """
    titles = {topic.number: normalize(topic.title) for topic in page.topics if topic.number}
    places = {normalize(topic.title): topic.n for topic in page.topics if not topic.number}
    # Without texts and interpretations, because those of thousands fill the memory.
    short = select(Topic).where(Topic.event_id == event.id).options(load_only(Topic.number, Topic.title))
    found: dict[int, Topic] = {}
    for topic in db.session.scalars(short):
        title = normalize(topic.title)
        if titles.get(topic.number) == title:
            found[topic.number] = topic
        elif title in places:
            found.setdefault(places[title], topic)
    return found


def write_ledger(event: Event, setup: Setup, taken: Collection[str]) -> None:
    """Save the calendar identities of the sessions if nothing was published yet.

    Identities that another event of this server has already are skipped.
    """
    first = select(CalendarEntry.id).where(CalendarEntry.event_id == event.id).limit(1)
    if CALENDAR_ENTRIES not in taken or db.session.scalar(first) is not None:
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
    if "held_phase" in wanted:
        events.hold(event=event, phase=wanted.pop("held_phase"), seen=None, by=by, now=now)
    if not wanted:
        return
    before = settings.fields_of(event)
    weights = {name: wanted.pop(f"weight_{name}", getattr(before.weights, name)) for name in _WEIGHTS}
    for name in _MOMENTS:
        if wanted.get(name):
            wanted[name] = local_moment(wanted[name], event.zone)
    changed = replace(before, weights=Weights(**weights), **wanted)
    events.change(event=event, fields=changed, seen=None, by=by, now=now)


def _write_slots(event: Event, setup: Setup, day: date, *, by: Person | None, now: datetime) -> None:
    wanted = {slot.key: slot.row for slot in setup.slots if slot.day == day}
    known = {slot.on_its_day.key: slot for slot in event.slots if slot.day == day}
    for starts, slot in known.items():
        if not _is_same(wanted.get(starts), slot.row):
            timetable.remove_slot(slot=slot, seen=None, by=by, now=now)
    db.session.flush()
    db.session.expire(event, ["slots"])
    _open_for(event, day, list(wanted.values()), by=by, now=now)
    for starts, row in wanted.items():
        if starts not in known or not _is_same(known[starts].row, row):
            timetable.add_slot(event=event, day=day, row=row, seen=None, by=by, now=now)
    db.session.flush()
    db.session.expire(event, ["slots"])


def _open_for(event: Event, day: date, rows: list[TimetableRow], *, by: Person | None, now: datetime) -> None:
    """Extend the opening hours to all slots of a day: a page may have slots without hours."""
    opening = merged([each.hours for each in event.hours], event.zone)
    needed = [row.span(day, event.zone) for row in rows]
    if all(covers(opening, each) for each in needed):
        return
    needed += [each.hours.span(event.zone) for each in event.hours if each.day == day]
    (_, opens), (_, closes) = (
        local_time(moment, event.zone)
        for moment in (min(each.starts for each in needed), max(each.ends for each in needed))
    )
    timetable.set_hours(event=event, hours={day: (opens, closes)}, seen=None, by=by, now=now)


def _is_same(one: TimetableRow | None, other: TimetableRow) -> bool:
    """Whether two rows are equal; times compare equal whichever of two showings is meant."""
    return one == other and one.ends.fold == other.ends.fold


def _write_room(event: Event, said: SetupRoom, position: int) -> None:
    entered = RoomFields(name=said.name, capacity=said.capacity, features=said.features)
    room = next((room for room in event.rooms if room.slug == said.slug), None)
    if room is None:
        room = Room(event=event, slug=said.slug, position=position)
        db.session.add(room)
    room.name, room.capacity, room.features = entered.name, entered.capacity, list(entered.features)
    slots = {slot.on_its_day.key: slot.id for slot in event.slots if not slot.is_break}
    wanted = {slots[each.key] for each in said.closed if each.key in slots}
    kept = [each for each in room.closures if each.slot_id in wanted]
    new = wanted - {each.slot_id for each in kept}
    room.closures = kept + [RoomClosure(slot_id=each) for each in sorted(new)]
