"""How an event is set up here: what only a page that a site of ours wrote says of it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from itertools import groupby

from hackathon.domain.attendance import Registration
from hackathon.domain.names import normalise
from hackathon.domain.timetable import Row

ROOM = "room "
"""Before a room's address, as the name of the fact that tells of the room."""
SLOTS = "slots of "
"""Before a day, as the name of the fact that holds its slots."""
PRESENCE = "presence of "
"""Before a name as names are compared, as the name of the fact that holds when the person is there."""
AREAS, ORDER, PLACED, LEDGER = "areas", "order of topics", "draft", "calendar entries"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSettings:
    """The settings that no page of a wiki has."""

    about: str = ""
    notice: str = ""
    votes_open: datetime | None = None
    votes_close: datetime | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSlot:
    """A row of the timetable, on the clocks of the place."""

    day: date
    starts: time
    ends: time
    is_break: bool = False
    label: str = ""

    @property
    def row(self) -> Row:
        """The slot without its day."""
        return Row(starts=self.starts, ends=self.ends, is_break=self.is_break, label=self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupTime:
    """Names a slot by its day and its start."""

    day: date
    starts: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupRoom:
    """A room by its address, and the slots in which it cannot be had."""

    slug: str
    name: str
    capacity: int
    features: tuple[str, ...] = ()
    closed: tuple[SetupTime, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPresence:
    """The hours of one day for which a person is there."""

    name: str
    day: date
    arrives: time
    leaves: time


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupEntry:
    """A session as calendars know it, so that publishing elsewhere moves it there and adds no second one."""

    topic: int
    uid: str
    sequence: int
    last_modified: datetime
    occurrence: int = 1
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Settings, areas in order, rooms, slots, who is there when, the order of topics, draft and ledger."""

    settings: SetupSettings
    areas: tuple[str, ...] = ()
    rooms: tuple[SetupRoom, ...] = ()
    slots: tuple[SetupSlot, ...] = ()
    presences: tuple[SetupPresence, ...] = ()
    orders: tuple[SetupOrder, ...] = ()
    sessions: tuple[SetupSession, ...] = ()
    entries: tuple[SetupEntry, ...] = ()


def facts_of_setup(setup: Setup) -> dict[str, str]:
    """Return what is compared of a setup, each in words that are equal where it is equal."""
    return {
        **dict(_settings(setup.settings)),
        AREAS: "; ".join(setup.areas),
        **{f"{ROOM}{room.slug}": _room(room) for room in setup.rooms},
        **dict(_slots(setup.slots)),
        **{f"{PRESENCE}{name}": _hours(hours) for name, hours in presences_by_name(setup).items()},
        ORDER: "; ".join(f"{first} before {then}" for first, then in sorted(orders_of(setup))),
        PLACED: "; ".join(_placed(each) for each in sorted(setup.sessions, key=_place_of)),
        LEDGER: _ledger(setup.entries),
    }


def presences_by_name(setup: Setup) -> dict[str, list[SetupPresence]]:
    """Return when each person is there, by the name as names are compared."""
    found: dict[str, list[SetupPresence]] = {}
    for each in setup.presences:
        found.setdefault(normalise(each.name), []).append(each)
    return found


def orders_of(setup: Setup) -> set[tuple[int, int]]:
    """Return what comes after what, as pairs of numbers."""
    return {(each.first, each.then) for each in setup.orders}


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
    closed = ", ".join(f"{each.day} {each.starts:%H:%M}" for each in sorted(room.closed, key=_time_of))
    return f"{room.name}, {room.capacity} seats{features}{f'; not at {closed}' if closed else ''}"


def _slots(slots: Sequence[SetupSlot]) -> Iterator[tuple[str, str]]:
    ordered = sorted(slots, key=lambda slot: (slot.day, slot.starts))
    for day, of_day in groupby(ordered, key=lambda slot: slot.day):
        yield f"{SLOTS}{day}", "; ".join(_slot(each) for each in of_day)


def _slot(slot: SetupSlot) -> str:
    label = f" {slot.label}" if slot.label else ""
    return f"{slot.starts:%H:%M}-{slot.ends:%H:%M}{' break' if slot.is_break else ''}{label}"


def _hours(presences: Sequence[SetupPresence]) -> str:
    ordered = sorted(presences, key=lambda each: (each.day, each.arrives))
    return "; ".join(f"{each.day} {each.arrives:%H:%M}-{each.leaves:%H:%M}" for each in ordered)


def _placed(session: SetupSession) -> str:
    again = f" ({session.occurrence})" if session.occurrence > 1 else ""
    pinned = ", pinned" if session.pinned else ""
    return f"{session.topic}{again} in {session.room} on {session.day} at {session.starts:%H:%M}{pinned}"


def _ledger(entries: Sequence[SetupEntry]) -> str:
    """Return how many entries there are, and a few letters that are others where any of them is another."""
    said = sorted(f"{each.topic} {each.occurrence} {each.uid} {each.sequence}" for each in entries)
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]
    return f"{len(said)} ({digest})" if said else ""


def _place_of(session: SetupSession) -> tuple[int, int]:
    return session.topic, session.occurrence


def _time_of(slot: SetupTime) -> tuple[date, time]:
    return slot.day, slot.starts
