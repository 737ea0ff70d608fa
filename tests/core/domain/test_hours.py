"""The hours for which somebody is at an event."""

from datetime import date, time

import pytest

from hackathon.core.domain.hours import Hours, covers, merged, within
from hackathon.core.errors import BadEntry

THURSDAY, FRIDAY, SATURDAY = date(2013, 5, 16), date(2013, 5, 17), date(2013, 5, 18)


def morning(day: date) -> Hours:
    return Hours(day=day, arrives=time(9), leaves=time(12))


def test_hours_that_end_at_or_before_they_start_end_on_the_next_day() -> None:
    evening = Hours(day=THURSDAY, arrives=time(18), leaves=time(2))

    assert (evening.runs_over, str(evening.in_words)) == (True, "18:00 to 02:00 (+1)")
    assert (morning(THURSDAY).runs_over, str(morning(THURSDAY).in_words)) == (False, "09:00 to 12:00")


def test_hours_that_follow_each_other_are_one_stretch() -> None:
    until_midnight = Hours(day=THURSDAY, arrives=time(18), leaves=time(0))
    night = Hours(day=FRIDAY, arrives=time(0), leaves=time(3))
    session = Hours(day=THURSDAY, arrives=time(23), leaves=time(2)).span("Europe/Dublin")

    assert covers(merged([night, until_midnight], "Europe/Dublin"), session)
    assert not covers(merged([until_midnight], "Europe/Dublin"), session)


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [((9, 2), True), ((9, 0), False), ((8, 3), True), ((10, 2), False), ((9, 9), True), ((9, 23), False)],
)
def test_whether_hours_hold_all_of_others(said: tuple[int, int], is_whole: bool) -> None:
    opening = Hours(day=THURSDAY, arrives=time(9), leaves=time(2))
    hours = Hours(day=THURSDAY, arrives=time(said[0]), leaves=time(said[1]))

    assert hours.covers(opening) is is_whole


@pytest.mark.parametrize("leaves", [time(1, 30), time(0)])
def test_times_that_no_clock_shows_are_refused(leaves: time) -> None:
    night = Hours(day=date(2013, 3, 30), arrives=time(20), leaves=leaves)

    if leaves == time(0):
        assert night.checked("Europe/Dublin") == night
    else:
        with pytest.raises(BadEntry, match="01:30 does not exist on 31 March 2013"):
            night.checked("Europe/Dublin")


def test_hours_come_back_in_the_order_of_their_days() -> None:
    hours = within([morning(FRIDAY), morning(THURSDAY)], first_day=THURSDAY, last_day=FRIDAY)

    assert hours == (morning(THURSDAY), morning(FRIDAY))


def test_a_day_outside_the_event_is_refused() -> None:
    with pytest.raises(BadEntry, match="18 May 2013 is not a day of the event"):
        within([morning(SATURDAY)], first_day=THURSDAY, last_day=FRIDAY)


def test_a_day_named_twice_is_refused() -> None:
    with pytest.raises(BadEntry, match="is listed twice"):
        within([morning(THURSDAY), morning(THURSDAY)], first_day=THURSDAY, last_day=FRIDAY)
