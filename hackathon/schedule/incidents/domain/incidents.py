"""Kinds of incidents, and the answers an organizer can choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from hackathon.agenda.domain.ledger import Key, Placed
from hackathon.core.text.messages import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOverrun:
    """A session that is on ends at another moment than was said."""

    session: Key
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LostRoom:
    """Nobody can use a room, given by its slug, before a moment."""

    room: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HostMissing:
    """Nobody is there to run a session."""

    session: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A session is to change places with another one."""

    session: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """A session does not take place."""

    session: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Plenary:
    """Everyone is called together until a moment."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFull:
    """More people come to a session than its room has seats."""

    session: Key


Incident = SessionOverrun | LostRoom | HostMissing | Swap | Cancellation | Plenary | RoomFull


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One possible answer: its name in a form, its description, and the resulting sessions."""

    key: str
    words: Message
    sessions: Mapping[Key, Placed]
