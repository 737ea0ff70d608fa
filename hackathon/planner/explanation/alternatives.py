"""Why a session is where it is: what every other place would cost, and which rule forbids it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hackathon.planner.evaluation import loss
from hackathon.planner.model import breaks
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import called
from hackathon.planner.model.second_runs import titled


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A room at one time, all other sessions staying where they are.

    `change` is what the agenda would cost more (or less) if the topic went there; it is made of more
    `lost` weight, more seats `short` and more people `affected`. `reasons` are the rules that forbid
    it, in words, none where it may go there.
    """

    start: int
    room: int
    change: int
    lost: int
    short: int
    affected: int
    reasons: tuple[str, ...]

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
    reasons: tuple[str, ...]
    places: tuple[Place, ...]
    away: tuple[int, ...] = ()

    @property
    def has_room(self) -> bool:
        """Whether some room would take it, if nothing else stood against the time."""
        return any(place.reasons == self.reasons for place in self.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """All places for one topic; `leaving` is what leaving it out would cost more than now."""

    times: tuple[Time, ...]
    leaving: int

    def others(self, placement: Placement, topic: int) -> list[Place]:
        """Return the places where it may go beside its own, the cheapest first."""
        now = (placement.start[topic], placement.room[topic])
        found = [place for time in self.times for place in time.places if place.is_free]
        found = [place for place in found if (place.start, place.room) != now]
        return sorted(found, key=lambda place: (place.change, place.start, place.room))


def why(problem: Problem, placement: Placement, topic: int) -> Why:
    """Return what each place would cost the topic, with the rest of the agenda as it is."""
    scene = _Scene(problem, placement, topic)
    times = []
    for start in range(len(problem.slots)):
        reasons, lost = tuple(scene.against_time(start)), scene.loss_at(start)
        places = tuple(scene.place(start, room, lost, reasons) for room in range(len(problem.rooms)))
        times.append(Time(start=start, reasons=reasons, places=places, away=scene.away_at(start)))
    return Why(times=tuple(times), leaving=scene.place(-1, -1, scene.loss_at(-1), ()).change)


def missing(problem: Problem, placement: Placement, topic: int) -> list[tuple[int, loss.Lost]]:
    """Return the people who want a topic and cannot sit in it, each with what keeps them."""
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
    """Return what would keep a person from a topic that began then; None if they could sit in it.

    Of a topic that runs twice, one session begins then, and the other stays where it is.
    """
    starts = (*placement.start[:topic], start, *placement.start[topic + 1 :])
    seat = loss.attendance(problem, replace(placement, start=starts), person)
    return next((lost for lost in seat.lost if lost.topic == problem.runs[topic][0]), None)


class _Scene:
    """An agenda with one topic lifted out of it."""

    def __init__(self, problem: Problem, placement: Placement, topic: int) -> None:
        self.problem, self.placement, self.at = problem, placement, topic
        self.topic = problem.topics[topic]
        self.followers = sorted(problem.followers[topic])
        self.names = [called(each) for each in titled(problem, placement).topics]
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

    def place(self, start: int, room: int, lost: int, reasons: tuple[str, ...]) -> Place:
        """Return a place with what it changes; nowhere is place -1 in room -1."""
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
        """Return what those who follow the topic lose if it begins then; -1: if it is left out.

        A time at which it would run past the last slot counts as left out.
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

    def against_time(self, start: int) -> Iterator[str]:
        """Say what forbids this start in every room."""
        slots, span = self.problem.slots, range(start, start + self.topic.length)
        if span.stop > len(slots) or slots[start].block != slots[span.stop - 1].block:
            yield "it would run across a break or past the end of the day"
            return
        if self.topic.starts is not None and start not in self.topic.starts:
            yield "it is pinned to another time" if len(self.topic.starts) == 1 else "it may not begin then"
        for person in self.away_at(start):
            yield f"{self._name(person)} is away"
        for other in self._beside(span):
            yield from self._against(other)
        yield from self._against_row(span)
        for other, taken in self.others:
            order = (self.problem.runs[other][0], self.problem.runs[self.at][0])
            if order in self.problem.order and taken.stop > start:
                yield f"it must come after {self.names[other]}"
            if order[::-1] in self.problem.order and span.stop > taken.start:
                yield f"{self.names[other]} must come after it"

    def against_room(self, start: int, number: int) -> Iterator[str]:
        """Say what forbids this room at this start."""
        room, topic = self.problem.rooms[number], self.topic
        span = range(start, start + topic.length)
        if topic.room not in (None, number):
            yield "it is pinned to another room"
        for feature in sorted(set(topic.features) - set(room.features)):
            yield f"no {feature} there"
        if room.capacity < topic.min_capacity:
            yield f"it needs {topic.min_capacity} seats"
        if not set(span).isdisjoint(room.closed):
            yield "the room is closed"
        yield from self._against_change(span, number)
        for other in self._beside(span):
            if self.placement.room[other] == number:
                yield f"{self.names[other]} is there"

    def _run_by(self, person: int) -> list[tuple[int, range]]:
        return [
            (other, taken) for other, taken in self.others if person in self.problem.topics[other].contacts
        ]

    def _against_row(self, span: range) -> Iterator[str]:
        for person in self.topic.contacts if self.problem.most_in_a_row else ():
            row = breaks.in_a_row(self.problem, span, [taken for _, taken in self.run_by[person]])
            if row > self.problem.most_in_a_row:
                yield f"{self._name(person)} would run {row} sessions in a row"

    def _against_change(self, span: range, room: int) -> Iterator[str]:
        for person in self.topic.contacts:
            for other, taken in self.run_by[person]:
                before, after = (taken, span) if taken.start < span.start else (span, taken)
                close = breaks.are_close(self.problem, before.stop - 1, after.start)
                if close and self.placement.room[other] != room:
                    name = self.names[other]
                    yield f"{self._name(person)} runs {name} in another room right before or after"

    def _beside(self, span: range) -> tuple[int, ...]:
        """Return the topics that run at some of that time; every room of a time asks for them."""
        if span not in self._known_beside:
            self._known_beside[span] = tuple(
                other for other, taken in self.others if taken.start < span.stop and span.start < taken.stop
            )
        return self._known_beside[span]

    def _against(self, other: int) -> Iterator[str]:
        value, name = self.problem.topics[other], self.names[other]
        if other in self.problem.runs[self.at]:
            yield f"{name} runs then"
            return
        for person in sorted(set(value.contacts).intersection(self.topic.contacts)):
            yield f"{self._name(person)} runs {name}"
        if value.plenary:
            yield f"{name} is for everybody"
        elif self.topic.plenary:
            yield f"it is for everybody, and {name} runs then"
        if self.problem.hard_clash:
            wanted = [{topic for topic, _ in person.votes} for person in self.problem.people]
            if any({other, self.at} <= each for each in wanted):
                yield f"somebody wants {name} too"

    def _name(self, person: int) -> str:
        found = self.problem.people[person]
        return found.name or f"Person {found.key}"
