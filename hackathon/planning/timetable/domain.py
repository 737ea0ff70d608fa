"""The options for generating slots: days, pattern and rooms."""

from dataclasses import dataclass
from datetime import date, datetime, time

from hackathon.core.domain import clocks
from hackathon.core.domain.clocks import DAY, Span
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.timetable import DayRow, SlotPattern


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomHours:
    """When a room (its key) is open on these days; without a time, as long as the event."""

    room: int
    opens: time | None = None
    closes: time | None = None
    is_closed: bool = False

    def holds(self, row: DayRow, hours: Hours, zone: str) -> bool:
        """Whether the room is open for all of a row on a day with these opening hours."""
        if self.is_closed:
            return False
        whole = hours.span(zone)
        opens = _moment(self.opens, hours, zone) if self.opens else whole.starts
        closes = _moment(self.closes, hours, zone) if self.closes else whole.ends
        return Span(starts=opens, ends=closes).contains(row.span(zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRequest:
    """Slots of one pattern on some days. Rooms that are not listed stay as they are."""

    days: frozenset[date]
    pattern: SlotPattern
    rooms: tuple[RoomHours, ...] = ()


def _moment(clock: time, hours: Hours, zone: str) -> datetime:
    """Return the moment of a local time within opening hours, possibly after midnight."""
    is_late = hours.runs_over and clock < hours.arrives
    return clocks.moment(hours.day + DAY if is_late else hours.day, clock, zone)
