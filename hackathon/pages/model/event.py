"""The time and place of an event, as stated on a page."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """A day of the event with its opening hours, in the event's own time."""

    day: date
    opens: time
    closes: time
    raw: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStatement:
    """The sentence with the event's time and place, and its content.

    `slug` and `zone` are only known for pages written by one of our sites.
    """

    raw: str
    line: int
    name: str | None
    starts: date
    ends: date
    place: str | None
    city: str | None
    country: str | None
    days: tuple[OpenDay, ...] = ()
    slug: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMilestone:
    """A named date or period."""

    line: int
    raw: str
    what: str
    starts: date
    ends: date | None
    year_inferred_from: str | None
