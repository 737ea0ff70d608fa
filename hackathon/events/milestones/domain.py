"""The fields of a milestone, with the line it was entered on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hackathon.core.errors import BadEntry
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    """One line of the list: a milestone by its key, or a new one; without an end, it is one day."""

    key: int | None
    name: str
    starts: date
    ends: date | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise BadEntry(message("Please enter a name for this date, or clear the line to remove it."))
        if self.ends is not None and self.ends < self.starts:
            raise BadEntry(
                message("“%(value)s” ends before it starts. Please choose a later last day.", value=self.name)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDate:
    """Something that happens on one or more days; `at` is its time of day, if it has one."""

    name: str | Message
    day: date
    last_day: date | None = None
    at: datetime | None = None

    def is_over(self, today: date, now: datetime) -> bool:
        """Whether it is over on that day and at that moment."""
        return self.at <= now if self.at else (self.last_day or self.day) < today


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEntry:
    """A named date as a calendar stores it; `ends` is its last day, and `sequence` counts its changes."""

    uid: str
    name: str
    starts: date
    ends: date | None
    sequence: int
    changed_at: datetime


def in_order(dates: Iterable[NamedDate]) -> Sequence[NamedDate]:
    """Return the dates in chronological order; on the same day, those with a time of day come first."""
    return sorted(
        dates, key=lambda each: (each.day, each.at is None, each.at or each.day, sort_key(str(each.name)))
    )


def next_of(dates: Iterable[NamedDate], today: date, now: datetime) -> NamedDate | None:
    """Return the first date that is not over."""
    return next((each for each in in_order(dates) if not each.is_over(today, now)), None)
