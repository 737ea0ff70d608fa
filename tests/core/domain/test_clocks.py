"""Local times on the nights on which the clocks change."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.domain import clocks
from hackathon.core.domain.clocks import ChosenTime, Fold, chosen, chosen_moment
from hackathon.core.errors import BadEntry

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
ZONES = ("Europe/Dublin", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")


@pytest.mark.parametrize(
    ("zone", "day", "clock", "words"),
    [
        (
            "Europe/Berlin", SPRING, time(2, 15),
            "02:15 does not exist on 28 March 2027: clocks go from 02:00 to 03:00.",
        ),
        (
            "Europe/Dublin", SPRING, time(1),
            "01:00 does not exist on 28 March 2027: clocks go from 01:00 to 02:00.",
        ),
        (
            "Australia/Lord_Howe", date(2027, 10, 3), time(2, 29),
            "02:29 does not exist on 3 October 2027: clocks go from 02:00 to 02:30.",
        ),
        (
            "Pacific/Apia", date(2011, 12, 30), time(12),
            "12:00 does not exist on 30 December 2011: clocks go from 00:00 to 00:00 on 31 December 2011.",
        ),
        (
            "Europe/Dublin", AUTUMN, time(1, 30),
            "01:30 happens twice on 31 October 2027: clocks go back from 02:00 to 01:00.",
        ),
        (
            "Australia/Lord_Howe", date(2027, 4, 4), time(1, 45),
            "01:45 happens twice on 4 April 2027: clocks go back from 02:00 to 01:30.",
        ),
    ],
)  # fmt: skip
def test_a_time_that_happens_never_or_twice_is_refused_and_the_change_is_named(
    zone: str, day: date, clock: time, words: str
) -> None:
    with pytest.raises(BadEntry) as refused:
        clocks.checked(day, clock, zone)

    assert str(refused.value).startswith(words)


@pytest.mark.parametrize(
    ("zone", "day", "clock"),
    [
        ("Europe/Berlin", SPRING, time(1, 59)),
        ("Europe/Berlin", SPRING, time(3)),
        ("Europe/Dublin", AUTUMN, time(0, 59)),
        ("Europe/Dublin", AUTUMN, time(2)),
        ("UTC", SPRING, time(2, 15)),
    ],
)
def test_times_beside_the_change_are_as_any_other(zone: str, day: date, clock: time) -> None:
    assert clocks.checked(day, clock, zone) == clock


@pytest.mark.parametrize(("which", "hour"), [(Fold.FIRST, 0), (Fold.SECOND, 1)])
def test_of_two_the_chosen_one_is_meant(which: Fold, hour: int) -> None:
    settled = clocks.checked(AUTUMN, chosen(time(1, 30), which), "Europe/Dublin")

    assert clocks.moment(AUTUMN, settled, "Europe/Dublin") == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    assert clocks.which_of(settled) is which


def test_a_choice_where_there_is_none_is_forgotten() -> None:
    settled = clocks.checked(SPRING, chosen(time(12), Fold.SECOND), "Europe/Dublin")

    assert (settled, settled.fold, isinstance(settled, ChosenTime)) == (time(12), 0, False)


@pytest.mark.parametrize("which", list(Fold))
def test_a_local_moment_leads_back_to_the_moment(which: Fold) -> None:
    local = chosen_moment(datetime.fromisoformat("2027-10-31T01:30"), which)
    moment = clocks.checked_moment(local, "Europe/Dublin")

    assert clocks.checked_moment(clocks.local_moment(moment, "Europe/Dublin"), "Europe/Dublin") == moment


@given(
    st.datetimes(datetime(2027, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 -- the strategy's zone
    st.sampled_from(ZONES),
)
def test_every_moment_has_a_local_time_and_each_leads_back(moment: datetime, zone: str) -> None:
    moment = moment.replace(second=0, microsecond=0)
    day, clock = clocks.local_time(moment, zone)

    assert clocks.moment(day, clocks.checked(day, clock, zone), zone) == moment


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_a_time_is_refused_exactly_if_the_clocks_never_show_it_or_show_it_twice(
    day: date, clock: time, zone: str
) -> None:
    clock = time(clock.hour, clock.minute)
    moments = {clocks.moment(day, clock.replace(fold=fold), zone) for fold in (0, 1)}
    shown = sum(clocks.local_time(each, zone) == (day, clock) for each in moments)
    refused = ""
    try:
        clocks.checked(day, clock, zone)
    except BadEntry as refusal:
        refused = str(refusal)

    assert bool(refused) is (shown != 1)
    assert ("twice" in refused) is (shown == 2)


ZONE = "Europe/Dublin"
FIRST, SECOND = (chosen(time(1, 30), which) for which in Fold)


@pytest.mark.parametrize(
    ("starts", "ends", "minutes"),
    [
        (FIRST, SECOND, 60),
        (FIRST, chosen(time(1, 15), Fold.SECOND), 45),
        (FIRST, chosen(time(1, 15), Fold.FIRST), 24 * 60 + 45),
        (SECOND, time(2), 30),
        (time(0), SECOND, 150),
        (time(12), time(1, 30), 13 * 60 + 30),
    ],
)
def test_a_span_on_the_night_on_which_the_clocks_go_back(starts: time, ends: time, minutes: int) -> None:
    kept_as = clocks.checked_span(AUTUMN, starts, ends, ZONE)
    span = clocks.span(AUTUMN, *kept_as, ZONE)

    assert (span.ends - span.starts).total_seconds() / 60 == minutes


def test_of_two_times_that_come_twice_each_has_to_be_chosen() -> None:
    for starts, ends in ((FIRST, time(1, 15)), (time(1), FIRST), (time(1), time(1, 30))):
        with pytest.raises(BadEntry, match="happens twice"):
            clocks.checked_span(AUTUMN, starts, ends, ZONE)
    with pytest.raises(BadEntry, match="ends before it starts"):
        clocks.checked_span(AUTUMN, chosen(time(1), Fold.SECOND), FIRST, ZONE)


def test_an_end_on_the_next_day_is_checked_on_the_next_day() -> None:
    with pytest.raises(BadEntry, match="01:30 does not exist on 28 March 2027"):
        clocks.checked_span(date(2027, 3, 27), time(23), time(1, 30), ZONE)
    assert clocks.checked_span(SPRING, time(23), time(1, 30), ZONE) == (time(23), time(1, 30))
    assert clocks.asks_about_end(date(2027, 10, 30), time(23), time(1, 30), ZONE)
    assert not clocks.asks_about_end(AUTUMN, time(23), time(1, 30), ZONE)


@pytest.mark.parametrize(
    ("ends", "words"),
    [("02:00", "02:00 (+1)"), ("00:00", "24:00"), ("23:30", "23:30"), ("23:00", "23:00 (+1)")],
)
def test_an_end_is_shown_with_its_day(ends: str, words: str) -> None:
    starts, end = time(23), time.fromisoformat(ends)
    span = clocks.span(date(2027, 6, 1), starts, end, ZONE)

    assert clocks.ending(starts, end) == clocks.ending_at(span.starts, span.ends, ZONE) == words
