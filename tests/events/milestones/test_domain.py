"""The dates of an event on one line."""

from datetime import UTC, date, datetime

import pytest

from hackathon.core.errors import BadEntry
from hackathon.events.milestones.domain import MilestoneLine, NamedDate, in_order, next_of

APPLY = NamedDate(name="Applications", day=date(2013, 5, 3), last_day=date(2013, 5, 5))
VOTE = NamedDate(name="Voting closes", day=date(2013, 5, 10), at=datetime(2013, 5, 10, 12, tzinfo=UTC))
EVENT = NamedDate(name="The event", day=date(2013, 5, 16), last_day=date(2013, 5, 17))


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (datetime(2013, 5, 1, tzinfo=UTC), APPLY),
        (datetime(2013, 5, 5, 23, tzinfo=UTC), APPLY),
        (datetime(2013, 5, 10, 11, tzinfo=UTC), VOTE),
        (datetime(2013, 5, 10, 12, tzinfo=UTC), EVENT),
        (datetime(2013, 5, 17, 12, tzinfo=UTC), EVENT),
        (datetime(2013, 5, 18, tzinfo=UTC), None),
    ],
)
def test_the_next_date_is_the_first_that_is_not_over(now: datetime, found: NamedDate | None) -> None:
    assert next_of([EVENT, VOTE, APPLY], now.date(), now) == found


def test_dates_stand_in_the_order_of_their_days() -> None:
    assert in_order([EVENT, VOTE, APPLY]) == [APPLY, VOTE, EVENT]


def test_a_date_has_a_name_and_does_not_end_before_it_starts() -> None:
    with pytest.raises(BadEntry, match="Please enter a name for this"):
        MilestoneLine(key=None, name="", starts=date(2013, 5, 1))
    with pytest.raises(BadEntry, match="ends before it starts"):
        MilestoneLine(key=None, name="Apply", starts=date(2013, 5, 2), ends=date(2013, 5, 1))
