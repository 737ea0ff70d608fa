"""The values common to all tools' exports: an event, its sessions and their speakers."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hackathon.pages.model.page import NamedPerson
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject

_LEFT_OUT = re.compile(
    r"reject(?:ed)?|withdrawn|cancell?ed|declined?|deleted|refused|draft|duplicate|merged|invalid|archived"
    r"|confidential|pull request|abgelehnt"
    r"|zurückgezogen|abgesagt",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"(?:registration|check[ -]?in|doors|break(?:fast)?|(?:coffee|tea|lunch|dinner|refreshment)s?\b.{0,30}"
    r"|.{0,30}\b(?:break|lunch|dinner|reception)|welcome(?: coffee| reception| drinks?)?|opening|closing"
    r"|opening (?:remarks|session|ceremony)|closing (?:remarks|session|ceremony)|group photo"
    r"|social(?: event)?|networking|party|set[ -]?up|tear[ -]?down|(?:kaffee|mittags)?pause"
    r"|mittagessen|abendessen|anmeldung|einlass|begrüßung)[.!]?",
    re.IGNORECASE,
)


class SessionUse(StrEnum):
    """The use of a session."""

    TOPIC = "topic"
    SERVICE = "service"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedSession:
    """A session as a tool has it. `starts` is on the clocks of the place where it has no zone.

    `key` is how the tool knows the session; `texts` are its abstract and description, `further` are labels
    and values that we have no field for, `voters` are names. `number` and `occurrence` only our own files
    have.
    """

    title: str
    key: str | None = None
    people: tuple[NamedPerson, ...] = ()
    area: str | None = None
    texts: tuple[str, ...] = ()
    difficulty: str | None = None
    outcomes: str | None = None
    skills: str | None = None
    links: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()
    further: tuple[tuple[str, str], ...] = ()
    minutes: int | None = None
    room: str | None = None
    starts: datetime | None = None
    state: str | None = None
    is_service: bool | None = None
    is_plenary: bool | None = None
    number: int | None = None
    occurrence: int = 1

    @property
    def use(self) -> SessionUse:
        """Whether the session is a topic, an item of the agenda such as lunch, or was turned down."""
        if self.is_service or (self.is_service is None and not self.people and is_service(self.title)):
            return SessionUse.SERVICE
        return SessionUse.LEFT_OUT if is_left_out(self.state) else SessionUse.TOPIC


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRoom:
    """A room; the capacity is 0 where the tool does not know it."""

    name: str
    capacity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The file of a tool. `private` names what is never imported; `questions` are left to decide."""

    tool: str
    sessions: tuple[ExportedSession, ...]
    title: str | None = None
    starts: date | None = None
    ends: date | None = None
    zone: str | None = None
    place: str | None = None
    city: str | None = None
    country: str | None = None
    slug: str | None = None
    rooms: tuple[ExportedRoom, ...] = ()
    private: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def export_without_speakers(tool: str) -> Question:
    """Return the question that an export without any person raises."""
    return Question(about=QuestionSubject.LEFT_OUT, kind=QuestionKind.EXPORT_WITHOUT_SPEAKERS, title=tool)


def is_service(title: str) -> bool:
    """Whether a title is that of an item of the agenda, such as "Lunch", and no topic."""
    return len(title) < 60 and _SERVICE.fullmatch(" ".join(title.split())) is not None


def is_left_out(state: str | None) -> bool:
    """Whether a session in this state was turned down or taken back."""
    return _LEFT_OUT.fullmatch((state or "").strip()) is not None
