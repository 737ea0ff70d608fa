"""Changes of a schedule as values: the request, and the draft's content before and after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

SessionId = tuple[int, int]
"""The key of a topic, and which of its sessions: 1 or 2."""

Place = tuple[int, int]
"""The keys of a slot and a room."""


class Action(StrEnum):
    """An organizer's action on a session."""

    MOVE = "move"
    SWAP = "swap"
    PLACE = "place"
    LEAVE_OUT = "leave_out"
    PIN = "pin"
    UNPIN = "unpin"
    SECOND_RUN = "second_run"
    ONE_RUN = "one_run"
    LENGTHEN = "lengthen"

    @property
    def needs_place(self) -> bool:
        """Whether it needs a place for the session."""
        return self in (Action.MOVE, Action.SWAP, Action.PLACE)


class StepKind(StrEnum):
    """The kind of a step that consists of more than one action."""

    SEVERAL = "several"
    PROPOSAL = "proposal"
    RESTORED = "restored"
    FITTED = "fitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlace:
    """Where the organizer saw the session: in a place, or unscheduled."""

    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to one session. `topic` is the number of its topic; slots and rooms are keys.

    Without a `belief`, the session is changed wherever it is now.
    """

    action: Action
    topic: int
    run: int = 1
    place: Place | None = None
    minutes: int | None = None
    belief: SeenPlace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """The place of a draft's session, and the decisions about it."""

    place: Place
    pinned: bool = False
    overridden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicState:
    """The values of a topic that a schedule change may set."""

    length: int
    second_length: int | None
    may_run_twice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftState:
    """Sessions and topics at one moment; a session that is None is unscheduled."""

    sessions: Mapping[SessionId, SessionState | None] = field(default_factory=dict)
    topics: Mapping[int, TopicState] = field(default_factory=dict)

    def changed_from(self, before: Self) -> tuple[Self, Self]:
        """Return the parts that differ between two whole states: before and after."""
        keys = sorted(self.sessions.keys() | before.sessions.keys())
        sessions = [key for key in keys if self.sessions.get(key) != before.sessions.get(key)]
        topics = [key for key in sorted(self.topics) if self.topics[key] != before.topics.get(key)]
        return before.part(sessions, topics), self.part(sessions, topics)

    def part(self, sessions: Iterable[SessionId], topics: Iterable[int]) -> Self:
        """Return the part of the state for these sessions and topics."""
        return type(self)(
            sessions={key: self.sessions.get(key) for key in sessions},
            topics={key: self.topics[key] for key in topics if key in self.topics},
        )

    def part_like(self, other: Self) -> Self:
        """Return the part of the state for the subjects of another state."""
        return self.part(other.sessions, other.topics)

    def to_document(self) -> dict[str, Any]:
        """Return the state as a JSON document."""
        return {
            "sessions": [
                [*key, list(state.place), state.pinned, list(state.overridden)] if state else [*key]
                for key, state in self.sessions.items()
            ],
            "topics": [
                [key, state.length, state.second_length, state.may_run_twice]
                for key, state in self.topics.items()
            ],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """Return the state from a JSON document."""
        sessions: dict[SessionId, SessionState | None] = {}
        for topic, run, *rest in document["sessions"]:
            sessions[topic, run] = None
            if rest:
                place, pinned, overridden = rest
                sessions[topic, run] = SessionState(
                    place=(place[0], place[1]), pinned=pinned, overridden=tuple(overridden)
                )
        topics = {
            key: TopicState(length=length, second_length=second, may_run_twice=twice)
            for key, length, second, twice in document["topics"]
        }
        return cls(sessions=sessions, topics=topics)
