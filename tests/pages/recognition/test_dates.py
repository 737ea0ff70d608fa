"""Dates, days and hours as people write them, and what decides between their readings."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.pages.model.page import Confidence
from hackathon.pages.recognition.events.dates import find_days, find_hours, find_signature_time
from hackathon.pages.recognition.topics.insert_dates import DateEvidence, read_insert_date, resolve_dates

NOBODY = DateEvidence(author=None, not_after=None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("May 16-17, 2013 in Dublin", (date(2013, 5, 16), date(2013, 5, 17))),
        ("16 - 17 May 2013", (date(2013, 5, 16), date(2013, 5, 17))),
        ("May 16th and 17th, 2013", (date(2013, 5, 16), date(2013, 5, 17))),
        ("on Sept. 30 to October 2, 2013", (date(2013, 9, 30), date(2013, 10, 2))),
        ("2013-05-16 to 2013-05-17", (date(2013, 5, 16), date(2013, 5, 17))),
        ("the 3rd of June 2013", (date(2013, 6, 3), date(2013, 6, 3))),
    ],
)
def test_a_span_of_days_is_read_however_it_is_written(text: str, days: tuple[date, date]) -> None:
    written = find_days(text)

    assert written is not None
    assert written.year is not None
    assert written.in_year(written.year) == days


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    written = find_days("February 30, 2013")

    assert written is not None
    assert written.in_year(2013) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("9AM to 5PM", (time(9), time(17))),
        ("09:00-17:30", (time(9), time(17, 30))),
        ("9 to 5pm", (time(9), time(17))),
        ("1 to 5 p.m.", (time(13), time(17))),
        ("12pm - 1pm", (time(12), time(13))),
        ("5PM to 9AM", (time(17), time(9))),
        ("18:00-02:00", (time(18), time(2))),
        ("20:00-24:00", (time(20), time(0))),
        ("6pm to 12am", (time(18), time(0))),
        ("5 to 3", None),
        ("9:00-9:00", None),
        ("25:00-26:00", None),
        ("all day", None),
    ],
)
def test_opening_hours_are_a_span_of_a_day_or_a_night(text: str, hours: tuple[time, time] | None) -> None:
    assert find_hours(text) == hours


def test_a_stamp_is_an_instant_only_in_utc() -> None:
    utc, local = (
        find_signature_time("18:02, 29 April 2013 (UTC)"),
        find_signature_time("18:02, 29 April 2013 (IST)"),
    )

    assert utc is not None
    assert utc.instant == datetime(2013, 4, 29, 18, 2, tzinfo=UTC)
    assert local is not None
    assert (local.raw, local.instant) == ("18:02, 29 April 2013 (IST)", None)


@pytest.mark.parametrize(
    ("raw", "day", "written_as"),
    [
        ("29/04/2013", date(2013, 4, 29), "DD/MM/YYYY"),
        ("01/22/2013", date(2013, 1, 22), "MM/DD/YYYY"),
        ("2013-01-23", date(2013, 1, 23), "YYYY-MM-DD"),
        ("15/11/12", date(2012, 11, 15), "DD/MM/YY"),
        ("08/08/2012", date(2012, 8, 8), "??/??/YYYY"),
        ("12 March 2013", date(2013, 3, 12), "spelt out"),
    ],
)
def test_a_date_with_one_reading_is_certain(raw: str, day: date, written_as: str) -> None:
    found = read_insert_date(raw)

    assert (found.day, found.format, found.confidence) == (day, written_as, Confidence.CERTAIN)


@pytest.mark.parametrize("raw", ["", "?", "Not specified, date when created", "32/13/2013", "0/0/0000"])
def test_what_is_no_date_stays_open(raw: str) -> None:
    found = read_insert_date(raw)

    assert (found.day, found.is_ambiguous, found.confidence) == (None, False, Confidence.UNKNOWN)


def settled(raw: str, *others: str, known: DateEvidence = NOBODY, by: Sequence[str] = ()) -> date | None:
    authors = [DateEvidence(author=name, not_after=None) for name in by or [""] * len(others)]
    first, *_ = resolve_dates([read_insert_date(text) for text in (raw, *others)], [known, *authors])
    return first.day if first else None


def test_a_page_in_one_order_decides_its_other_dates() -> None:
    assert settled("12/03/2013", "29/04/2013", "13/05/2013") == date(2013, 3, 12)
    assert settled("12/03/2013", "04/29/2013", "05/13/2013") == date(2013, 12, 3)


def test_a_page_in_two_orders_decides_nothing() -> None:
    assert settled("12/03/2013", "29/04/2013", "05/13/2013") is None


def test_one_date_alone_is_no_habit_of_a_page() -> None:
    assert settled("12/03/2013", "29/04/2013") is None


def test_an_author_keeps_to_one_order() -> None:
    konrad = DateEvidence(author="Konrad Wilk", not_after=None)

    assert settled(
        "02/08/2012",
        "29/04/2013",
        "15/11/2012",
        "01/22/2013",
        known=konrad,
        by=["Lars", "Lars", "Konrad Wilk"],
    ) == date(2012, 2, 8)


def test_a_topic_was_there_before_it_was_voted_on() -> None:
    voted = DateEvidence(author=None, not_after=date(2013, 4, 27))

    assert settled("02/08/2013", known=voted) == date(2013, 2, 8)


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d"]))
def test_the_true_day_is_always_among_the_readings(day: date, style: str) -> None:
    found = read_insert_date(day.strftime(style))

    assert day in (found.day, *found.alternatives)
    assert found.is_ambiguous == (found.day is None)
