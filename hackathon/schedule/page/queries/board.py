"""The schedule board: a draft in its grid with all problems, and the tray.

It is the same for every organizer. Building it takes a tenth of a second for 500 sessions, and every panel
needs it again, so it is cached by the state of its inputs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select

from hackathon.core.database.reads import reads_less_next_time
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.timetable import follows
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft, Session
from hackathon.planning.drafts.queries import drafts, proven_bounds
from hackathon.planning.problem.queries import case_cache, planning_state, problem_rows
from hackathon.planning.problem.queries.case_cache import LruCache
from hackathon.planning.problem.queries.problems import Case
from hackathon.planning.problem.queries.sessions_of_topics import FIRST, SECOND
from hackathon.planning.rooms.models import Room
from hackathon.planning.timetable import queries as timetable
from hackathon.planning.timetable.models import Slot
from hackathon.schedule.page.domain import (
    AreaLabel,
    Card,
    GridCell,
    GridDay,
    GridRoom,
    GridRow,
    Interest,
    ScheduleBoard,
    TrayTopic,
)
from hackathon.schedule.page.lengths import possible_lengths
from hackathon.schedule.state_strip import queries as strips
from hackathon.schedule.state_strip.domain import Finding, SessionKey
from hackathon.schedule.state_strip.queries import Assessment
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote

_cached = LruCache[ScheduleBoard]()


def load_board(event: Event, draft: Draft | None, published: Agenda | None, now: datetime) -> ScheduleBoard:
    """Return the board of an event; of `draft`, the current one, only its own row needs to be loaded."""
    state = planning_state.digest(event, draft=None, published=published, now=now)
    key = (
        state,
        (draft.id, draft.made_at, planning_state.sessions_digest(draft)) if draft else None,
        proven_bounds.latest_answer(event),
    )
    with _cached.lock:
        kept = _cached.get(key)
        if kept is None:
            reads_less_next_time()
            kept = _build_board(event, published, now, state)
            _cached.keep(key, kept)
    return kept


def _build_board(event: Event, published: Agenda | None, now: datetime, state: str) -> ScheduleBoard:
    every_topic, rooms, interest = problem_rows.every_topic(event), timetable.rooms(event), _interest(event)
    topics = [topic for topic in every_topic if not topic.is_withdrawn]
    # Topics, rooms and slots are loaded already, so the sessions find theirs without further queries.
    draft = drafts.outline(event)
    case = case_cache.load_case(event, draft=None, published=published, now=now, digest=state, topics=topics)
    assessment = strips.assess(event, draft, published, now, case=case)
    return ScheduleBoard(
        days=tuple(_Grid(event, draft, assessment, rooms, interest, now).days()),
        rooms=tuple(
            GridRoom(id=room.id, name=room.name, capacity=room.capacity, features=tuple(room.features))
            for room in rooms
        ),
        tray=tuple(_tray(event, draft, topics, assessment.case, interest)),
        strip=assessment.strip,
        findings=assessment.findings,
        musts_lost=assessment.musts_lost,
    )


def _interest(event: Event) -> Mapping[int, Interest]:
    """Return the number of voters for each topic, by its key."""
    rows = (
        select(Vote.topic_id, Vote.choice, func.count())
        .join(Vote.topic)
        .where(Topic.event_id == event.id)
        .group_by(Vote.topic_id, Vote.choice)
    )
    found: dict[int, dict[Choice, int]] = {}
    for topic, choice, number in db.session.execute(rows):
        found.setdefault(topic, {})[choice] = number
    return {
        topic: Interest(
            must=counts.get(Choice.MUST, 0),
            will=counts.get(Choice.WILL, 0),
            maybe=counts.get(Choice.MAYBE, 0),
        )
        for topic, counts in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """The position of a session: its first row of the day, the number of rows, and its last slot."""

    session: Session
    span: int
    last: Slot


class _Grid:
    """The days of an event with the sessions of a draft."""

    def __init__(
        self,
        event: Event,
        draft: Draft | None,
        assessment: Assessment,
        rooms: Sequence[Room],
        interest: Mapping[int, Interest],
        now: datetime,
    ) -> None:
        self.event, self.rooms, self.interest, self.now = event, rooms, interest, now
        self.assessment, self.case = assessment, assessment.case
        self.slots = event.slots_in_order
        sessions = [each for each in (draft.sessions if draft else ()) if not each.topic.is_withdrawn]
        self.runs: dict[int, int] = {}
        for session in sessions:
            self.runs[session.topic_id] = self.runs.get(session.topic_id, 0) + 1
        self.positions = {
            session.id: position for position, session in self.case.positions.sessions(sessions).items()
        }
        self.findings = assessment.findings_of()
        self.row_of = {slot.id: row for row, slot in enumerate(self.slots)}
        self.beginning: dict[tuple[int, int], list[_Place]] = {}
        self.covered: set[tuple[int, int]] = set()
        for session in sorted(sessions, key=lambda each: (each.topic.number, each.occurrence)):
            place = self._place(session)
            self.beginning.setdefault((session.slot_id, session.room_id), []).append(place)
            first = self.row_of[session.slot_id]
            for slot in self.slots[first + 1 : first + place.span]:
                self.covered.add((slot.id, session.room_id))

    def days(self) -> Iterator[GridDay]:
        for day, slots in groupby(self.slots, key=lambda slot: slot.day):
            yield GridDay(day=day, rows=tuple(self._row(slot) for slot in slots))

    def _row(self, slot: Slot) -> GridRow:
        return GridRow(
            slot=slot.id,
            starts=slot.starts,
            ends=slot.ends,
            label=slot.label,
            is_break=slot.is_break,
            # Nothing can be moved into a break, and the cached state doesn't include when one begins.
            is_past=not slot.is_break and slot.starts_at <= self.now and not self._is_over,
            cells=() if slot.is_break else tuple(self._cell(slot, room) for room in self.rooms),
        )

    @property
    def _is_over(self) -> bool:
        """Whether the last slot is over, so that no sessions follow."""
        return self.slots[-1].ends_at <= self.now

    def _cell(self, slot: Slot, room: Room) -> GridCell:
        key = (slot.id, room.id)
        return GridCell(
            room=room.id,
            is_closed=any(closure.slot_id == slot.id for closure in room.closures),
            is_covered=key in self.covered,
            sessions=tuple(self._card(place) for place in self.beginning.get(key, ())),
        )

    def _place(self, session: Session) -> _Place:
        first = self.row_of[session.slot_id]
        span, last = 1, self.slots[first]
        for slot in self.slots[first + 1 : first + self._length(session)]:
            if slot.is_break or slot.day != last.day or not follows(last.span, slot.span):
                break
            span, last = span + 1, slot
        return _Place(session, span, last)

    def _length(self, session: Session) -> int:
        topic = session.topic
        return topic.length if session.occurrence == FIRST else topic.second_length or topic.length

    def _card(self, place: _Place) -> Card:
        session, topic = place.session, place.session.topic
        position = self.positions.get(session.id)
        counts = self.assessment.counts
        expected = counts.expected[position] if position is not None else 0
        first = self.case.problem.runs[position][0] if position is not None else None
        held = self.case.problem.topics[position] if position is not None else None
        return Card(
            topic=topic.number,
            run=session.occurrence,
            runs=self.runs[topic.id],
            title=topic.title,
            address=topic.address,
            area=_area(topic),
            contacts=_contacts(topic),
            slot=session.slot_id,
            room=session.room_id,
            starts=session.slot.starts,
            ends=place.last.ends,
            minutes=int((place.last.ends_at - session.slot.starts_at).total_seconds() // 60),
            lengths=possible_lengths(self.slots[self.row_of[session.slot_id] :]),
            length=self._length(session),
            span=place.span,
            expected=expected,
            seats=session.room.capacity,
            seats_short=max(0, expected - session.room.capacity),
            interest=self.interest.get(topic.id, Interest()),
            missing=counts.missing[first] if first is not None else 0,
            pinned=session.pinned,
            is_plenary=topic.is_plenary,
            # The case is built without the draft, so only sessions that have begun are tied to a room.
            is_fixed=held is not None and held.room is not None,
            may_run_twice=topic.may_run_twice,
            problems=self._problems((topic.number, session.occurrence)),
        )

    def _problems(self, key: SessionKey) -> tuple[Finding, ...]:
        return self.findings.get(key, ())


def _tray(
    event: Event,
    draft: Draft | None,
    topics: Iterable[Topic],
    case: Case,
    interest: Mapping[int, Interest],
) -> Iterator[TrayTopic]:
    placed = {(session.topic_id, session.occurrence) for session in (draft.sessions if draft else ())}
    minutes = _usual_minutes(event)
    left_out = {topic.id for topic in case.left_out}
    for topic in topics:
        missing = [run for run in (FIRST, SECOND) if (topic.id, run) not in placed]
        if not topic.may_run_twice:
            missing = missing[:1] if len(missing) == SECOND else []
        for run in missing:
            length = topic.length if run == FIRST else topic.second_length or topic.length
            yield TrayTopic(
                topic=topic.number,
                run=run,
                title=topic.title,
                address=topic.address,
                area=_area(topic),
                contacts=_contacts(topic),
                minutes=length * minutes,
                length=length,
                interest=interest.get(topic.id, Interest()),
                is_plenary=topic.is_plenary,
                why=_why(topic, run, draft, is_orphan=topic.id in left_out),
            )


def _why(topic: Topic, run: int, draft: Draft | None, *, is_orphan: bool) -> Message:
    if is_orphan:
        return message("All contacts of this topic have declined.")
    if run == SECOND:
        return message("Its second run is optional.")
    if draft and topic.made_at > draft.made_at:
        return message("New since the last schedule change.")
    return message("Not scheduled yet.")


def _usual_minutes(event: Event) -> int:
    """Return the median length of the slots."""
    lengths = sorted(
        int((slot.ends_at - slot.starts_at).total_seconds() // 60)
        for slot in event.slots
        if not slot.is_break
    )
    return lengths[len(lengths) // 2] if lengths else 0


def _area(topic: Topic) -> AreaLabel | None:
    return AreaLabel(slug=topic.area.slug, name=topic.area.name) if topic.area else None


def _contacts(topic: Topic) -> tuple[str, ...]:
    return tuple(contact.person.name for contact in topic.contacts)
