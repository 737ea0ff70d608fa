"""Building the planner's problem from an event's topics, votes, rooms and hours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from math import gcd
from typing import Protocol

from hackathon.accounts.models import Person
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.timetable import follows
from hackathon.core.domain.votes import Choice
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.planner.model import problem as planner
from hackathon.planner.model.freezing import freeze
from hackathon.planner.model.problem import Multipliers, Placement, Previous, Problem
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.problem.queries import problem_rows, sessions_of_topics
from hackathon.planning.problem.queries.problem_rows import VoteRow
from hackathon.planning.problem.queries.sessions_of_topics import Positions
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable import queries as timetable
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic
from hackathon.topics.order import queries as orders


class _Row(Protocol):
    @property
    def id(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Case:
    """A problem, and the row for each of its positions (`positions` for its topics).

    A whole vote counts as `scale` units of loss. `left_out` are topics without a host who attends;
    `held_alone` are those of them that an organizer has pinned, and that are planned nevertheless.
    `strangers` are the names of voters and hosts who haven't answered; they count as present throughout.
    `whole_votes` are the votes of each position as if everyone were certain to attend, `unsure` the positions
    of those who are not. `state` is the digest of the inputs of a cached case, and empty for a new one.
    """

    problem: Problem
    scale: int
    slots: tuple[Slot, ...]
    rooms: tuple[Room, ...]
    positions: Positions
    left_out: tuple[Topic, ...]
    held_alone: tuple[Topic, ...]
    strangers: tuple[str, ...]
    whole_votes: tuple[tuple[tuple[int, int], ...], ...]
    unsure: frozenset[int]
    state: str = field(default="", compare=False)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics, each once; in the problem, the second runs of some follow after all of them."""
        return self.positions.topics

    def placement(self, sessions: Iterable[Session]) -> Placement:
        """Return the sessions of a draft as numbers, without those of topics left out."""
        slots, rooms = _positions(self.slots), _positions(self.rooms)
        size = len(self.positions.rows)
        start, room = [-1] * size, [-1] * size
        for at, session in self.positions.sessions(sessions).items():
            start[at] = slots.get(session.slot_id, -1)
            room[at] = rooms.get(session.room_id, -1)
        return Placement(start=tuple(start), room=tuple(room))


