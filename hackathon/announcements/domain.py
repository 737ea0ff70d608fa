"""Groups of recipients, and the placeholders that differ for each recipient."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from hackathon.core.domain.agenda import AgendaSession


class Audience(StrEnum):
    """The recipients of an announcement; people who declined or cancelled are only included as contacts."""

    EVERYBODY = "everybody"
    UNANSWERED = "unanswered"
    CONFIRMED = "confirmed"
    MAYBE = "maybe"
    WAITLISTED = "waitlisted"
    CONTACTS = "contacts"


class PartKind(StrEnum):
    """The kinds of parts of the published agenda that an announcement may be about."""

    SESSION = "session"
    ROOM = "room"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class AgendaPart:
    """A session (the number of its topic), a room or an area (their slugs) of the published agenda."""

    kind: PartKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the part from its string form, or None."""
        kind, _, name = text.partition("-")
        return cls(PartKind(kind), name) if kind in set(PartKind) and name else None

    def has(self, session: AgendaSession) -> bool:
        """Whether a session belongs to this part."""
        of_session = {
            PartKind.SESSION: str(session.topic),
            PartKind.ROOM: session.room,
            PartKind.AREA: session.area,
        }
        return of_session[self.kind] == self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementFields:
    """An announcement as written, with the placeholders `{name}` and `{link}`."""

    audience: Audience
    subject: str
    text: str
    reply_to: str | None = None
    part: AgendaPart | None = None
    """If set, only those of the audience who host or voted for something in this part of the agenda."""
    people: tuple[int, ...] = ()
    """The keys of people chosen from the audience; if empty, all of it."""
    is_shown: bool = False
    """Whether the subject is also shown on every open page and screen."""


MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:])")


def filled(words: str, *, name: str, link: str) -> str:
    """Return the text with the placeholders for name and link filled in; other braces are kept."""
    return _put(words, name, link)


def filled_markdown(words: str, *, name: str, link: str) -> str:
    """Return a Markdown text with its placeholders filled in; a name is not interpreted as markup."""
    return _put(words, MARKS.sub(r"\\\1", name), f"<{link}>")


def _put(words: str, name: str, link: str) -> str:
    places = {"{name}": name, "{link}": link}
    return re.sub(r"\{(?:name|link)\}", lambda found: places[found[0]], words)
