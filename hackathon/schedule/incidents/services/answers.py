"""The answers to an incident, each with the resulting sessions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, singledispatchmethod
from itertools import pairwise

from hackathon.agenda.domain.ledger import Key, Placed
from hackathon.core.domain.agenda import Agenda
from hackathon.events.models import Event
from hackathon.planning.problem.queries.sessions_of_topics import FIRST, SECOND
from hackathon.schedule.incidents import messages
from hackathon.schedule.incidents.domain.incidents import (
    Cancellation,
    HostMissing,
    Incident,
    LostRoom,
    Plenary,
    Remedy,
    RoomFull,
    SessionOverrun,
    Swap,
)
from hackathon.schedule.incidents.domain.sessions import (
    RoomTime,
    changed_room,
    ended,
    has_begun,
    in_the_way,
    is_free,
    moved,
    placed_sessions,
    waiting,
)
from hackathon.schedule.incidents.queries.places import PlaceToGo, PublishedPlaces

MOST_PLACES, MOST_SWAPS = 3, 6
"""The most answers of each kind, because there is little room on a phone."""


@dataclass(frozen=True)
class Answers:
    """The answers to incidents in an agenda; started sessions never start at another time."""

    event: Event
    agenda: Agenda
    now: datetime

    @cached_property
    def sessions(self) -> Mapping[Key, Placed]:
        return placed_sessions(self.agenda)

    @singledispatchmethod
    def to(self, incident: Incident) -> Iterator[Remedy]:
        """Yield the possible answers to an incident; one of them always leaves everything else alone."""
        raise TypeError(f"no answers are registered for {type(incident).__name__}")

    @to.register
    def _to_overrun(self, incident: SessionOverrun) -> Iterator[Remedy]:
        key, until = incident.session, incident.until
        room, after = self.sessions[key].room, ended(self.sessions, key, until)
        blocked = in_the_way(after, room=room, until=until, now=self.now, but_for=[key])
        if not blocked:
            words = messages.nothing_in_the_way(self.agenda.local(until))
            yield Remedy(key="on", words=words, sessions=after)
            return
        waits = waiting(after, rooms=[room], until=until, now=self.now, but_for=[key])
        if self._is_within_the_day(waits):
            yield Remedy(key="wait", words=messages.next_waits(_name(blocked[0])), sessions=waits)
        yield from self._without(after, blocked, {room: until})

    @to.register
    def _to_room_lost(self, incident: LostRoom) -> Iterator[Remedy]:
        lost = {incident.room: incident.until}
        inside = [
            each
            for each in self.sessions.values()
            if each.room == incident.room and has_begun(each, self.now) and each.ends > self.now
        ]
        after: Mapping[Key, Placed] = self.sessions
        for session in inside:
            after = self._out_of_its_room(after, session)
        blocked = in_the_way(after, room=incident.room, until=incident.until, now=self.now)
        if not blocked and not inside:
            yield Remedy(key="close", words=messages.room_unused(), sessions=after)
            return
        waits = waiting(after, rooms=[incident.room], until=incident.until, now=self.now)
        if blocked and self._is_within_the_day(waits):
            yield Remedy(key="wait", words=messages.wait_for_room(), sessions=waits)
        yield from self._without(after, blocked, lost, inside=inside)

    @to.register
    def _to_missing_host(self, incident: HostMissing) -> Iterator[Remedy]:
        session = self.sessions[incident.session]
        places = [
            each
            for each in PublishedPlaces.before(self.event, self.agenda, session, self.now).to_go(session.key)
            if self._is_later_today(session, each)
        ]
        yield from self._places(session, [each for each in places if each.swaps_with is None])
        if not has_begun(session, self.now):
            swaps = [each for each in places if each.swaps_with is not None]
            yield from self._swaps(session, swaps, MOST_PLACES)
        yield self._left_out(session)

    @to.register
    def _to_swap(self, incident: Swap) -> Iterator[Remedy]:
        session = self.sessions[incident.session]
        found = PublishedPlaces(self.event, self.agenda, self.now).to_go(session.key)
        yield from self._swaps(session, [each for each in found if each.swaps_with is not None], MOST_SWAPS)

    @to.register
    def _to_cancellation(self, incident: Cancellation) -> Iterator[Remedy]:
        yield self._left_out(self.sessions[incident.session])

    @to.register
    def _to_plenary(self, incident: Plenary) -> Iterator[Remedy]:
        now = self.now.replace(second=0, microsecond=0)
        pause = incident.until - now
        on = [each for each in self.sessions.values() if has_begun(each, self.now) and each.ends > self.now]
        paused, stopped = dict(self.sessions), dict(self.sessions)
        for each in on:
            paused = ended(paused, each.key, each.ends + pause)
            stopped = ended(stopped, each.key, now)
        rooms = [room.slug for room in self.agenda.rooms]
        if on:
            later = paused
            for room in rooms:
                ends = [paused[each.key].ends for each in on if each.room == room]
                until = max([incident.until, *ends])
                later = waiting(later, rooms=[room], until=until, now=self.now)
            yield Remedy(key="pause", words=messages.pause_and_go_on(), sessions=later)
        stop = waiting(stopped, rooms=rooms, until=incident.until, now=self.now)
        yield Remedy(key="end", words=messages.end_now(), sessions=stop)

    @to.register
    def _to_full_room(self, incident: RoomFull) -> Iterator[Remedy]:
        yield Remedy(key="say", words=messages.say_full(), sessions=self.sessions)
        session = self.sessions[incident.session]
        if [key for key in self.sessions if key[0] == session.topic] != [session.key]:
            return
        again = FIRST + SECOND - session.occurrence
        for cell in self._free_cells(session):
            room = self.agenda.room(cell.room).name
            second = replace(
                session, occurrence=again, room=cell.room, starts=cell.starts, ends=cell.ends, delayed=0
            )
            yield Remedy(
                key=f"again-{cell.room}-{cell.starts:%Y%m%dT%H%M}",
                words=messages.runs_again(room, self.agenda.local(cell.starts)),
                sessions={**self.sessions, second.key: second},
            )

    def _free_cells(self, session: Placed) -> list[RoomTime]:
        """Return a few free places that last long enough after a session: by time, then largest room."""
        slots = [slot for slot in self.event.slots_in_order if not slot.is_break]
        length = sum(session.planned_start <= slot.starts_at < session.ends for slot in slots) or 1
        rooms = sorted(self.event.rooms, key=lambda room: (-room.capacity, room.position))
        found: list[RoomTime] = []
        for at, first in enumerate(slots):
            block = slots[at : at + length]
            follows = all(one.ends_at == other.starts_at for one, other in pairwise(block))
            if first.starts_at < max(session.ends, self.now) or len(block) < length or not follows:
                continue
            closed = {each.id for each in block}
            cells = [
                RoomTime(room=room.slug, starts=first.starts_at, ends=block[-1].ends_at)
                for room in rooms
                if not closed & {each.slot_id for each in room.closures}
            ]
            found += [cell for cell in cells if is_free(self.sessions, cell)]
        return found[:MOST_PLACES]

    def _without(
        self,
        sessions: Mapping[Key, Placed],
        blocked: list[Placed],
        lost: Mapping[str, datetime],
        *,
        inside: list[Placed] | None = None,
    ) -> Iterator[Remedy]:
        """Yield two answers for blocked sessions: moving them where possible, and omitting them."""
        names = [_name(each) for each in (*(inside or ()), *blocked)]
        elsewhere = self._elsewhere(sessions, blocked, lost) if blocked else sessions
        if elsewhere != sessions or not blocked:
            yield Remedy(key="move", words=messages.go_elsewhere(names), sessions=elsewhere)
        if blocked:
            titles = [_name(each) for each in blocked]
            out = moved(sessions, dict.fromkeys(each.key for each in blocked))
            yield Remedy(key="leave", words=messages.left_out(titles), sessions=out)

    def _elsewhere(
        self, sessions: Mapping[Key, Placed], blocked: list[Placed], lost: Mapping[str, datetime]
    ) -> Mapping[Key, Placed]:
        """Return the sessions with each blocked one in its best remaining free place, or else omitted."""
        places = PublishedPlaces(self.event, self.agenda, self.now)
        after: dict[Key, Placed] = moved(sessions, dict.fromkeys(each.key for each in blocked))
        found = False
        for session in sorted(blocked, key=lambda each: (-each.expected, each.key)):
            free = [
                each
                for each in places.to_go(session.key)
                if each.swaps_with is None and self._is_open(each.cell, lost) and is_free(after, each.cell)
            ]
            best = min(free, key=lambda each: _burden(session, each), default=None)
            if best is None:
                continue
            found = True
            after |= moved({session.key: session}, {session.key: best.cell})
            places.move(session.key, best.cell)
        return after if found else sessions

    def _out_of_its_room(self, sessions: Mapping[Key, Placed], session: Placed) -> Mapping[Key, Placed]:
        """Return the sessions with a running one in a free room, or ended if there is none."""
        places = PublishedPlaces(self.event, self.agenda, self.now)
        for room in places.rooms_for(session.key, starts=self.now, ends=session.ends):
            cell = RoomTime(room=room, starts=self.now, ends=session.ends)
            if room != session.room and is_free(sessions, cell):
                return changed_room(sessions, session.key, room)
        return ended(sessions, session.key, self.now.replace(second=0, microsecond=0))

    def _places(self, session: Placed, places: list[PlaceToGo]) -> Iterator[Remedy]:
        free = [each for each in places if is_free(self.sessions, each.cell, but_for=[session.key])]
        for place in sorted(free, key=lambda each: _burden(session, each))[:MOST_PLACES]:
            room, cell = self.agenda.room(place.cell.room).name, place.cell
            yield Remedy(
                key=f"move-{cell.room}-{cell.starts:%Y%m%dT%H%M}",
                words=messages.moves_to(room, self.agenda.local(cell.starts)),
                sessions=moved(self.sessions, {session.key: cell}),
            )

    def _swaps(self, session: Placed, places: list[PlaceToGo], most: int) -> Iterator[Remedy]:
        found: list[Remedy] = []
        for place in sorted(places, key=lambda each: _burden(session, each)):
            other = self.sessions.get(place.swaps_with) if place.swaps_with else None
            if other is None or place.other is None or has_begun(other, self.now):
                continue
            keys = (session.key, other.key)
            if not all(is_free(self.sessions, cell, but_for=keys) for cell in (place.cell, place.other)):
                continue
            room, starts = self.agenda.room(other.room).name, self.agenda.local(other.starts)
            found.append(
                Remedy(
                    key=f"swap-{other.topic}-{other.occurrence}",
                    words=messages.swaps_with(_name(other), room, starts),
                    sessions=moved(self.sessions, {session.key: place.cell, other.key: place.other}),
                )
            )
        yield from found[:most]

    def _left_out(self, session: Placed) -> Remedy:
        words = messages.left_out([_name(session)])
        return Remedy(key="leave", words=words, sessions=moved(self.sessions, {session.key: None}))

    def _is_within_the_day(self, sessions: Mapping[Key, Placed]) -> bool:
        """Whether no session would be delayed beyond the end of its day."""
        for key, session in sessions.items():
            day = self.agenda.local(self.sessions[key].starts).date()
            ends = [slot.ends for slot in self.agenda.slots_on(day)]
            if session.starts > self.sessions[key].starts and ends and session.starts >= max(ends):
                return False
        return True

    def _is_later_today(self, session: Placed, place: PlaceToGo) -> bool:
        starts = place.cell.starts
        is_today = self.agenda.local(starts).date() == self.agenda.local(session.starts).date()
        return is_today and starts > max(self.now, session.starts)

    def _is_open(self, cell: RoomTime, lost: Mapping[str, datetime]) -> bool:
        return cell.starts > self.now and (cell.room not in lost or cell.starts >= lost[cell.room])


def _name(session: Placed) -> str:
    return f"{session.title} ({session.part})" if session.part else session.title


def _burden(session: Placed, place: PlaceToGo) -> tuple[object, ...]:
    """Return the cost of a place: votes lost, another time, seats, delay."""
    cell = place.cell
    return place.losing, cell.starts != session.starts, place.seats_short, cell.starts, cell.room
