"""The rooms of an event."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import refuse_stale, touch, transaction
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.core.text.names import free_slug, normalize, slugify
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Session
from hackathon.planning.drafts.services import drafts
from hackathon.planning.rooms.domain import RoomFields
from hackathon.planning.rooms.models import Room, RoomClosure
from hackathon.planning.timetable.models import Slot


@transaction
def add(*, event: Event, fields: RoomFields, by: Person | None, now: datetime) -> Room:
    """Add a room at the end; its slug is made from its name and never changes.

    Raises BadEntry for a name that another room has.
    """
    _refuse_second(event, fields.name, besides=None)
    last = db.session.scalar(select(func.max(Room.position)).where(Room.event_id == event.id))
    slug = free_slug(slugify(fields.name) or "room", taken={room.slug for room in event.rooms})
    room = Room(event_id=event.id, slug=slug, position=(last or 0) + 1)
    db.session.add(room)
    write_fields(room, fields, event)
    activity.record(LogKind.ADDED_ROOM, event=event, by=by, now=now, room=room.name)
    return room


@transaction
def add_several(*, event: Event, rooms: Sequence[RoomFields], by: Person | None, now: datetime) -> list[Room]:
    """Add rooms at the end, all of them or none.

    Raises BadEntry for a name that another room has.
    """
    return [add(event=event, fields=fields, by=by, now=now) for fields in rooms]


@transaction
def change(*, room: Room, fields: RoomFields, seen: int | None, by: Person | None, now: datetime) -> int:
    """Change name, capacity, features or closed slots of a room; its slug stays the same.

    Sessions in newly closed slots are removed from drafts; returns how many left the current draft.
    Raises StaleForm, and BadEntry for a name that another room has.
    """
    refuse_stale(seen, room.version)
    _refuse_second(room.event, fields.name, besides=room)
    closing = fields.closed - {each.slot_id for each in room.closures}
    in_them = (Session.room_id == room.id) & Session.slot_id.in_(closing)
    left = drafts.take_out(event=room.event, where=in_them) if closing else 0
    write_fields(room, fields, room.event)
    touch(room)
    activity.record(LogKind.CHANGED_ROOM, event=room.event, by=by, now=now, room=room.name)
    return left


@transaction
def remove(*, room: Room, seen: int | None, by: Person | None, now: datetime) -> int:
    """Remove the room, and return how many sessions left the current draft.

    What is published stays as it is until the next revision. Raises StaleForm.
    """
    refuse_stale(seen, room.version)
    left = drafts.take_out(event=room.event, where=Session.room_id == room.id)
    activity.record(LogKind.REMOVED_ROOM, event=room.event, by=by, now=now, room=room.name)
    db.session.delete(room)
    return left


def _refuse_second(event: Event, name: str, *, besides: Room | None) -> None:
    for room in event.rooms:
        if room is not besides and normalize(room.name) == normalize(name):
            raise BadEntry(
                message(
                    "A room named “%(room)s” already exists. Please choose another name.", room=room.name
                ),
                at="name",
            )


def write_fields(room: Room, fields: RoomFields, event: Event) -> None:
    """Write these fields to the row, as part of a service that has checked them."""
    room.name, room.capacity = fields.name.strip(), fields.capacity
    room.features = list(dict.fromkeys(fields.features))
    of_event = select(Slot.id).where(Slot.event_id == event.id, ~Slot.is_break, Slot.id.in_(fields.closed))
    wanted = set(db.session.scalars(of_event))
    kept = [each for each in room.closures if each.slot_id in wanted]
    known = {each.slot_id for each in kept}
    room.closures = kept + [RoomClosure(slot_id=each) for each in sorted(wanted - known)]
