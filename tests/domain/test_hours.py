"""The hours for which somebody is at an event."""

from datetime import date, time

import pytest

from hackathon.domain.errors import BadEntry
from hackathon.domain.hours import Hours, within

THURSDAY, FRIDAY, SATURDAY = date(2013, 5, 16), date(2013, 5, 17), date(2013, 5, 18)


def morning(day: date) -> Hours:
    return Hours(day=day, arrives=time(9), leaves=time(12))


@pytest.mark.parametrize("leaves", [time(8), time(9)])
def test_nobody_leaves_before_they_arrive(leaves: time) -> None:
    with pytest.raises(BadEntry, match="Thursday 16 May 2013"):
        Hours(day=THURSDAY, arrives=time(9), leaves=leaves)


def test_hours_come_back_in_the_order_of_their_days() -> None:
    hours = within([morning(FRIDAY), morning(THURSDAY)], first_day=THURSDAY, last_day=FRIDAY)

    assert hours == (morning(THURSDAY), morning(FRIDAY))


def test_a_day_outside_the_event_is_refused() -> None:
    with pytest.raises(BadEntry, match="Saturday 18 May 2013 is not a day of the event"):
        within([morning(SATURDAY)], first_day=THURSDAY, last_day=FRIDAY)


def test_a_day_named_twice_is_refused() -> None:
    with pytest.raises(BadEntry, match="two lines of hours"):
        within([morning(THURSDAY), morning(THURSDAY)], first_day=THURSDAY, last_day=FRIDAY)
