"""The rows of a day's timetable."""

from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hackathon.core.domain.hours import Hours
from hackathon.core.domain.timetable import (
    LONGEST_CHANGEOVER,
    SHORTEST,
    STEP,
    DayRow,
    SlotPattern,
    TimetableRow,
    check_place,
    lay_out,
)
from hackathon.core.errors import BadEntry

LUNCH = TimetableRow(starts=time(12, 30), ends=time(13, 30), is_break=True, label="Lunch")


THURSDAY, FRIDAY = date(2013, 5, 16), date(2013, 5, 17)
DUBLIN = "Europe/Dublin"
BEFORE_SPRING, SPRING = date(2013, 3, 30), date(2013, 3, 31)
BEFORE_AUTUMN, AUTUMN = date(2013, 10, 26), date(2013, 10, 27)


def laid_out(
    opens: time, closes: time, slots: int, breaks: Sequence[TimetableRow]
) -> tuple[TimetableRow, ...]:
    """Lay out a Thursday in May, of which nothing is on another day."""
    hours = Hours(day=THURSDAY, arrives=opens, leaves=closes)
    rows = lay_out(hours, SlotPattern(slots=slots, breaks=tuple(breaks)), zone=DUBLIN)
    assert {each.day for each in rows} <= {THURSDAY}
    return tuple(each.row for each in rows)


def night(day: date, opens: time, closes: time, slots: int, *breaks: TimetableRow) -> list[str]:
    """Lay out a night and tell its rows."""
    hours = Hours(day=day, arrives=opens, leaves=closes)
    rows = lay_out(hours, SlotPattern(slots=slots, breaks=tuple(breaks)), zone=DUBLIN)
    spans = [each.span(DUBLIN) for each in rows]
    assert all(before.ends <= after.starts for before, after in pairwise(spans))
    return [f"{each.day.day} {each.row.in_words}" for each in rows]


def slot(starts: time, ends: time) -> TimetableRow:
    return TimetableRow(starts=starts, ends=ends)


