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
    """Something that happens on a day, or on several; `at` where there is an hour to it."""

    name: str | Message
    day: date
    last_day: date | None = None
    at: datetime | None = None

    def is_over(self, today: date, now: datetime) -> bool:
        """Whether it lies behind, on a day and at a moment."""
        return self.at <= now if self.at else (self.last_day or self.day) < today


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEntry:
    """A named date as a calendar keeps it; `ends` is its last day, `sequence` counts its moves."""

    uid: str
    name: str
    starts: date
    ends: date | None
    sequence: int
    changed_at: datetime


def in_order(dates: Iterable[NamedDate]) -> Sequence[NamedDate]:
    """Return the dates as they come; on one day, those with an hour by the hour, before the others."""
    return sorted(
        dates, key=lambda each: (each.day, each.at is None, each.at or each.day, sort_key(str(each.name)))
    )


def next_of(dates: Iterable[NamedDate], today: date, now: datetime) -> NamedDate | None:
    """Return the first that is not over."""
    return next((each for each in in_order(dates) if not each.is_over(today, now)), None)
