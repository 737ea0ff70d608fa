"""Hours of a day in local time: when the event is open, or a person is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from hackathon.core.domain import clocks
from hackathon.core.domain.clocks import Span
from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Opening hours or availability that begin on one day; an end not after the start is on the next day."""

    day: date
    arrives: time
    leaves: time

    @property
    def runs_over(self) -> bool:
        """Whether the hours end on the next day."""
        return clocks.runs_over(self.arrives, self.leaves)

    @property
    def in_words(self) -> Message:
        """The hours without the date: "09:00 to 17:00", "18:00 to 02:00 (+1)"."""
        ends = clocks.ending(self.arrives, self.leaves)
        return message("%(starts)s to %(ends)s", starts=self.arrives, ends=ends)

    def span(self, zone: str) -> Span:
        """Return the hours as a span of moments."""
        return clocks.span(self.day, self.arrives, self.leaves, zone)

    def covers(self, other: "Hours") -> bool:
        """Whether these hours include all of another's on the same day, in local time."""
        ends, needed = (each.leaves.replace(fold=0) for each in (self, other))
        is_long_enough = (self.runs_over, ends) >= (other.runs_over, needed)
        return self.arrives <= other.arrives and is_long_enough

    def checked(self, zone: str) -> "Hours":
        """Return the hours as stored; raises BadEntry for times that the clocks skip or show twice."""
        arrives, leaves = clocks.checked_span(self.day, self.arrives, self.leaves, zone)
        return Hours(day=self.day, arrives=arrives, leaves=leaves)


def merged(hours: Iterable[Hours], zone: str) -> tuple[Span, ...]:
    """Return the spans, merging consecutive ones."""
    return clocks.merged(each.span(zone) for each in hours)


def covers(spans: Iterable[Span], other: Span) -> bool:
    """Whether one of the spans contains all of another."""
    return any(each.contains(other) for each in spans)


def within(hours: Iterable[Hours], *, first_day: date, last_day: date) -> tuple[Hours, ...]:
    """Return the hours in chronological order.

    Raises BadEntry for a day outside the event and for a day that occurs twice.
    """
    by_day: dict[date, Hours] = {}
    for each in hours:
        if not first_day <= each.day <= last_day:
            raise BadEntry(
                message(
                    "%(day)s is not a day of the event. Please choose a day from %(first)s to %(last)s.",
                    day=each.day,
                    first=first_day,
                    last=last_day,
                )
            )
        if each.day in by_day:
            raise BadEntry(message("%(day)s is listed twice. Please keep one line.", day=each.day))
        by_day[each.day] = each
    return tuple(by_day[day] for day in sorted(by_day))


def in_words(day: date) -> str:
    """Return "Thursday 16 May 2013"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
