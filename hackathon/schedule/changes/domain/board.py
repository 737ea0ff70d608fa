"""A schedule in memory, for trying changes without saving them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hackathon.core.domain.clocks import Span
from hackathon.core.domain.timetable import follows
from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.schedule.changes.domain.changes import (
    Action,
    Change,
    DraftState,
    Place,
    SessionId,
    SessionState,
    TopicState,
)

FIRST, SECOND = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSlot:
    """A slot or a break, by its key."""

    id: int
    starts_at: datetime
    ends_at: datetime
    is_break: bool

    @property
    def span(self) -> Span:
        """The time that it covers."""
        return Span(starts=self.starts_at, ends=self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTopic:
    """A topic that may be scheduled, by its key."""

    id: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The places for sessions: slots in order, and topics by number."""

    slots: Sequence[BoardSlot]
    rooms: frozenset[int]
    topics: Mapping[int, BoardTopic]
    usual_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The result of a change: the affected session, and another one that made way for it."""

    change: Change
    session: SessionId
    other: SessionId | None = None


class CellTaken(Exception):  # noqa: N818 -- it names an outcome, not a fault
    """A session would be put where others are; `sessions` are all that it would cover."""

    def __init__(self, sessions: Sequence[SessionId], place: Place) -> None:
        super().__init__(sessions, place)
        self.sessions, self.place = sessions, place


class Board:
    """The sessions of a draft, which can be moved one after another."""

    def __init__(self, state: DraftState, frame: Frame) -> None:
        """Start from a whole draft."""
        self.sessions: dict[SessionId, SessionState] = {
            key: session for key, session in state.sessions.items() if session is not None
        }
        self.topics: dict[int, TopicState] = dict(state.topics)
        self.frame = frame

    @property
    def state(self) -> DraftState:
        """The current state of the draft."""
        return DraftState(sessions=dict(self.sessions), topics=dict(self.topics))

    def id_of(self, change: Change) -> SessionId:
        """Return the session that a change refers to.

        Raises BadEntry for a topic that can't be scheduled.
        """
        topic = self.frame.topics.get(change.topic)
        if topic is None or change.run not in (FIRST, SECOND):
            raise BadEntry(message("This topic no longer exists. Please reload the page."))
        key = (topic.id, change.run)
        other = (topic.id, FIRST + SECOND - change.run)
        if key not in self.sessions and other in self.sessions and not self.topics[topic.id].may_run_twice:
            # Only its second session is left, which now counts as the only one.
            is_second = change.action is Action.PLACE and change.run == SECOND
            return key if is_second or change.action is Action.SECOND_RUN else other
        return key

    def apply(self, change: Change) -> Applied:
        """Make a change. Raises BadEntry if it makes no sense, and CellTaken if a session is in the way."""
        key = self.id_of(change)
        if change.action.needs_place:
            return self._put(change, key)
        if change.action is Action.SECOND_RUN:
            return self._let_run_twice(change, key)
        if change.action is Action.LENGTHEN:
            self._lengthen(change, key)
            return Applied(change=change, session=key)
        if key not in self.sessions:
            raise BadEntry(
                message("“%(topic)s” is not in the schedule.", topic=self.frame.topics[change.topic].title)
            )
        if change.action in (Action.PIN, Action.UNPIN):
            self.sessions[key] = replace(self.sessions[key], pinned=change.action is Action.PIN)
        else:
            del self.sessions[key]
        if change.action is Action.ONE_RUN:
            self.topics[key[0]] = replace(self.topics[key[0]], may_run_twice=False)
        return Applied(change=change, session=key)

    def _put(self, change: Change, key: SessionId) -> Applied:
        place, topic = self._checked(change.place), self.topics[key[0]]
        if key[1] == SECOND and key not in self.sessions and not topic.may_run_twice:
            raise BadEntry(
                message(
                    "“%(topic)s” runs only once. Allow a second run first.",
                    topic=self.frame.topics[change.topic].title,
                )
            )
        was = self.sessions.get(key)
        other = next(
            (each for each, state in self.sessions.items() if state.place == place and each != key), None
        )
        if other is not None:
            if change.action is not Action.SWAP:
                raise CellTaken(self._covered(key, place), place)
            if was is None:
                del self.sessions[other]
            else:
                self.sessions[other] = replace(self.sessions[other], place=was.place)
        self.sessions[key] = replace(was, place=place) if was else SessionState(place=place)
        return Applied(change=change, session=key, other=other)

    def _covered(self, key: SessionId, place: Place) -> list[SessionId]:
        """Return the sessions that another one would cover in a place, in order."""
        slots = [slot.id for slot in self.frame.slots if not slot.is_break]
        begins = slots.index(place[0])
        ends = begins + self._length(key)
        starts = {
            each: slots.index(state.place[0])
            for each, state in self.sessions.items()
            if each != key and state.place[1] == place[1] and state.place[0] in slots
        }
        found = [each for each, at in starts.items() if at < ends and at + self._length(each) > begins]
        return sorted(found, key=starts.__getitem__)

    def _length(self, key: SessionId) -> int:
        topic = self.topics.get(key[0])
        if topic is None:  # It was withdrawn, but still has its place.
            return 1
        return topic.length if key[1] == FIRST else topic.second_length or topic.length

    def _let_run_twice(self, change: Change, key: SessionId) -> Applied:
        topic = self.topics[key[0]]
        self.topics[key[0]] = replace(topic, may_run_twice=True)
        if change.place is None:
            return Applied(change=change, session=key)
        run = SECOND if (key[0], FIRST) in self.sessions else FIRST
        return self._put(replace(change, run=run), (key[0], run))

    def _lengthen(self, change: Change, key: SessionId) -> None:
        length, topic = self._slots_for(change.minutes or 0, self.sessions.get(key)), self.topics[key[0]]
        if key[1] == SECOND:
            self.topics[key[0]] = replace(topic, second_length=length)
        elif topic.may_run_twice:
            # The other session keeps its length.
            self.topics[key[0]] = replace(
                topic, length=length, second_length=topic.second_length or topic.length
            )
        else:
            self.topics[key[0]] = replace(topic, length=length)

    def _slots_for(self, minutes: int, session: SessionState | None) -> int:
        """Return how many slots a session of that many minutes takes in a place, at least one."""
        if not 0 < minutes <= 24 * 60:
            raise BadEntry(message("Please enter the length in minutes."))
        left, taken = float(minutes), 0
        if session is not None:
            slots = [slot for slot in self.frame.slots if not slot.is_break]
            first = next(at for at, slot in enumerate(slots) if slot.id == session.place[0])
            before = slots[first]
            for slot in slots[first:]:
                if left <= 0:
                    break
                # A session continues during a changeover, but not during a break.
                if follows(before.span, slot.span):
                    left -= (slot.starts_at - before.ends_at).total_seconds() / 60
                left -= (slot.ends_at - slot.starts_at).total_seconds() / 60
                taken, before = taken + 1, slot
        while left > 0:
            left -= max(self.frame.usual_minutes, 1)
            taken += 1
        return taken

    def _checked(self, place: Place | None) -> Place:
        slots = {slot.id for slot in self.frame.slots if not slot.is_break}
        if place is None or place[0] not in slots or place[1] not in self.frame.rooms:
            raise BadEntry(message("This slot or room no longer exists. Please reload the page."))
        return place
