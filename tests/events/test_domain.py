"""What an event must be before it can be kept."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.errors import BadEntry
from hackathon.events.domain import EventFields, check_slug, days_of, zones

FIELDS: dict[str, Any] = {
    "title": "Xen Hackathon",
    "zone": "Europe/Dublin",
    "first_day": date(2013, 5, 16),
    "last_day": date(2013, 5, 17),
}


@pytest.mark.parametrize("slug", ["dublin-2013", "x", "2013", "a-b-c", "events-2013"])
def test_a_slug_of_words_and_digits_is_taken(slug: str) -> None:
    assert check_slug(slug) is None  # type: ignore[func-returns-value]  # it raises, or says nothing


@pytest.mark.parametrize(
    "slug", ["", "Dublin", "dublin_2013", "-a", "a-", "a--b", "a/b", "ä", "a\n", "a" * 61]
)
def test_a_slug_that_cannot_be_an_address_is_refused(slug: str) -> None:
    with pytest.raises(BadEntry, match="be used as an address"):
        check_slug(slug)


@pytest.mark.parametrize(
    "slug", ["sign-in", "sign-out", "account", "calendars", "api", "static", "health", "events"]
)
def test_an_event_never_takes_an_address_of_the_site(slug: str) -> None:
    with pytest.raises(BadEntry, match="is reserved"):
        check_slug(slug)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"zone": ""},
        {"zone": "../etc/passwd"},
        {"zone": "Europe"},
        {"last_day": date(2013, 5, 15)},
        {"last_day": date(2015, 5, 15)},
        {"first_day": date(1, 1, 1)},
        {
            "votes_open": datetime.fromisoformat("2013-05-02T00:00"),
            "votes_close": datetime.fromisoformat("2013-05-02T00:00"),
        },
        {"votes_open": datetime.fromisoformat("0001-01-01T00:00")},
        {"percent_invited": 101},
        {"percent_maybe": -1},
        {"cost_loss": -1},
        {"cost_change": 1001},
        {"most_in_a_row": 21},
        {"room_change_minutes": -1},
        {"hue": 360},
    ],
)
def test_fields_that_no_event_can_have_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadEntry):
        EventFields(**{**FIELDS, **wrong})


def test_a_local_time_becomes_a_moment_by_the_events_own_zone() -> None:
    assert EventFields(**FIELDS).moment(datetime.fromisoformat("2013-05-16T10:00")) == datetime(
        2013, 5, 16, 9, tzinfo=UTC
    )
    assert EventFields(**FIELDS).moment(None) is None


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 20))
def test_days_are_all_from_the_first_to_the_last(first: date, more: int) -> None:
    last = date.fromordinal(first.toordinal() + more)

    days = days_of(first, last)

    assert (days[0], days[-1], len(days)) == (first, last, more + 1)
    assert list(days) == sorted(set(days))


def test_the_zones_are_those_of_the_world() -> None:
    assert {"Europe/Dublin", "America/New_York", "UTC"} <= zones()
    assert "localtime" not in zones()
