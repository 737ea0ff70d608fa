"""The event's settings, rooms, slots and draft: what only pages written by us contain."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from itertools import groupby

from hackathon.core.domain.attendance import Registration
from hackathon.core.domain.clocks import ending, kept
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.phases import Phase
from hackathon.core.domain.timetable import TimetableRow
from hackathon.core.text.names import normalize

ROOM = "room "
"""Before a room's address, as the name of the fact that tells of the room."""
SLOTS = "slots of "
"""Before a day, as the name of the fact that holds its slots."""
AVAILABILITY = "presence of "
"""Before a name as names are compared, as the name of the fact that holds when the person is there."""
AREAS, TOPIC_ORDER, DRAFT, CALENDAR_ENTRIES = "areas", "order of topics", "draft", "calendar entries"


SlotKey = tuple[date, time, int]
"""The day and the start of a slot, and 1 where the second of two such starts is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSettings:
    """The settings that no page of a wiki has."""

    about: str = ""
    notice: str = ""
    votes_open: datetime | None = None
    votes_close: datetime | None = None
    proposals_open: datetime | None = None
    proposals_close: datetime | None = None
    weight_must: int = 4
    weight_will: int = 2
    weight_maybe: int = 1
    percent_invited: int = 50
    percent_maybe: int = 50
    cost_loss: int = 10
    cost_seat: int = 1
    cost_change: int = 20
    most_in_a_row: int = 0
    room_change_minutes: int = 0
    hue: int = 250
    registration: Registration = Registration.CLOSED
    capacity: int | None = None
    offer_hours: int = 48
    held_phase: Phase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSlot:
    """A row of the timetable, on the clocks of the place."""

    day: date
    starts: time
    ends: time
    is_break: bool = False
    label: str = ""
    starts_second: bool = False
    """Whether the second of two is meant, on a night on which the clocks go back; so for all times here."""
    ends_second: bool = False

    @property
    def row(self) -> TimetableRow:
        """The slot without its day."""
        return TimetableRow(
            starts=kept(self.starts, self.starts_second),
            ends=kept(self.ends, self.ends_second),
            is_break=self.is_break,
            label=self.label,
        )

    @property
    def key(self) -> SlotKey:
        """What names the slot."""
        return self.day, self.starts, int(self.starts_second)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotReference:
    """Names a slot by its day and its start."""

    day: date
    starts: time
    second: bool = False

    @property
    def key(self) -> SlotKey:
        """What names the slot."""
        return self.day, self.starts, int(self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupRoom:
    """A room by its address, and the slots in which it cannot be had."""

    slug: str
    name: str
    capacity: int
    features: tuple[str, ...] = ()
    closed: tuple[SlotReference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupOrder:
    """One topic has ended before another begins; both by their numbers."""

    first: int
    then: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSession:
    """A topic, by its number, in a room and a slot of the current draft."""

    topic: int
    room: str
    day: date
    starts: time
    occurrence: int = 1
    pinned: bool = False
    second: bool = False

    @property
    def slot_key(self) -> SlotKey:
        """What names its slot."""
        return self.day, self.starts, int(self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupAvailability:
    """The hours of one day for which a person is there."""

    name: str
    day: date
    arrives: time
    leaves: time
    arrives_second: bool = False
    leaves_second: bool = False

    @property
    def hours(self) -> Hours:
        """The hours, without their owner."""
        return Hours(
            day=self.day,
            arrives=kept(self.arrives, self.arrives_second),
            leaves=kept(self.leaves, self.leaves_second),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupCalendarEntry:
    """A session as calendars know it, so that publishing elsewhere moves it there and adds no second one."""

    topic: int
    uid: str
    sequence: int
    last_modified: datetime
    occurrence: int = 1
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Settings, areas in order, rooms, slots, availability, order of topics, draft and ledger.

    Without settings it comes from another tool, and doesn't mention what that lacks. Its sessions name topics
    without a number by their position on the page.
    """

    settings: SetupSettings | None
    areas: tuple[str, ...] = ()
    rooms: tuple[SetupRoom, ...] = ()
    slots: tuple[SetupSlot, ...] = ()
    presences: tuple[SetupAvailability, ...] = ()
    orders: tuple[SetupOrder, ...] = ()
    sessions: tuple[SetupSession, ...] = ()
    entries: tuple[SetupCalendarEntry, ...] = ()