def at(minute: int) -> time:
    return time(minute // 60, minute % 60)


def minutes(row: TimetableRow) -> int:
    return (row.ends.hour - row.starts.hour) * 60 + row.ends.minute - row.starts.minute


def test_three_slots_around_lunch_are_as_long_as_they_can_be() -> None:
    rows = laid_out(time(9), time(17), 3, [LUNCH])

    assert rows == (
        slot(time(9), time(10, 45)),
        slot(time(10, 45), time(12, 30)),
        LUNCH,
        slot(time(13, 30), time(15, 15)),
    )


def test_without_breaks_the_slots_share_the_day() -> None:
    assert laid_out(time(9), time(17), 2, []) == (
        slot(time(9), time(13)),
        slot(time(13), time(17)),
    )


@pytest.mark.parametrize("slots", [0, -1, 49, 24])
def test_slots_that_do_not_fit_are_refused(slots: int) -> None:
    with pytest.raises(BadEntry, match="slots"):
        laid_out(time(9), time(12), slots, [])


@pytest.mark.parametrize("starts", [time(8, 30), time(16, 30), time(12)])
def test_a_break_that_meets_another_or_leaves_the_hours_is_refused(starts: time) -> None:
    pause = TimetableRow(starts=starts, ends=time(starts.hour + 1, starts.minute), is_break=True)

    with pytest.raises(BadEntry, match="Please choose other times"):
        laid_out(time(9), time(17), 3, [LUNCH, pause])


@given(st.data())
def test_a_day_is_laid_out_without_waste(data: st.DataObject) -> None:
    opens = data.draw(st.integers(0, 20 * 60), label="opens")
    closes = data.draw(st.integers(opens + 1, 24 * 60 - 1), label="closes")
    edges = sorted(data.draw(st.sets(st.integers(opens, closes), max_size=6), label="edges"))
    breaks = [
        TimetableRow(starts=at(start), ends=at(end), is_break=True)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    slots = data.draw(st.integers(1, 12), label="slots")
    try:
        rows = laid_out(at(opens), at(closes), slots, breaks)
    except BadEntry:
        assume(False)

    working = [row for row in rows if not row.is_break]
    assert [row for row in rows if row.is_break] == breaks
    assert len(working) == slots
    assert len({minutes(row) for row in working}) == 1
    assert minutes(working[0]) >= SHORTEST
    assert all(row.starts.minute % STEP == 0 for row in working)
    assert all(at(opens) <= row.starts and row.ends <= at(closes) for row in rows)
    assert all(before.ends <= after.starts for before, after in pairwise(rows))


OPEN = [Hours(day=THURSDAY, arrives=time(9), leaves=time(17))]


def placed(starts: time, ends: time, day: date = THURSDAY) -> DayRow:
    return DayRow(day=day, row=TimetableRow(starts=starts, ends=ends))


@given(st.integers(0, 1000), st.integers(1, 400), st.integers(0, 1000), st.integers(1, 400))
def test_meeting_goes_both_ways(start: int, length: int, other: int, more: int) -> None:
    one = placed(at(start), at(start + length)).span(DUBLIN)
    two = placed(at(other), at(other + more)).span(DUBLIN)

    shared = set(range(start, start + length)) & set(range(other, other + more))
    assert one.meets(two) == two.meets(one) == bool(shared)


@pytest.mark.parametrize(
    ("row", "words", "minutes"),
    [
        (TimetableRow(starts=time(10), ends=time(12)), "10:00 to 12:00", 120),
        (TimetableRow(starts=time(23), ends=time(2)), "23:00 to 02:00 (+1)", 180),
        (TimetableRow(starts=time(20), ends=time(0)), "20:00 to 24:00", 240),
        (TimetableRow(starts=time(0), ends=time(0)), "00:00 to 24:00", 1440),
        (TimetableRow(starts=time(9), ends=time(9)), "09:00 to 09:00 (+1)", 1440),
    ],
)
def test_an_end_at_or_before_the_start_is_on_the_next_day(
    row: TimetableRow, words: str, minutes: int
) -> None:
    span = row.span(THURSDAY, DUBLIN)

    assert str(row.in_words) == words
    assert (span.ends - span.starts).total_seconds() / 60 == minutes


def test_a_slot_that_overlaps_names_the_other() -> None:
    lunch = DayRow(day=THURSDAY, row=LUNCH)
    with pytest.raises(BadEntry, match="overlaps the break from 12:30 to 13:30"):
        check_place(placed(time(13), time(14)), others=[lunch], hours=OPEN, zone=DUBLIN)


def test_a_slot_that_overlaps_one_of_the_night_before_names_its_day() -> None:
    hours = [
        Hours(day=THURSDAY, arrives=time(18), leaves=time(6)),
        Hours(day=FRIDAY, arrives=time(6), leaves=time(17)),
    ]
    late = placed(time(23), time(2))
    with pytest.raises(BadEntry, match=r"overlaps the slot on 16 May 2013, from 23:00 to 02:00"):
        check_place(placed(time(1), time(3), FRIDAY), others=[late], hours=hours, zone=DUBLIN)
    check_place(placed(time(2), time(7), FRIDAY), others=[late], hours=hours, zone=DUBLIN)


def test_a_slot_outside_the_hours_names_them() -> None:
    with pytest.raises(BadEntry, match="09:00 to 17:00"):
        check_place(placed(time(16), time(18)), others=[], hours=OPEN, zone=DUBLIN)
    with pytest.raises(BadEntry, match="closed on 17 May 2013"):
        check_place(placed(time(10), time(12), FRIDAY), others=[], hours=OPEN, zone=DUBLIN)


def test_slots_that_only_touch_do_not_overlap() -> None:
    lunch = DayRow(day=THURSDAY, row=LUNCH)

    check_place(placed(time(13, 30), time(17)), others=[lunch], hours=OPEN, zone=DUBLIN)


def test_a_night_is_laid_out_and_each_slot_stands_on_the_day_on_which_it_starts() -> None:
    snack = TimetableRow(starts=time(0), ends=time(1), is_break=True, label="Snack")

    assert night(THURSDAY, time(18), time(6), 4, snack) == [
        "16 18:00 to 20:30",
        "16 20:30 to 23:00",
        "17 00:00 to 01:00",
        "17 01:00 to 03:30",
        "17 03:30 to 06:00",
    ]
    assert night(THURSDAY, time(22), time(4), 2) == ["16 22:00 to 01:00 (+1)", "17 01:00 to 04:00"]


def test_a_day_until_midnight_ends_at_24() -> None:
    assert night(THURSDAY, time(20), time(0), 2) == ["16 20:00 to 22:00", "16 22:00 to 24:00"]


def test_on_the_night_on_which_the_clocks_go_on_an_hour_is_missing() -> None:
    assert night(BEFORE_SPRING, time(22), time(4), 5) == [
        "30 22:00 to 23:00",
        "30 23:00 to 24:00",
        "31 00:00 to 02:00",
        "31 02:00 to 03:00",
        "31 03:00 to 04:00",
    ]


def test_on_the_night_on_which_the_clocks_go_back_an_hour_comes_twice() -> None:
    hours = Hours(day=BEFORE_AUTUMN, arrives=time(22), leaves=time(4))
    rows = lay_out(hours, SlotPattern(slots=7), zone=DUBLIN)

    lengths = {(each.span(DUBLIN).ends - each.span(DUBLIN).starts).total_seconds() for each in rows}
    assert lengths == {3600}
    assert [(each.day.day, each.row.starts.hour, each.row.starts.fold) for each in rows] == [
        (26, 22, 0), (26, 23, 0), (27, 0, 0), (27, 1, 0), (27, 1, 1), (27, 2, 0), (27, 3, 0),
    ]  # fmt: skip
    assert len({each.key for each in rows}) == 7


def test_a_break_at_a_time_that_the_clocks_skip_is_refused() -> None:
    pause = TimetableRow(starts=time(1, 15), ends=time(2, 15), is_break=True)

    with pytest.raises(BadEntry, match="01:15 does not exist on 31 March 2013"):
        night(BEFORE_SPRING, time(22), time(4), 3, pause)


def test_slots_of_a_length_follow_each_other_with_a_changeover_around_lunch() -> None:
    pattern = SlotPattern(minutes=45, changeover=10, breaks=(LUNCH,))
    rows = lay_out(OPEN[0], pattern, zone=DUBLIN)

    assert [str(each.row.in_words) for each in rows] == [
        "09:00 to 09:45",
        "09:55 to 10:40",
        "10:50 to 11:35",
        "11:45 to 12:30",
        "12:30 to 13:30",
        "13:30 to 14:15",
        "14:25 to 15:10",
        "15:20 to 16:05",
        "16:15 to 17:00",
    ]


def test_no_more_slots_of_a_length_than_asked_for() -> None:
    rows = lay_out(OPEN[0], SlotPattern(minutes=60, slots=3), zone=DUBLIN)

    assert [each.row.starts.hour for each in rows] == [9, 10, 11]


def test_a_changeover_leaves_less_for_as_many_slots() -> None:
    rows = lay_out(OPEN[0], SlotPattern(slots=3, changeover=30), zone=DUBLIN)

    assert [str(each.row.in_words) for each in rows] == ["09:00 to 11:20", "11:50 to 14:10", "14:40 to 17:00"]


@given(
    minutes=st.integers(5, 180), changeover=st.integers(0, LONGEST_CHANGEOVER), opens=st.integers(0, 12 * 60)
)
def test_slots_of_a_length_fill_the_day(minutes: int, changeover: int, opens: int) -> None:
    hours = Hours(day=THURSDAY, arrives=at(opens), leaves=time(22))
    try:
        rows = lay_out(hours, SlotPattern(minutes=minutes, changeover=changeover), zone=DUBLIN)
    except BadEntry:
        assume(False)

    spans = [each.span(DUBLIN) for each in rows]
    assert {(span.ends - span.starts).total_seconds() / 60 for span in spans} == {minutes}
    between = [(after.starts - before.ends).total_seconds() / 60 for before, after in pairwise(spans)]
    assert set(between) <= {changeover}
    assert (hours.span(DUBLIN).ends - spans[-1].ends).total_seconds() / 60 < minutes + changeover


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ({"minutes": None}, "how long a slot is"),
        ({"minutes": 4}, "from 5 to 720 minutes"),
        ({"minutes": 45, "changeover": 31}, "at most 30 minutes apart"),
    ],
)
def test_a_pattern_that_no_day_can_have_is_refused(pattern: dict[str, Any], words: str) -> None:
    with pytest.raises(BadEntry, match=words):
        SlotPattern(**pattern)


@pytest.mark.parametrize(
    ("minutes", "words"), [(9 * 60, "No slot of 540 minutes fits"), (5, "96 slots; it can have 48")]
)
def test_a_length_that_gives_no_slot_or_too_many_is_refused(minutes: int, words: str) -> None:
    with pytest.raises(BadEntry, match=words):
        lay_out(OPEN[0], SlotPattern(minutes=minutes), zone=DUBLIN)
