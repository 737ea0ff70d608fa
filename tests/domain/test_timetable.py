"""The rows of a day's timetable."""

from datetime import time
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hackathon.domain.errors import BadEntry
from hackathon.domain.timetable import SHORTEST, STEP, Row, check_row, lay_out

LUNCH = Row(starts=time(12, 30), ends=time(13, 30), is_break=True, label="Lunch")


def slot(starts: time, ends: time) -> Row:
    return Row(starts=starts, ends=ends)


def at(minute: int) -> time:
    return time(minute // 60, minute % 60)


def minutes(row: Row) -> int:
    return (row.ends.hour - row.starts.hour) * 60 + row.ends.minute - row.starts.minute


def test_three_slots_around_lunch_are_as_long_as_they_can_be() -> None:
    rows = lay_out(opens=time(9), closes=time(17), slots=3, breaks=[LUNCH])

    assert rows == (
        slot(time(9), time(10, 45)),
        slot(time(10, 45), time(12, 30)),
        LUNCH,
        slot(time(13, 30), time(15, 15)),
    )


def test_without_breaks_the_slots_share_the_day() -> None:
    assert lay_out(opens=time(9), closes=time(17), slots=2, breaks=[]) == (
        slot(time(9), time(13)),
        slot(time(13), time(17)),
    )


@pytest.mark.parametrize("slots", [0, -1, 25, 24])
def test_slots_that_do_not_fit_are_refused(slots: int) -> None:
    with pytest.raises(BadEntry, match="slots"):
        lay_out(opens=time(9), closes=time(12), slots=slots, breaks=[])


@pytest.mark.parametrize("starts", [time(8, 30), time(16, 30), time(12)])
def test_a_break_that_meets_another_or_leaves_the_hours_is_refused(starts: time) -> None:
    pause = Row(starts=starts, ends=time(starts.hour + 1, starts.minute), is_break=True)

    with pytest.raises(BadEntry, match="Choose other times"):
        lay_out(opens=time(9), closes=time(17), slots=3, breaks=[LUNCH, pause])


@given(st.data())
def test_a_day_is_laid_out_without_waste(data: st.DataObject) -> None:
    opens = data.draw(st.integers(0, 20 * 60), label="opens")
    closes = data.draw(st.integers(opens + 1, 24 * 60 - 1), label="closes")
    edges = sorted(data.draw(st.sets(st.integers(opens, closes), max_size=6), label="edges"))
    breaks = [
        Row(starts=at(start), ends=at(end), is_break=True)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    slots = data.draw(st.integers(1, 12), label="slots")
    try:
        rows = lay_out(opens=at(opens), closes=at(closes), slots=slots, breaks=breaks)
    except BadEntry:
        assume(False)

    working = [row for row in rows if not row.is_break]
    assert [row for row in rows if row.is_break] == breaks
    assert len(working) == slots
    assert len({minutes(row) for row in working}) == 1
    assert minutes(working[0]) >= SHORTEST
    assert all(row.starts.minute % STEP == 0 for row in working)
    assert all(row.is_inside(at(opens), at(closes)) for row in rows)
    assert all(before.ends <= after.starts for before, after in pairwise(rows))


@given(st.integers(0, 1000), st.integers(1, 400), st.integers(0, 1000), st.integers(1, 400))
def test_meeting_goes_both_ways(start: int, length: int, other: int, more: int) -> None:
    one, two = slot(at(start), at(start + length)), slot(at(other), at(other + more))

    shared = set(range(start, start + length)) & set(range(other, other + more))
    assert one.meets(two) == two.meets(one) == bool(shared)


def test_nothing_ends_before_it_starts() -> None:
    with pytest.raises(BadEntry, match="10:00 to 09:00"):
        slot(time(10), time(9))


def test_a_slot_that_overlaps_names_the_other() -> None:
    with pytest.raises(BadEntry, match="overlaps the break from 12:30 to 13:30"):
        check_row(slot(time(13), time(14)), others=[LUNCH], opens=time(9), closes=time(17))


def test_a_slot_outside_the_hours_names_them() -> None:
    with pytest.raises(BadEntry, match="09:00 to 17:00"):
        check_row(slot(time(16), time(18)), others=[], opens=time(9), closes=time(17))


def test_slots_that_only_touch_do_not_overlap() -> None:
    row = slot(time(13, 30), time(17))

    assert not row.meets(LUNCH)
    check_row(row, others=[LUNCH], opens=time(9), closes=time(17))