def load_problem(event: Event, *, draft: Draft | None, published: Agenda | None, now: datetime) -> Case:
    """Return the planner's current problem.

    Pinned sessions of the draft stay where they are. Changes that affect people are counted against the
    published agenda, whose started sessions are held.
    """
    slots = tuple(slot for slot in event.slots_in_order if not slot.is_break)
    rooms, people, votes = timetable.rooms(event), problem_rows.people(event), problem_rows.votes(event)
    attendances = {each.person_id: each for each in problem_rows.attendances(event)}
    topics, left_out, held_alone = _with_somebody_to_run_them(problem_rows.topics(event), attendances, draft)
    percents = _percents(event, people, attendances)
    gone = {key for key, each in attendances.items() if each.status.is_gone}
    sure = {key for key, each in attendances.items() if each.status is Status.CONFIRMED}
    positions = sessions_of_topics.positions(topics, draft=draft, published=published)
    scale = _scale(percents[vote.person_id] for vote in votes)
    wishes = _wishes(event, votes, topics, {key: each * scale // 100 for key, each in percents.items()})
    problem = Problem(
        slots=tuple(_slots(event.slots_in_order)),
        rooms=tuple(_room(room, slots) for room in rooms),
        topics=tuple(_topics_to_place(positions, people, slots, rooms, draft, attendances)),
        people=tuple(_planned(people, attendances, slots, wishes)),
        # If some votes count less, loss is counted in fractions of a vote; other costs are scaled alike.
        multipliers=Multipliers(
            loss=event.cost_loss, seat=event.cost_seat * scale, change=event.cost_change * scale
        ),
        previous=tuple(_previous(published, positions, slots, rooms)) if published else (),
        order=tuple(_order(event, topics)),
        most_in_a_row=event.most_in_a_row,
        buffer=event.room_change_minutes,
        twice=positions.twice,
        expected=_expected(attendances, people) if any(topic.is_plenary for topic in topics) else 0,
    )
    whole = _wishes(event, votes, topics, {key: 0 if key in gone else scale for key in percents})
    return Case(
        problem=freeze(problem, now),
        scale=scale,
        slots=slots,
        rooms=tuple(rooms),
        positions=positions,
        left_out=tuple(left_out),
        held_alone=tuple(held_alone),
        strangers=tuple(person.name for person in people if person.id not in attendances),
        whole_votes=tuple(whole.get(person.id, ()) for person in people),
        unsure=frozenset(at for at, person in enumerate(people) if person.id not in gone | sure),
    )


def _expected(attendances: Mapping[int, Attendance], people: Sequence[Person]) -> int:
    """Count the people expected, voters or not: all who have neither declined nor await a place."""
    out = {key for key, each in attendances.items() if each.status.is_gone}
    waiting = {key for key, each in attendances.items() if each.status is Status.WAITLISTED}
    return len((attendances.keys() - waiting | {person.id for person in people}) - out)


def _with_somebody_to_run_them(
    topics: Sequence[Topic], attendances: Mapping[int, Attendance], draft: Draft | None
) -> tuple[list[Topic], list[Topic], list[Topic]]:
    """Separate topics whose contacts have all said that they don't attend.

    If an organizer has pinned a session of such a topic, it is planned nevertheless, and returned again in
    the last value.
    """
    pinned = {session.topic_id for session in (draft.sessions if draft else []) if session.pinned}
    gone = {person for person, each in attendances.items() if each.status.is_gone}
    orphans = [
        topic
        for topic in topics
        if topic.contacts and all(contact.person_id in gone for contact in topic.contacts)
    ]
    left_out = [topic for topic in orphans if topic.id not in pinned]
    held_alone = [topic for topic in orphans if topic.id in pinned]
    return [topic for topic in topics if topic not in left_out], left_out, held_alone


def _percents(
    event: Event, people: Sequence[Person], attendances: Mapping[int, Attendance]
) -> dict[int, int]:
    """Return each person's vote weight in percent, by key."""
    statuses = {key: each.status for key, each in attendances.items()}
    return {person.id: event.percent_of(statuses.get(person.id)) for person in people}


def _scale(percents: Iterable[int]) -> int:
    """Return the units of a whole vote, such that every percentage of it is a whole number."""
    return 100 // gcd(100, *percents)


def _wishes(
    event: Event, votes: Sequence[VoteRow], topics: Sequence[Topic], shares: Mapping[int, int]
) -> dict[int, tuple[tuple[int, int], ...]]:
    positions, wishes = _positions(topics), dict[int, list[tuple[int, int]]]()
    weights = {choice: event.weights.of(choice) for choice in Choice}
    for vote in votes:
        weight = weights[vote.choice] * shares[vote.person_id]
        if weight and vote.topic_id in positions:
            wishes.setdefault(vote.person_id, []).append((positions[vote.topic_id], weight))
    return {person: tuple(sorted(each)) for person, each in wishes.items()}


def _planned(
    people: Sequence[Person],
    attendances: Mapping[int, Attendance],
    slots: Sequence[Slot],
    wishes: Mapping[int, tuple[tuple[int, int], ...]],
) -> Iterator[planner.Person]:
    spans = [slot.span for slot in slots]
    for person in people:
        attendance = attendances.get(person.id)
        away = attendance.away(spans) if attendance else ()
        yield planner.Person(key=person.id, name=person.name, away=away, votes=wishes.get(person.id, ()))


def _slots(rows: Sequence[Slot]) -> Iterator[planner.Slot]:
    """Yield the slots with their day and block; slots of one block are separated by a changeover at most.

    `rows` are slots and breaks in order.
    """
    day = block = 0
    last: Slot | None = None
    for before, row in pairwise((None, *rows)):
        if row is None or row.is_break:
            continue
        if last is not None:
            day += last.day != row.day
            block += last is not before or last.day != row.day or not follows(last.span, row.span)
        last = row
        yield planner.Slot(
            starts=row.starts_at.isoformat(), ends=row.ends_at.isoformat(), day=day, block=block
        )


def _room(room: Room, slots: Sequence[Slot]) -> planner.Room:
    closed = {closure.slot_id for closure in room.closures}
    return planner.Room(
        key=room.id,
        name=room.name,
        capacity=room.capacity,
        features=tuple(sorted(room.features)),
        closed=tuple(at for at, slot in enumerate(slots) if slot.id in closed),
    )


def _topics_to_place(
    positions: Positions,
    people: Sequence[Person],
    slots: Sequence[Slot],
    rooms: Sequence[Room],
    draft: Draft | None,
    attendances: Mapping[int, Attendance],
) -> Iterator[planner.Topic]:
    placed = positions.sessions(draft.sessions if draft else ())
    person_at, slot_at, room_at = _positions(people), _positions(slots), _positions(rooms)
    for at, topic in enumerate(positions.rows):
        pin = placed[at] if at in placed and placed[at].pinned else None
        there = {
            contact.person_id
            for contact in topic.contacts
            if not (contact.person_id in attendances and attendances[contact.person_id].status.is_gone)
        }
        yield planner.Topic(
            key=positions.key(at),
            title=topic.title,
            area=topic.area.name if topic.area else "",
            length=positions.length(at),
            contacts=tuple(sorted(person_at[person] for person in there)),
            features=tuple(sorted(topic.needs)),
            starts=(slot_at[pin.slot_id],) if pin and pin.slot_id in slot_at else None,
            room=room_at.get(pin.room_id) if pin else None,
            plenary=topic.is_plenary,
        )


def _order(event: Event, topics: Sequence[Topic]) -> Iterator[tuple[int, int]]:
    at = _positions(topics)
    for first, then in orders.pairs(event):
        # A withdrawn topic, or one without a host, doesn't delay others.
        if first in at and then in at:
            yield at[first], at[then]


def _previous(
    published: Agenda, positions: Positions, slots: Sequence[Slot], rooms: Sequence[Room]
) -> Iterator[Previous]:
    known = {(row.number, positions.occurrences[at]): at for at, row in enumerate(positions.rows)}
    slot_at = {slot.starts_at: at for at, slot in enumerate(slots)}
    room_at = {room.slug: at for at, room in enumerate(rooms)}
    for session in published.running:
        if session.key in known:
            yield Previous(
                topic=known[session.key],
                start=slot_at.get(session.planned_start, -1),
                room=room_at.get(session.room, -1),
            )


def _positions(rows: Sequence[_Row]) -> dict[int, int]:
    return {row.id: at for at, row in enumerate(rows)}
