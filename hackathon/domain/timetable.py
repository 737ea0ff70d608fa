"""The rows of a day's timetable: equal slots between the opening hours, around the breaks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from hackathon.domain.errors import BadEntry

STEP = 5
"""Slots start and end on whole five minutes when they are laid out."""
SHORTEST = 15
MOST_SLOTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A start and an end on the place's clocks; a break holds no session.

    Raises BadEntry if it ends before it starts.
    """

    starts: time
    ends: time
    is_break: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise BadEntry(f"{self.in_words} ends before it starts. Choose a later end.")

    @property
    def in_words(self) -> str:
        """The row as people name it: "10:00 to 12:00"."""
        return f"{self.starts:%H:%M} to {self.ends:%H:%M}"

    def meets(self, other: "Row") -> bool:
        """Whether the two share any minute."""
        return self.starts < other.ends and other.starts < self.ends

    def is_inside(self, opens: time, closes: time) -> bool:
        """Whether the place is open for the whole of it."""
        return opens <= self.starts and self.ends <= closes


def lay_out(*, opens: time, closes: time, slots: int, breaks: Sequence[Row]) -> tuple[Row, ...]:
    """Return that many slots of one length, as long as they can be, and the breaks, in the order of the day.

    Slots start on whole five minutes and run from the opening, or the end of a break, one after the other.
    Raises BadEntry for breaks that meet or leave the opening hours, and where the slots do not fit.
    """
    if not 1 <= slots <= MOST_SLOTS:
        raise BadEntry(f"A day has between 1 and {MOST_SLOTS} slots, not {slots}. Choose one of those.")
    pauses = sorted(breaks, key=lambda each: each.starts)
    _check_breaks(pauses, opens, closes)

    edges = [_minutes(opens), *(minute for each in pauses for minute in _span(each)), _minutes(closes)]
    spans = [(_rounded_up(start), end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    length = _longest(spans, slots)
    starts = [minute for start, end in spans for minute in range(start, end - length + 1, length)]
    rows = [Row(starts=_time(minute), ends=_time(minute + length)) for minute in starts[:slots]]
    return tuple(sorted([*rows, *pauses], key=lambda each: each.starts))


def check_row(row: Row, *, others: Iterable[Row], opens: time, closes: time) -> None:
    """Raise BadEntry for a row that meets another, or for which the place is not open."""
    if not row.is_inside(opens, closes):
        raise BadEntry(
            f"{row.in_words} is outside the opening hours, {opens:%H:%M} to {closes:%H:%M}. "
            "Choose other times, or change the hours of that day first."
        )
    for other in others:
        if row.meets(other):
            raise BadEntry(
                f"{row.in_words} overlaps the {'break' if other.is_break else 'slot'} from {other.in_words}. "
                "Choose other times, or change that one first."
            )


def _check_breaks(breaks: Sequence[Row], opens: time, closes: time) -> None:
    for number, pause in enumerate(breaks):
        check_row(pause, others=breaks[:number], opens=opens, closes=closes)


def _longest(spans: Sequence[tuple[int, int]], slots: int) -> int:
    """Return the greatest length in minutes of which that many fit into the spans."""
    longest = max((end - start for start, end in spans), default=0)
    for length in range(longest - longest % STEP, SHORTEST - 1, -STEP):
        if sum(max(end - start, 0) // length for start, end in spans) >= slots:
            return length
    raise BadEntry(
        f"{slots} slots of at least {SHORTEST} minutes do not fit between the opening hours and the breaks. "
        "Choose fewer slots, shorter breaks or longer hours."
    )


def _span(row: Row) -> tuple[int, int]:
    return _minutes(row.starts), _minutes(row.ends)


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute


def _rounded_up(minute: int) -> int:
    return -(-minute // STEP) * STEP


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
