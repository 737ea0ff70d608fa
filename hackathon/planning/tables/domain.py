"""Rows of the tables as entered."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hackathon.core.domain.clocks import local_time
from hackathon.core.domain.timetable import DayRow, TimetableRow
from hackathon.planning.rooms.domain import RoomFields


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """A room; without a slug, a new one. `seen` is the version that was shown."""

    slug: str | None
    seen: int | None
    fields: RoomFields


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """A slot or break on its day; without a key, a new one."""

    key: int | None
    day: date
    row: TimetableRow

    def later(self, minutes: int, zone: str) -> "SlotLine":
        """Return it shifted by this many minutes, with the same length."""
        span = DayRow(day=self.day, row=self.row).span(zone)
        move = timedelta(minutes=minutes)
        (day, starts), (_, ends) = (local_time(each + move, zone) for each in (span.starts, span.ends))
        return replace(self, day=day, row=replace(self.row, starts=starts, ends=ends))
