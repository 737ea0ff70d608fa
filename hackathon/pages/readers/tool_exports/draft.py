"""Turns the rooms and times of an existing schedule into a first draft: slots, rooms and sessions."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import mode
from zoneinfo import ZoneInfo

from hackathon.core.domain.topics import MOST_SLOTS
from hackathon.core.text.names import free_slug, slugify
from hackathon.pages.model.setup import Setup, SetupRoom, SetupSession, SetupSlot
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedRoom, ExportedSession, SessionUse

_SHORTEST = timedelta(minutes=5)
_MOST_ROOMS = 300
_USUAL_MINUTES = 60
"""How long sessions are taken to be where none says it; people move the ends of slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The setup of an export (None: it has no times), and how many slots each session takes."""

    setup: Setup | None
    lengths: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A session of the export, by its position, with its times on the clocks of the place."""

    position: int
    starts: datetime
    ends: datetime
    session: ExportedSession


def draft_of(export: Export, numbers: Mapping[int, int]) -> Draft:
    """Return the setup that an export's schedule says; `numbers` are topics by their session's position."""
    placed = [each for each in _placed(export) if each.session.use is not SessionUse.LEFT_OUT]
    topics = [each for each in placed if each.position in numbers]
    slots = {day: _slots(of_day) for day, of_day in _by_day(placed).items()}
    lengths = {each.position: _length(each, slots[each.starts.date()]) for each in topics}
    lengths = {**_lengths_alone(export, numbers), **lengths}
    rooms = _rooms(export)
    areas = tuple(
        dict.fromkeys(each.area for each in export.sessions if each.area and each.use is SessionUse.TOPIC)
    )
    if not topics and not rooms:
        return Draft(setup=None, lengths=lengths)
    setup = Setup(
        settings=None,
        areas=areas,
        rooms=tuple(rooms.values()),
        slots=tuple(slot for of_day in slots.values() for slot in of_day),
        sessions=tuple(_sessions(topics, numbers, rooms, slots)),
    )
    return Draft(setup=setup, lengths=lengths)


def _placed(export: Export) -> Iterator[_Placed]:
    """Yield the sessions that have a start; one without an end takes as long as most, until the next."""
    starts = {
        position: begin
        for position, session in enumerate(export.sessions)
        if (begin := _local(session.starts, export.zone))
    }
    known = [minutes for position in starts if (minutes := export.sessions[position].minutes)]
    usual = timedelta(minutes=mode(sorted(known)) if known else _USUAL_MINUTES)
    in_rooms: dict[str, list[datetime]] = defaultdict(list)
    for position, begin in starts.items():
        in_rooms[export.sessions[position].room or ""].append(begin)
    in_order = {room: sorted(begins) for room, begins in in_rooms.items()}
    for position, begin in starts.items():
        session = export.sessions[position]
        begins = in_order[session.room or ""]
        end = min([begin + usual, *begins[bisect_right(begins, begin) :][:1]])
        if session.minutes:
            end = begin + timedelta(minutes=session.minutes)
        yield _Placed(position=position, starts=begin, ends=end, session=session)


def _local(moment: datetime | None, zone: str | None) -> datetime | None:
    """Return a time as clocks of the place show it; None for one in UTC where the zone is not known."""
    if moment is None or moment.tzinfo is None:
        return moment
    if zone:
        try:
            return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        except (ValueError, OSError):
            pass
    return moment.replace(tzinfo=None) if moment.utcoffset() else None


def _by_day(placed: Sequence[_Placed]) -> dict[date, list[_Placed]]:
    days: dict[date, list[_Placed]] = defaultdict(list)
    for each in sorted(placed, key=lambda each: (each.starts, each.ends)):
        days[each.starts.date()].append(each)
    return dict(days)


