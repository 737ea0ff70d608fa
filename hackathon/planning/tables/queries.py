"""Loading the rows of the tables."""

from collections.abc import Collection, Sequence

from hackathon.core.text.collation import sort_key
from hackathon.events.models import Event
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable import queries as timetable
from hackathon.planning.timetable.models import Slot


def rooms_in_order(event: Event, sort: str) -> Sequence[Room]:
    """Return the rooms of an event by name, by seats, or in their order."""
    rooms = timetable.rooms(event)
    if sort == "name":
        return sorted(rooms, key=lambda room: sort_key(room.name))
    if sort == "seats":
        return sorted(rooms, key=lambda room: room.capacity, reverse=True)
    return rooms


def chosen_rooms(event: Event, slugs: Collection[str]) -> Sequence[Room]:
    """Return the event's rooms with these slugs."""
    return [room for room in timetable.rooms(event) if room.slug in slugs]


def chosen_slots(event: Event, keys: Collection[int]) -> Sequence[Slot]:
    """Return the event's slots and breaks with these keys, in order."""
    return [slot for slot in event.slots_in_order if slot.id in keys]
