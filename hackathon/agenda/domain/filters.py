"""Filtering the sessions of an agenda by day, room, area, contact or text, or to the reader's own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.text.names import slugify

LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFilter:
    """The search criteria; an empty text matches everything.

    `day` is an ISO date, `contact` a slug.
    """

    day: str = ""
    room: str = ""
    area: str = ""
    contact: str = ""
    q: str = ""
    only: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "AgendaFilter":
        """Return the filter in a query string, ignoring unknown values."""
        return cls(**{name: query.get(name, "").strip()[:LONGEST_TEXT] for name in cls.__slots__})

    @property
    def is_empty(self) -> bool:
        """Whether there are no criteria, so that every session is shown."""
        return self == AgendaFilter()

    def matches(self, session: AgendaSession, agenda: Agenda, mine: Collection[int]) -> bool:
        """Whether a session matches; `mine` are the numbers of the reader's own topics."""
        return (
            (not self.day or agenda.local(session.starts).date().isoformat() == self.day)
            and (not self.room or session.room == self.room)
            and (not self.area or session.area == self.area)
            and (not self.contact or self.contact in contact_slugs(session))
            and (self.only != "mine" or session.topic in mine)
            and all(word in _text(session, agenda) for word in self.q.casefold().split())
        )


def contact_slugs(session: AgendaSession) -> tuple[str, ...]:
    """Return the slugs of a session's contacts."""
    return tuple(slugify(name) for name in session.contacts)


def contacts_of(agenda: Agenda) -> dict[str, str]:
    """Return the names of all contacts by slug, in alphabetical order."""
    names = {name for session in agenda.sessions for name in session.contacts}
    slugs = {slug: name for name in sorted(names, reverse=True) if (slug := slugify(name))}
    return dict(sorted(slugs.items(), key=lambda pair: pair[1].casefold()))


def sessions_of_contact(agenda: Agenda, slug: str) -> Agenda:
    """Return the agenda with the sessions that a contact runs, including cancelled ones."""
    return agenda.only(lambda session: slug in contact_slugs(session))


def _text(session: AgendaSession, agenda: Agenda) -> str:
    area = agenda.area(session.area)
    words = (
        session.name,
        session.summary,
        *session.contacts,
        agenda.room(session.room).name,
        area.name if area else "",
    )
    return " ".join(words).casefold()