def setup_facts(setup: Setup) -> dict[str, str]:
    """Return the values of a setup for comparison, each as text that is equal if the value is."""
    facts = {
        **(dict(_settings(setup.settings)) if setup.settings else {}),
        AREAS: "; ".join(setup.areas),
        **{f"{ROOM}{room.slug}": _room(room) for room in setup.rooms},
        **dict(_slots(setup.slots)),
        **{f"{AVAILABILITY}{name}": _hours(hours) for name, hours in availability_by_name(setup).items()},
        TOPIC_ORDER: "; ".join(f"{first} before {then}" for first, then in sorted(topic_orders(setup))),
        DRAFT: "; ".join(_placed(session) for session in sorted(setup.sessions, key=_place_of)),
        CALENDAR_ENTRIES: _ledger(setup.entries),
    }
    return facts if setup.settings else {name: fact for name, fact in facts.items() if fact}


def availability_by_name(setup: Setup) -> dict[str, list[SetupAvailability]]:
    """Return when each person is there, by the name as names are compared."""
    by_name: dict[str, list[SetupAvailability]] = {}
    for availability in setup.presences:
        by_name.setdefault(normalize(availability.name), []).append(availability)
    return by_name


def topic_orders(setup: Setup) -> set[tuple[int, int]]:
    """Return the required order of topics, as pairs of numbers."""
    return {(order.first, order.then) for order in setup.orders}


def setting_named(name: str) -> str:
    """Return the name of a setting as its fact has it."""
    return name.replace("_", " ")


def _settings(settings: SetupSettings) -> Iterator[tuple[str, str]]:
    for field in fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat(timespec="minutes")
        yield setting_named(field.name), "" if value is None else str(value)


def _room(room: SetupRoom) -> str:
    features = f", {', '.join(room.features)}" if room.features else ""
    closed = ", ".join(f"{slot.day} {slot.starts:%H:%M}" for slot in sorted(room.closed, key=_time_of))
    return f"{room.name}, {room.capacity} seats{features}{f'; not at {closed}' if closed else ''}"


def _slots(slots: Sequence[SetupSlot]) -> Iterator[tuple[str, str]]:
    ordered = sorted(slots, key=lambda slot: (slot.day, slot.starts))
    for day, of_day in groupby(ordered, key=lambda slot: slot.day):
        yield f"{SLOTS}{day}", "; ".join(_slot(slot) for slot in of_day)


def _slot(slot: SetupSlot) -> str:
    label = f" {slot.label}" if slot.label else ""
    second = " second start" * slot.starts_second + " second end" * slot.ends_second
    hours = f"{slot.starts:%H:%M}-{ending(slot.row.starts, slot.row.ends)}{second}"
    return f"{hours}{' break' if slot.is_break else ''}{label}"


def _hours(presences: Sequence[SetupAvailability]) -> str:
    ordered = sorted(presences, key=lambda availability: (availability.day, availability.arrives))
    return "; ".join(
        f"{entry.day} {entry.arrives:%H:%M}-{ending(entry.hours.arrives, entry.hours.leaves)}"
        for entry in ordered
    )


def _placed(session: SetupSession) -> str:
    again = f" ({session.occurrence})" if session.occurrence > 1 else ""
    pinned = ", pinned" if session.pinned else ""
    return f"{session.topic}{again} in {session.room} on {session.day} at {session.starts:%H:%M}{pinned}"


def _ledger(entries: Sequence[SetupCalendarEntry]) -> str:
    """Return how many entries there are, and a few letters that are others where any of them is another."""
    described = sorted(f"{entry.topic} {entry.occurrence} {entry.uid} {entry.sequence}" for entry in entries)
    digest = hashlib.sha256("\n".join(described).encode()).hexdigest()[:8]
    return f"{len(described)} ({digest})" if described else ""


def _place_of(session: SetupSession) -> tuple[int, int]:
    return session.topic, session.occurrence


def _time_of(slot: SlotReference) -> SlotKey:
    return slot.key
