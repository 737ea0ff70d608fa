"""The published agenda: one frozen value from which page, calendar and PDF are made."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaArea:
    """A group of topics, with its name when the agenda was published."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRoom:
    """A room, with its name when the agenda was published; capacity in seats."""

    slug: str
    name: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSlot:
    """A row of the timetable; a break holds no session. Times are UTC."""

    starts: datetime
    ends: datetime
    is_break: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSession:
    """One occurrence of a topic, in a room and at a time; times are in UTC, `expected` counts people.

    `missing` is how many people want it but can't attend. `part` says which of several sessions of its topic
    it is ("1 of 2"). A cancelled session keeps its room and time. A late session starts and ends `delayed`
    minutes after the planned time.
    """

    topic: int
    slug: str
    title: str
    summary: str
    contacts: tuple[str, ...]
    area: str | None
    room: str
    starts: datetime
    ends: datetime
    expected: int
    uid: str
    sequence: int
    last_modified: datetime
    occurrence: int = 1
    is_plenary: bool = False
    cancelled: bool = False
    missing: int = 0
    part: str = ""
    delayed: int = 0

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise ValueError(f"session '{self.uid}' ends before it starts")

    @property
    def name(self) -> str:
        """The name of the session: its topic's title and, if there are several, its part."""
        return f"{self.title} ({self.part})" if self.part else self.title

    @property
    def planned_start(self) -> datetime:
        """The planned start, ignoring any delay."""
        return self.starts - timedelta(minutes=self.delayed)

    @property
    def planned_end(self) -> datetime:
        """The planned end, ignoring any delay."""
        return self.ends - timedelta(minutes=self.delayed)

    @property
    def key(self) -> tuple[int, int]:
        """The identity of the session across revisions: the topic's number and the occurrence."""
        return self.topic, self.occurrence

    @property
    def address(self) -> str:
        """The last part of the topic's address, `NUMBER-slug`."""
        return f"{self.topic}-{self.slug}" if self.slug else str(self.topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """A complete published revision of an event's agenda."""

    event: str
    title: str
    place: str | None
    zone: str
    revision: int
    published_at: datetime
    note: str
    hue: int
    areas: tuple[AgendaArea, ...]
    rooms: tuple[AgendaRoom, ...]
    slots: tuple[AgendaSlot, ...]
    sessions: tuple[AgendaSession, ...]

    @property
    def running(self) -> tuple[AgendaSession, ...]:
        """The sessions that will take place, by time and room."""
        return tuple(session for session in self.sessions if not session.cancelled)

    @property
    def days(self) -> tuple[date, ...]:
        """The local dates with anything in the timetable."""
        starts = [slot.starts for slot in self.slots] + [session.starts for session in self.running]
        return tuple(sorted({self.local(instant).date() for instant in starts}))

    def local(self, instant: datetime) -> datetime:
        """Return the moment in local time."""
        return instant.astimezone(ZoneInfo(self.zone))

    def when(self, instant: datetime) -> str:
        """Return the moment in local time, formatted as "Thu 16 May, 10:00"."""
        local = self.local(instant)
        return f"{local:%a} {local.day} {local:%b, %H:%M}"

    def slots_on(self, day: date) -> tuple[AgendaSlot, ...]:
        """Return the rows of one local day."""
        return tuple(slot for slot in self.slots if self.local(slot.starts).date() == day)

    def sessions_on(self, day: date) -> tuple[AgendaSession, ...]:
        """Return the sessions that take place on one local day."""
        return tuple(session for session in self.running if self.local(session.starts).date() == day)

    @property
    def rooms_used(self) -> tuple[AgendaRoom, ...]:
        """The rooms that are used, in their order."""
        used = {session.room for session in self.running}
        return tuple(room for room in self.rooms if room.slug in used)

    def room(self, slug: str) -> AgendaRoom:
        """Return the room with that slug; a session's room always exists."""
        return next(room for room in self.rooms if room.slug == slug)

    def area(self, slug: str | None) -> AgendaArea | None:
        """Return the area with that slug, or None if the session has none."""
        return next((area for area in self.areas if area.slug == slug), None)

    def only(self, wanted: Callable[[AgendaSession], bool]) -> Self:
        """Return the agenda with only the sessions that match, including cancelled ones."""
        return replace(self, sessions=tuple(session for session in self.sessions if wanted(session)))

    def of_topics(self, numbers: Iterable[int]) -> Self:
        """Return the agenda of some topics, by their numbers."""
        chosen = frozenset(numbers)
        return self.only(lambda session: session.topic in chosen)

    def in_area(self, slug: str) -> Self:
        """Return the agenda of one area."""
        return self.only(lambda session: session.area == slug)

    def in_room(self, slug: str) -> Self:
        """Return the agenda of one room."""
        return self.only(lambda session: session.room == slug)

    def to_json(self) -> str:
        """Return the agenda as one canonical JSON document."""
        return json.dumps(
            asdict(self), default=datetime.isoformat, ensure_ascii=False, sort_keys=True, indent=1
        )

    @staticmethod
    def from_json(text: str) -> "Agenda":
        """Return the agenda from the output of `to_json`."""
        return _read(text)


# Nearly every page needs the current agenda, and parsing it takes longer than the page.
@lru_cache(maxsize=8)
def _read(text: str) -> Agenda:
    raw: dict[str, Any] = json.loads(text)
    return Agenda(
        **{
            **raw,
            "published_at": datetime.fromisoformat(raw["published_at"]),
            "areas": tuple(AgendaArea(**area) for area in raw["areas"]),
            "rooms": tuple(AgendaRoom(**room) for room in raw["rooms"]),
            "slots": tuple(AgendaSlot(**_with_times(slot, "starts", "ends")) for slot in raw["slots"]),
            "sessions": tuple(
                AgendaSession(
                    **{
                        **_with_times(each, "starts", "ends", "last_modified"),
                        "contacts": tuple(each["contacts"]),
                    }
                )
                for each in raw["sessions"]
            ),
        }
    )


def _with_times(raw: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**raw, **{name: datetime.fromisoformat(raw[name]) for name in names}}
