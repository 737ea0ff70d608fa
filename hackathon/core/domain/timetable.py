"""Generating slots of equal length between the opening hours and around breaks, also past midnight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from hackathon.core.domain import clocks
from hackathon.core.domain.clocks import DAY, Span
from hackathon.core.domain.hours import Hours, covers, merged
from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import LongDay, Message, message

STEP = 5
"""Generated slots start and end at multiples of five minutes."""
SHORTEST = 15
"""The shortest generated slot in minutes, if only the number of slots is given."""
LENGTHS = range(5, 12 * 60 + 1)
"""Allowed slot lengths in minutes."""
MOST_SLOTS = 48
"""The most slots in a day."""
LONGEST_CHANGEOVER = 30
"""The longest changeover in minutes; a longer gap is a break, over which no session continues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableRow:
    """A start and an end in local time; during a break there are no sessions.

    An end at or before the start is on the next day.
    """

    starts: time
    ends: time
    is_break: bool = False
    label: str = ""

    @property
    def in_words(self) -> Message:
        """The row as people write it: "10:00 to 12:00", "23:00 to 02:00 (+1)"."""
        ends = clocks.ending(self.starts, self.ends)
        return message("%(starts)s to %(ends)s", starts=self.starts, ends=ends)

    def span(self, day: date, zone: str) -> Span:
        """Return the row as a span of moments on that day."""
        return clocks.span(day, self.starts, self.ends, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A row with the day on which it starts."""

    day: date
    row: TimetableRow

    @property
    def key(self) -> tuple[date, time, int]:
        """Unique within an event: the start, and which one is meant if that time occurs twice."""
        return self.day, self.row.starts, self.row.starts.fold

    def span(self, zone: str) -> Span:
        """Return the row as a span of moments."""
        return self.row.span(self.day, zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPattern:
    """How slots are generated: their length in minutes, or their number, or both.

    Without a length, slots are as long as possible; without a number, there are as many as fit. `changeover`
    is the minutes between two slots. Raises BadEntry for impossible values.
    """

    minutes: int | None = None
    slots: int | None = None
    changeover: int = 0
    breaks: tuple[TimetableRow, ...] = ()

    def __post_init__(self) -> None:
        if self.minutes is None and self.slots is None:
            raise BadEntry(
                message("Please enter how long a slot is, or how many slots a day has."), at="minutes"
            )
        if self.slots is not None and not 1 <= self.slots <= MOST_SLOTS:
            raise BadEntry(
                message(
                    "A day can have 1 to %(most_slots)s slots, not %(slots)s.",
                    most_slots=MOST_SLOTS,
                    slots=self.slots,
                )
            )
        if self.minutes is not None and self.minutes not in LENGTHS:
            raise BadEntry(
                message(
                    "A slot can last from %(least)s to %(most)s minutes.", least=LENGTHS[0], most=LENGTHS[-1]
                )
            )
        if not 0 <= self.changeover <= LONGEST_CHANGEOVER:
            raise BadEntry(
                message(
                    "Slots can be at most %(most)s minutes apart. If you need more, please add a break.",
                    most=LONGEST_CHANGEOVER,
                ),
                at="changeover",
            )


def follows(before: Span, after: Span) -> bool:
    """Whether a session may continue from one slot into another: only a changeover is between them.

    A break between them is a separate row, which the caller has to check.
    """
    return timedelta() <= after.starts - before.ends <= timedelta(minutes=LONGEST_CHANGEOVER)


def lay_out(hours: Hours, pattern: SlotPattern, *, zone: str) -> tuple[DayRow, ...]:
    """Return slots of one length and the breaks, in order.

    Slots start on multiples of five minutes, from the opening and from the end of each break, one after the
    other with the changeover between them. Each belongs to the day on which it starts. || Raises BadEntry for
    breaks that touch or leave the opening hours, for times that the clocks skip, and if the slots don't fit.
    """
    pauses = _placed_breaks(hours, pattern.breaks, zone)
    opening, taken = hours.span(zone), [each.span(zone) for each in pauses]

    edges = [opening.starts, *(edge for each in taken for edge in (each.starts, each.ends)), opening.ends]
    minutes = [round(edge.timestamp()) // 60 for edge in edges]
    spans = [(_rounded_up(start), end) for start, end in zip(minutes[::2], minutes[1::2], strict=True)]
    length = pattern.minutes or _longest(spans, pattern.slots or 1, pattern.changeover)
    step = length + pattern.changeover
    starts = [minute for start, end in spans for minute in range(start, end - length + 1, step)]
    if not starts or (pattern.slots is None and len(starts) > MOST_SLOTS):
        raise BadEntry(_misfit(hours, length, len(starts)), at="minutes")
    rows = [_row(minute, minute + length, zone) for minute in starts[: pattern.slots]]
    return tuple(sorted([*rows, *pauses], key=lambda each: each.span(zone).starts))


def _misfit(hours: Hours, length: int, number: int) -> Message:
    if not number:
        return message(
            "No slot of %(minutes)s minutes fits into the opening hours of %(day)s beside its breaks. "
            "Please choose shorter slots, shorter breaks or longer hours.",
            minutes=length,
            day=LongDay(hours.day),
        )
    return message(
        "%(day)s would have %(number)s slots; it can have %(most)s. Please choose longer slots.",
        day=LongDay(hours.day),
        number=number,
        most=MOST_SLOTS,
    )


def checked(row: TimetableRow, day: date, zone: str) -> TimetableRow:
    """Return the row as stored; raises BadEntry for times that the clocks skip or show twice."""
    starts, ends = clocks.checked_span(day, row.starts, row.ends, zone)
    return replace(row, starts=starts, ends=ends)


def check_place(new: DayRow, *, others: Iterable[DayRow], hours: Sequence[Hours], zone: str) -> None:
    """Raise BadEntry for a row that overlaps another, or outside the opening hours."""
    span, words = new.span(zone), new.row.in_words
    if not covers(merged(hours, zone), span):
        of_day = next((each for each in hours if each.day == new.day), None)
        if of_day is None:
            raise BadEntry(
                message("The venue is closed on %(day)s. Please set its opening hours first.", day=new.day)
            )
        raise BadEntry(
            message(
                "%(times)s is outside the opening hours, %(hours)s. "
                "Please choose other times, or change the opening hours of that day first.",
                times=words,
                hours=of_day.in_words,
            )
        )
    for other in others:
        if span.meets(other.span(zone)):
            raise BadEntry(
                message(
                    "%(times)s overlaps the %(other)s. Please choose other times, or change that one first.",
                    times=words,
                    other=_named(other, new.day),
                )
            )


def _named(other: DayRow, day: date) -> Message:
    """Return a description of a row, with its day unless it is this one."""
    times = other.row.in_words
    if other.day == day:
        return (
            message("break from %(times)s", times=times)
            if other.row.is_break
            else message("slot from %(times)s", times=times)
        )
    if other.row.is_break:
        return message("break on %(day)s, from %(times)s", day=other.day, times=times)
    return message("slot on %(day)s, from %(times)s", day=other.day, times=times)


def _placed_breaks(hours: Hours, breaks: Sequence[TimetableRow], zone: str) -> list[DayRow]:
    """Return the breaks with their dates: the day of the hours or, after midnight, the next one."""
    found: list[DayRow] = []
    for pause in sorted(breaks, key=lambda each: (each.starts < hours.arrives, each.starts)):
        is_late = hours.runs_over and pause.starts < hours.arrives
        day = hours.day + DAY if is_late else hours.day
        placed = DayRow(day=day, row=checked(pause, day, zone))
        check_place(placed, others=found, hours=[hours], zone=zone)
        found.append(placed)
    return found


def _longest(spans: Sequence[tuple[int, int]], slots: int, changeover: int) -> int:
    """Return the greatest slot length in minutes at which that many slots fit into the spans."""
    longest = max((end - start for start, end in spans), default=0)
    # A start and an end can't express more than a day.
    longest = min(longest, DAY // timedelta(minutes=1))
    for length in range(longest - longest % STEP, SHORTEST - 1, -STEP):
        if sum(max(end - start + changeover, 0) // (length + changeover) for start, end in spans) >= slots:
            return length
    raise BadEntry(
        message(
            "%(slots)s slots of at least %(minutes)s minutes don't fit into the opening hours. "
            "Please choose fewer slots, shorter breaks or longer hours.",
            slots=slots,
            minutes=SHORTEST,
        )
    )


def _row(starts: int, ends: int, zone: str) -> DayRow:
    """Return the slot between two minutes since 1970."""
    (day, start), (_, end) = (
        clocks.local_time(datetime.fromtimestamp(minute * 60, UTC), zone) for minute in (starts, ends)
    )
    return DayRow(day=day, row=TimetableRow(starts=start, ends=end))


def _rounded_up(minute: int) -> int:
    return -(-minute // STEP) * STEP