def _slots(of_day: Sequence[_Placed]) -> list[SetupSlot]:
    """Return a day's slots: each begins with a session, and ends with the next beginning or before it."""
    topics = [each for each in of_day if each.session.use is SessionUse.TOPIC]
    breaks = [each for each in of_day if each.session.use is SessionUse.SERVICE and not _meets(each, topics)]
    starts = sorted({each.starts for each in topics})
    slots = []
    for n, begin in enumerate(starts):
        end = max(each.ends for each in topics if each.starts <= begin < each.ends)
        if n + 1 < len(starts):
            end = min(end, starts[n + 1])
        if end - begin >= _SHORTEST and end - begin < timedelta(days=1):
            slots.append(SetupSlot(day=begin.date(), starts=begin.time(), ends=end.time()))
    taken: list[_Placed] = []
    for each in breaks:
        if not _meets(each, taken) and each.ends - each.starts >= _SHORTEST:
            taken.append(each)
            slots.append(
                SetupSlot(day=each.starts.date(), starts=each.starts.time(), ends=each.ends.time(),
                          is_break=True, label=each.session.title[:80])
            )  # fmt: skip
    return sorted(slots, key=lambda slot: slot.starts)


def _meets(one: _Placed, others: Sequence[_Placed]) -> bool:
    return any(one.starts < other.ends and other.starts < one.ends for other in others)


def _length(placed: _Placed, slots: Sequence[SetupSlot]) -> int:
    """Return how many slots of its day a session covers."""
    last = placed.ends.time() if placed.ends.date() == placed.starts.date() else time.max
    covered = [
        slot for slot in slots
        if not slot.is_break and placed.starts.time() <= slot.starts < last
    ]  # fmt: skip
    return min(max(len(covered), 1), MOST_SLOTS)


def _lengths_alone(export: Export, numbers: Mapping[int, int]) -> dict[int, int]:
    """Return the lengths that durations alone say: what most sessions take is one slot."""
    minutes = {position: session.minutes for position, session in enumerate(export.sessions)
               if position in numbers and session.minutes}  # fmt: skip
    if not minutes:
        return {}
    usual = mode(sorted(minutes.values()))
    return {position: min(max(-(-length // usual), 1), MOST_SLOTS) for position, length in minutes.items()}


def _rooms(export: Export) -> dict[str, SetupRoom]:
    """Return the rooms by name, in the order of the export."""
    rooms: dict[str, SetupRoom] = {}
    slugs: set[str] = set()
    named = (ExportedRoom(name=each.room) for each in export.sessions if each.room)
    for room in (*export.rooms, *named):
        if room.name in rooms or len(rooms) >= _MOST_ROOMS:
            continue
        slug = free_slug(slugify(room.name) or "room", taken=slugs)
        slugs.add(slug)
        capacity = room.capacity if 0 <= room.capacity <= 100_000 else 0
        rooms[room.name] = SetupRoom(slug=slug, name=room.name, capacity=capacity)
    return rooms


def _sessions(
    topics: Sequence[_Placed], numbers: Mapping[int, int], rooms: Mapping[str, SetupRoom],
    slots: Mapping[date, Sequence[SetupSlot]],
) -> Iterator[SetupSession]:  # fmt: skip
    """Yield the topics in their rooms, each place once; a topic's second session is its next occurrence."""
    taken: set[tuple[str, datetime]] = set()
    times: dict[int, int] = defaultdict(int)
    for each in topics:
        place = (each.session.room or "", each.starts)
        starts = {slot.starts for slot in slots[each.starts.date()] if not slot.is_break}
        if not each.session.room or place in taken or each.starts.time() not in starts:
            continue
        taken.add(place)
        number = numbers[each.position]
        times[number] += 1
        occurrence = max(each.session.occurrence, times[number])
        if occurrence <= MOST_SLOTS:
            yield SetupSession(
                topic=number, room=rooms[each.session.room].slug, day=each.starts.date(),
                starts=each.starts.time(), occurrence=occurrence,
            )  # fmt: skip
