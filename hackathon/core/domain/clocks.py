"""Local times, checked against the nights when clocks change.

A time of day that the clocks skip is refused. For a time that occurs twice, `ChosenTime` says which one is
meant. Times are compared as moments, never as local times.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import Message, message

DAY = timedelta(days=1)
MIDNIGHT = time(0)


class Fold(StrEnum):
    """Which of the two is meant if a time occurs twice."""

    FIRST = "first"
    SECOND = "second"


class ChosenTime(time):
    """A time of day whose `fold` says which one is meant if it occurs twice."""


class ChosenMoment(datetime):
    """A local date and time without a zone, whose `fold` says which one is meant if it occurs twice."""


class ClockChange(NamedTuple):
    """A change of the clocks in local time: they jump from one reading to another."""

    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time between two moments."""

    starts: datetime
    ends: datetime

    def meets(self, other: "Span") -> bool:
        """Whether the two share any moment."""
        return self.starts < other.ends and other.starts < self.ends

    def contains(self, other: "Span") -> bool:
        """Whether the whole of the other lies within this one."""
        return self.starts <= other.starts and other.ends <= self.ends


def chosen(clock: time, which: Fold) -> ChosenTime:
    """Return the time with a choice of which one is meant."""
    return ChosenTime(clock.hour, clock.minute, fold=int(which is Fold.SECOND))


def chosen_moment(local: datetime, which: Fold) -> ChosenMoment:
    """Return the local date and time with a choice of which one is meant."""
    return ChosenMoment(
        local.year, local.month, local.day, local.hour, local.minute, fold=int(which is Fold.SECOND)
    )


def which_of(clock: time | datetime) -> Fold | None:
    """Return which one is meant, or None if that was not chosen."""
    if not isinstance(clock, ChosenTime | ChosenMoment):
        return None
    return Fold.SECOND if clock.fold else Fold.FIRST


def kept(clock: time, fold: int) -> ChosenTime:
    """Return an already checked time as it is stored."""
    return ChosenTime(clock.hour, clock.minute, fold=int(fold))


def checked(day: date, clock: time, zone: str) -> time:
    """Return the time as it is stored: with a `fold` only if it occurs twice.

    Raises BadEntry for a time that the clocks skip, and for one that occurs twice without a choice.
    """
    plain = time(clock.hour, clock.minute)
    change = _change_around(day, plain, zone)
    if change is None:
        return plain
    if change.before < change.after:
        raise BadEntry(
            message(
                "%(time)s does not exist on %(day)s: clocks go from %(before)s to %(after)s. "
                "Please choose another time.",
                time=plain,
                day=day,
                before=_reading(change.before, day),
                after=_reading(change.after, day),
            )
        )
    if not isinstance(clock, ChosenTime):
        raise BadEntry(
            message(
                "%(time)s happens twice on %(day)s: clocks go back from %(before)s to %(after)s. "
                "Please choose the first or the second one.",
                time=plain,
                day=day,
                before=_reading(change.before, day),
                after=_reading(change.after, day),
            )
        )
    return clock


def happens_twice(day: date, clock: time, zone: str) -> bool:
    """Whether the time occurs twice on that day."""
    change = _change_around(day, time(clock.hour, clock.minute), zone)
    return change is not None and change.after < change.before


