"""Kinds of incidents, and the answers an organizer can choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hackathon.agenda.domain.ledger import Key, Placed
from hackathon.core.text.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOverrun:
    """A current session ends at another time than announced."""

    session: Key
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRoom:
    """A room (its slug) can't be used until a moment."""

    room: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HostMissing:
    """Nobody is there to run a session."""

    session: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A session swaps places with another one."""

    session: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """A session does not take place."""

    session: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Plenary:
    """A plenary for everyone until a moment."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFull:
    """More people come to a session than its room has seats for."""

    session: Key


Incident = SessionOverrun | LostRoom | HostMissing | Swap | Cancellation | Plenary | RoomFull


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One possible answer: its name in a form, its description, and the resulting sessions."""

    key: str
    words: Message
    sessions: Mapping[Key, Placed]
