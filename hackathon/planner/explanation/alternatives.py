"""Why a session is where it is: the cost of every other place, and the rules that forbid it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from hackathon.planner.evaluation import loss
from hackathon.planner.model import breaks
from hackathon.planner.model.problem import Placement, Problem


class HindranceKind(StrEnum):
    """The kind of rule against a time or room."""

    BREAK = "break"
    PINNED_TIME = "pinned_time"
    STARTS = "starts"
    AWAY = "away"
    OTHER_SESSION = "other_session"
    RUNS_ANOTHER = "runs_another"
    BESIDE_PLENARY = "beside_plenary"
    IS_PLENARY = "is_plenary"
    WANTED_TOO = "wanted_too"
    IN_A_ROW = "in_a_row"
    AFTER = "after"
    BEFORE = "before"
    PINNED_ROOM = "pinned_room"
    FEATURE = "feature"
    SEATS = "seats"
    CLOSED = "closed"
    OTHER_ROOM = "other_room"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One rule against a place; `topic` and `person` are positions, if it concerns them.

    `number` is the resulting number of sessions in a row, or the seats needed, `feature` the missing
    equipment.
    """

    kind: HindranceKind
    topic: int | None = None
    person: int | None = None
    number: int = 0
    feature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room at one time, with all other sessions unchanged.

    `change` is the change in the agenda's cost if the topic went there; it consists of more `lost` weight,
    more seats `short` and more people `affected`. `reasons` are the rules that forbid it, if any.
    """

    start: int
    room: int
    change: int
    lost: int
    short: int
    affected: int
    reasons: tuple[Hindrance, ...]

    @property
    def is_free(self) -> bool:
        """Whether no rule forbids it."""
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One start and all rooms at it; `reasons` forbid the time, whatever the room.

    `away` are the contacts who are not there then, by position.
    """

    start: int
    reasons: tuple[Hindrance, ...]
    places: tuple[Place, ...]
    away: tuple[int, ...] = ()

    @property
    def has_room(self) -> bool:
        """Whether a room would take it, if nothing else prevented the time."""
        return any(place.reasons == self.reasons for place in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAlternatives:
    """All places for one topic; `leaving` is the additional cost of leaving it out."""

    times: tuple[Time, ...]
    leaving: int

    def others(self, placement: Placement, topic: int) -> list[Place]:
        """Return the other possible places, cheapest first."""
        now = (placement.start[topic], placement.room[topic])
        found = [place for time in self.times for place in time.places if place.is_free]
        found = [place for place in found if (place.start, place.room) != now]
        return sorted(found, key=lambda place: (place.change, place.start, place.room))


def why(problem: Problem, placement: Placement, topic: int) -> PlaceAlternatives:
    """Return the cost of each place for the topic, if the rest of the agenda stays."""
    scene = _Scene(problem, placement, topic)
    times = []
    for start in range(len(problem.slots)):
        reasons, lost = tuple(scene.against_time(start)), scene.loss_at(start)
        places = tuple(scene.place(start, room, lost, reasons) for room in range(len(problem.rooms)))
        times.append(Time(start=start, reasons=reasons, places=places, away=scene.away_at(start)))
    return PlaceAlternatives(times=tuple(times), leaving=scene.place(-1, -1, scene.loss_at(-1), ()).change)


def missing(problem: Problem, placement: Placement, topic: int) -> list[tuple[int, loss.Lost]]:
    """Return the people who want a topic but can't attend it, each with the reasons."""
    first = problem.runs[topic][0]
    return [
        (person, lost)
        for person in sorted(problem.followers[topic])
        for lost in loss.attendance(problem, placement, person).lost
        if lost.topic == first
    ]


def kept_from(
    problem: Problem, placement: Placement, topic: int, start: int, person: int
) -> loss.Lost | None:
    """Return the reasons why a person couldn't attend a topic that began then; None if they could.

    If the topic runs twice, one session begins then, and the other stays.
    """
    starts = (*placement.start[:topic], start, *placement.start[topic + 1 :])
    seat = loss.attendance(problem, replace(placement, start=starts), person)
    return next((lost for lost in seat.lost if lost.topic == problem.runs[topic][0]), None)


class _Scene:
    """An agenda with one topic removed."""

    def __init__(self, problem: Problem, placement: Placement, topic: int) -> None:
        self.problem, self.placement, self.at = problem, placement, topic
        self.topic = problem.topics[topic]
        self.followers = sorted(problem.followers[topic])
        self.others = [
            (other, range(start, start + problem.topics[other].length))
            for other, start in enumerate(placement.start)
            if start >= 0 and other != topic
        ]
        self._known_beside: dict[range, tuple[int, ...]] = {}
        self.run_by = {person: self._run_by(person) for person in self.topic.contacts}
        self.before = {each.topic: (each.start, each.room) for each in problem.previous}
        moved = [
            other
            for other, was in self.before.items()
            if other != topic
            and (was != (placement.start[other], placement.room[other]) or placement.start[other] < 0)
        ]
        self.affected = frozenset[int]().union(*(problem.followers[other] for other in moved))
        is_placed = placement.start[topic] >= 0
        here = (placement.start[topic], placement.room[topic]) if is_placed else (-1, -1)
        self.now = self._parts(self.loss_at(here[0]), *here)

    def place(self, start: int, room: int, lost: int, reasons: tuple[Hindrance, ...]) -> Place:
        """Return a place with its effects; -1 for place and room means left out."""
        by = self.problem.multipliers
        new = self._parts(lost, start, room)
        more = [after - before for after, before in zip(new, self.now, strict=True)]
        return Place(
            start=start,
            room=room,
            change=by.loss * more[0] + by.seat * more[1] + by.change * more[2],
            lost=more[0],
            short=more[1],
            affected=more[2],
            reasons=reasons + (tuple(self.against_room(start, room)) if room >= 0 else ()),
        )

    def loss_at(self, start: int) -> int:
        """Return the loss of the topic's followers if it begins then; -1 means that it is left out.

        A start from which it would extend past the last slot counts as left out.
        """
        if start + self.topic.length > len(self.problem.slots):
            start = -1
        starts = (*self.placement.start[: self.at], start, *self.placement.start[self.at + 1 :])
        placement = replace(self.placement, start=starts)
        return sum(
            self.problem.people[person].count * loss.attendance(self.problem, placement, person).loss
            for person in self.followers
        )

    def _parts(self, lost: int, start: int, room: int) -> tuple[int, int, int]:
        """Return the lost weight, the seats short and the people affected that depend on the topic."""
        people = self.problem.people
        again = (self.placement.room[run] for run in self.problem.runs[self.at] if run != self.at)
        seats = [self.problem.rooms[each].capacity for each in (room, *again) if each >= 0]
        short = max(0, self.problem.demand[self.at] - sum(seats)) if seats else 0
        affected = 0
        if self.at in self.before and (self.before[self.at] != (start, room) or start < 0):
            fresh = self.problem.followers[self.at] - self.affected
            affected = sum(people[person].count for person in fresh)
        return lost, short, affected

    def away_at(self, start: int) -> tuple[int, ...]:
        """Return the contacts who are not there if the topic begins then."""
        span = set(range(start, start + self.topic.length))
        return tuple(at for at in self.topic.contacts if not span.isdisjoint(self.problem.people[at].away))

    def against_time(self, start: int) -> Iterator[Hindrance]:
        """Yield the reasons against this start in any room."""
        slots, span = self.problem.slots, range(start, start + self.topic.length)
        if span.stop > len(slots) or slots[start].block != slots[span.stop - 1].block:
            yield Hindrance(kind=HindranceKind.BREAK)
            return
        if self.topic.starts is not None and start not in self.topic.starts:
            is_pinned = len(self.topic.starts) == 1
            yield Hindrance(kind=HindranceKind.PINNED_TIME if is_pinned else HindranceKind.STARTS)
        for person in self.away_at(start):
            yield Hindrance(kind=HindranceKind.AWAY, person=person)
        for other in self._beside(span):
            yield from self._against(other)
        yield from self._against_row(span)
        for other, taken in self.others:
            order = (self.problem.runs[other][0], self.problem.runs[self.at][0])
            if order in self.problem.order and taken.stop > start:
                yield Hindrance(kind=HindranceKind.AFTER, topic=other)
            if order[::-1] in self.problem.order and span.stop > taken.start:
                yield Hindrance(kind=HindranceKind.BEFORE, topic=other)

    def against_room(self, start: int, number: int) -> Iterator[Hindrance]:
        """Yield the reasons against this room at this start."""
        room, topic = self.problem.rooms[number], self.topic
        span = range(start, start + topic.length)
        if topic.room not in (None, number):
            yield Hindrance(kind=HindranceKind.PINNED_ROOM)
        for feature in sorted(set(topic.features) - set(room.features)):
            yield Hindrance(kind=HindranceKind.FEATURE, feature=feature)
        if room.capacity < topic.min_capacity:
            yield Hindrance(kind=HindranceKind.SEATS, number=topic.min_capacity)
        if not set(span).isdisjoint(room.closed):
            yield Hindrance(kind=HindranceKind.CLOSED)
        yield from self._against_change(span, number)
        for other in self._beside(span):
            if self.placement.room[other] == number:
                yield Hindrance(kind=HindranceKind.TAKEN, topic=other)

    def _run_by(self, person: int) -> list[tuple[int, range]]:
        return [
            (other, taken) for other, taken in self.others if person in self.problem.topics[other].contacts
        ]

    def _against_row(self, span: range) -> Iterator[Hindrance]:
        for person in self.topic.contacts if self.problem.most_in_a_row else ():
            row = breaks.in_a_row(self.problem, span, [taken for _, taken in self.run_by[person]])
            if row > self.problem.most_in_a_row:
                yield Hindrance(kind=HindranceKind.IN_A_ROW, person=person, number=row)

    def _against_change(self, span: range, room: int) -> Iterator[Hindrance]:
        for person in self.topic.contacts:
            for other, taken in self.run_by[person]:
                before, after = (taken, span) if taken.start < span.start else (span, taken)
                close = breaks.are_close(self.problem, before.stop - 1, after.start)
                if close and self.placement.room[other] != room:
                    yield Hindrance(kind=HindranceKind.OTHER_ROOM, person=person, topic=other)

    def _beside(self, span: range) -> tuple[int, ...]:
        """Return the topics that run at some of that time; every room of a time asks for them."""
        if span not in self._known_beside:
            self._known_beside[span] = tuple(
                other for other, taken in self.others if taken.start < span.stop and span.start < taken.stop
            )
        return self._known_beside[span]

    def _against(self, other: int) -> Iterator[Hindrance]:
        value = self.problem.topics[other]
        if other in self.problem.runs[self.at]:
            yield Hindrance(kind=HindranceKind.OTHER_SESSION, topic=other)
            return
        for person in sorted(set(value.contacts).intersection(self.topic.contacts)):
            yield Hindrance(kind=HindranceKind.RUNS_ANOTHER, person=person, topic=other)
        if value.plenary:
            yield Hindrance(kind=HindranceKind.BESIDE_PLENARY, topic=other)
        elif self.topic.plenary:
            yield Hindrance(kind=HindranceKind.IS_PLENARY, topic=other)
        if self.problem.hard_clash:
            wanted = [{topic for topic, _ in person.votes} for person in self.problem.people]
            if any({other, self.at} <= each for each in wanted):
                yield Hindrance(kind=HindranceKind.WANTED_TOO, topic=other)