def moment(day: date, clock: time, zone: str) -> datetime:
    """Return the local time in UTC; if it occurs twice, `fold` selects the one."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def checked_moment(local: datetime, zone: str) -> datetime:
    """Return a local date and time in UTC; raises BadEntry like `checked`."""
    which = which_of(local)
    clock = chosen(local.time(), which) if which else local.time()
    return moment(local.date(), checked(local.date(), clock, zone), zone)


def local_moment(instant: datetime, zone: str) -> ChosenMoment:
    """Return the local time of a moment, without a zone; the inverse of `checked_moment`."""
    local = instant.astimezone(ZoneInfo(zone))
    return chosen_moment(local, Fold.SECOND if local.fold else Fold.FIRST)


def runs_over(starts: time, ends: time) -> bool:
    """Whether something that starts and ends at these times ends on the next day.

    An end at or before the start does, unless it is the second showing of a time and the start the first.
    """
    return ends <= starts and not ends.fold > starts.fold


def span(day: date, starts: time, ends: time, zone: str) -> Span:
    """Return the span between two times of day, the second possibly on the next day."""
    last_day = day + DAY if runs_over(starts, ends) else day
    return Span(starts=moment(day, starts, zone), ends=moment(last_day, ends, zone))


def checked_span(day: date, starts: time, ends: time, zone: str) -> tuple[time, time]:
    """Return two times of a day as they are stored, the second possibly on the next day.

    Raises BadEntry like `checked`, and if the end comes before the start.
    """
    start = checked(day, starts, zone)
    if ends <= starts and happens_twice(day, ends, zone) and happens_twice(day, starts, zone):
        # From the first 01:30 to the second 01:15, or from 01:30 to 01:15 on the next day?
        end = checked(day, ends, zone)
        end = end if end.fold > start.fold else checked(day + DAY, ends, zone)
    else:
        end = checked(day + DAY if ends <= starts else day, ends, zone)
    found = span(day, start, end, zone)
    if found.ends <= found.starts:
        raise BadEntry(
            message(
                "On %(day)s, %(starts)s to %(ends)s ends before it starts: the clocks show both times twice. "
                "Please choose which ones you mean.",
                day=day,
                starts=starts,
                ends=ends,
            )
        )
    return start, end


def asks_about_end(day: date, starts: time, ends: time, zone: str) -> bool:
    """Whether it has to be asked which end is meant."""
    is_same_day = ends > starts or happens_twice(day, starts, zone)
    return happens_twice(day if is_same_day else day + DAY, ends, zone)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, merging those that touch or overlap."""
    found: list[Span] = []
    for each in sorted(spans, key=lambda each: (each.starts, each.ends)):
        if found and each.starts <= found[-1].ends:
            found[-1] = Span(starts=found[-1].starts, ends=max(found[-1].ends, each.ends))
        else:
            found.append(each)
    return tuple(found)


def ending(starts: time, ends: time) -> str:
    """Return an end for display: "17:00", "24:00" for midnight, "02:00 (+1)" on the next day."""
    if ends == MIDNIGHT:
        return "24:00"
    return f"{ends:%H:%M} (+1)" if runs_over(starts, ends) else f"{ends:%H:%M}"


def ending_at(starts: datetime, ends: datetime, zone: str) -> str:
    """Return the end of a span for display, like `ending`."""
    first, last = (instant.astimezone(ZoneInfo(zone)) for instant in (starts, ends))
    days = (last.date() - first.date()).days
    if days == 1 and last.time() == MIDNIGHT:
        return "24:00"
    return f"{last:%H:%M} (+{days})" if days else f"{last:%H:%M}"


def local_time(instant: datetime, zone: str) -> tuple[date, time]:
    """Return the local date and time of a moment, with a `fold` if needed."""
    local = instant.astimezone(ZoneInfo(zone))
    return local.date(), kept(local.time(), local.fold)


def in_words(day: date) -> str:
    """Return "28 March 2027"."""
    return f"{day.day} {day:%B %Y}"


def _reading(local: datetime, day: date) -> time | Message:
    if local.date() == day:
        return local.time()
    return message("%(time)s on %(day)s", time=local.time(), day=local.date())


@lru_cache(maxsize=4096)
def _change_around(day: date, clock: time, zone: str) -> ClockChange | None:
    """Return the clock change that skips or repeats a time; None on all other days."""
    local = datetime.combine(day, clock)
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    if first is None or second is None or first == second:
        return None
    # The clocks change after the first of these moments, and not after the second.
    still, changed = sorted((local - first, local - second))
    while changed - still > timedelta(seconds=1):
        middle = still + (changed - still) // 2
        offset = middle.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset()
        still, changed = (middle, changed) if offset == first else (still, middle)
    at = changed.replace(microsecond=0)
    return ClockChange(before=at + first, after=at + second)
