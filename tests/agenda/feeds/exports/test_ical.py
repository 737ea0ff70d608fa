import re
import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from icalendar import Calendar

from hackathon.agenda.domain.ledger import Placed
from hackathon.agenda.feeds.exports.ical import calendar
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.text.files import one_line
from tests.agendas import (
    CLOSING,
    FEW,
    LIBXL,
    NETWORK,
    PORTATHON,
    ROOMS,
    any_agenda,
    any_draft,
    few,
    publish,
)

CHECKER = Path(__file__).parents[5] / "shared/tools/check_ics.py"


def link(session: AgendaSession) -> str:
    return f"https://hackathon.example/dublin-2013/topics/{session.address}"


def feed(agenda: Agenda) -> bytes:
    return calendar(agenda, name="Xen Hackathon", link=link)


def own(agenda: Agenda) -> bytes:
    return calendar(agenda, name="My agenda", link=link, marks_overlaps=True)


def events(content: bytes) -> dict[str, bytes]:
    """Return the bytes of each event by its UID, as they stand in the file."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", content, re.DOTALL)
    return {re.search(rb"\r\nUID:(.*)\r\n", each)[1].decode(): each for each in found}  # type: ignore[index]


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_session_says_what_when_where_and_with_whom() -> None:
    session = replace(PORTATHON, summary="Bring a board.\nWe port Xen to it.")

    assert unfolded(feed(publish(session))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hackathon//Agenda//EN",
        "NAME:Xen Hackathon",
        "X-WR-CALNAME:Xen Hackathon",
        "X-WR-TIMEZONE:Europe/Dublin",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "UID:1-uid-1",
        "DTSTAMP:20130420T120000Z",
        "LAST-MODIFIED:20130420T120000Z",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "DTSTART:20130516T103000Z",
        "DTEND:20130516T120000Z",
        'SUMMARY:Xen on ARM "Portathon"',
        "URL:https://hackathon.example/dublin-2013/topics/3-xen-on-arm-portathon",
        "LOCATION:Liffey\\, Dublin\\, Ireland",
        "CATEGORIES:Hypervisor",
        "DESCRIPTION:Bring a board.\\nWe port Xen to it.\\n\\nContact: Ian Campbell\\, Stefano Stabellini",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_publishing_the_same_again_gives_the_same_bytes() -> None:
    first = few()

    assert feed(publish(*FEW, previous=first)) == feed(first)


def test_move_cancel_and_rename_touch_their_own_events_only() -> None:
    before = publish(CLOSING, NETWORK, PORTATHON, LIBXL)
    after = publish(
        CLOSING,
        replace(NETWORK, room="dodder"),
        replace(PORTATHON, title="Portathon"),
        previous=before,
    )
    old, new = events(feed(before)), events(feed(after))

    assert list(new) == ["1-uid-1", "1-uid-2", "1-uid-3", "1-uid-4"]
    assert {uid for uid in new if new[uid] == old[uid]} == {"1-uid-1"}
    assert [
        [line for line in unfolded(new[uid]) if re.match("SEQUENCE|STATUS|SUMMARY|DTSTAMP", line)]
        for uid in ("1-uid-2", "1-uid-3", "1-uid-4")
    ] == [
        ["DTSTAMP:20130421T120000Z", "SEQUENCE:1", "STATUS:CONFIRMED", "SUMMARY:Xen network improvement"],
        ["DTSTAMP:20130421T120000Z", "SEQUENCE:0", "STATUS:CONFIRMED", "SUMMARY:Portathon"],
        [
            "DTSTAMP:20130421T120000Z",
            "SEQUENCE:1",
            "STATUS:CANCELLED",
            "SUMMARY:Discuss roadmap for libxl and libvirt libxl driver.",
        ],
    ]


def test_a_cancelled_event_stays_the_same_bytes_whatever_is_renamed_around_it() -> None:
    second = publish(CLOSING, previous=publish(CLOSING, LIBXL))
    rooms = tuple(replace(room, name=f"New {room.name}") for room in ROOMS)
    third = publish(CLOSING, previous=second, rooms=rooms, areas=(), place="Cork")

    assert events(feed(third))["1-uid-2"] == events(feed(second))["1-uid-2"]


def test_a_calendar_with_nothing_in_it_is_a_calendar() -> None:
    assert unfolded(own(few().of_topics(()))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hackathon//Agenda//EN",
        "NAME:My agenda",
        "X-WR-CALNAME:My agenda",
        "X-WR-TIMEZONE:Europe/Dublin",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "END:VCALENDAR",
        "",
    ]


def test_a_persons_own_calendar_names_what_runs_at_the_same_time() -> None:
    agenda = few()
    plain, marked = events(feed(agenda)), events(own(agenda))

    assert {uid for uid in marked if marked[uid] != plain[uid]} == {"1-uid-2", "1-uid-3"}
    assert 'DESCRIPTION:At the same time as: Xen on ARM "Portathon".\\n\\nContact: Wei Liu' in unfolded(
        marked["1-uid-2"]
    )


def test_sessions_that_touch_or_are_cancelled_do_not_overlap() -> None:
    touching = replace(NETWORK, starts=CLOSING.ends)
    agenda = publish(CLOSING, touching, previous=publish(CLOSING, touching, PORTATHON))

    assert own(agenda).count(b"At the same time") == 0


def test_a_title_cannot_smuggle_in_a_line() -> None:
    title = "Lunch\r\nATTENDEE:mailto:everyone@example.org\x00\x07"

    assert "SUMMARY:Lunch ATTENDEE:mailto:everyone@example.org" in unfolded(
        feed(publish(replace(NETWORK, title=title)))
    )


def test_a_time_zone_with_negative_summer_time_needs_no_rules() -> None:
    winter = replace(
        NETWORK,
        starts=datetime(2013, 1, 10, 10, tzinfo=UTC),
        ends=datetime(2013, 1, 10, 11, tzinfo=UTC),
    )
    content = feed(publish(winter, LIBXL))

    assert b"DTSTART:20130110T100000Z" in content
    assert b"DTSTART:20130517T083000Z" in content
    assert b"TZID" not in content
    assert b"VTIMEZONE" not in content


def test_nobody_is_asked_to_answer() -> None:
    content = feed(few())

    assert not re.search(rb"^(METHOD|ORGANIZER|ATTENDEE)", content, re.MULTILINE)
    # At the level of the calendar, a UID makes vdirsyncer keep a single event.
    assert content.count(b"\r\nUID:") == content.count(b"BEGIN:VEVENT")


@given(any_agenda())
def test_any_agenda_survives_the_calendar_and_back(agenda: Agenda) -> None:
    read = Calendar.from_ical(feed(agenda))

    assert [
        (
            str(event["uid"]),
            event.decoded("dtstart"),
            event.decoded("dtend"),
            event.decoded("dtstamp"),
            event["sequence"],
            str(event["status"]),
            str(event["summary"]),
            str(event["url"]),
        )
        for event in read.walk("VEVENT")
    ] == [
        (
            each.uid,
            each.starts,
            each.ends,
            each.last_modified,
            each.sequence,
            "CANCELLED" if each.cancelled else "CONFIRMED",
            one_line(each.title),
            link(each),
        )
        for each in agenda.sessions
    ]


@given(any_agenda())
def test_lines_end_in_crlf_and_fold_between_characters(agenda: Agenda) -> None:
    content = own(agenda)
    lines = content.split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert not any(re.search(r"[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]", line.decode()) for line in lines)


@given(any_draft(), any_draft())
def test_an_event_that_was_not_modified_is_the_same_bytes(
    first: tuple[Placed, ...], second: tuple[Placed, ...]
) -> None:
    before = publish(*first)
    after = publish(*second, previous=before)
    old, new = events(feed(before)), events(feed(after))
    kept = {each.uid: each.last_modified == after.published_at for each in after.sessions}

    assert {uid for uid in old if old[uid] != new[uid]} == {uid for uid in old if kept[uid]}


@pytest.mark.skipif(not CHECKER.exists(), reason="the byte-level checker is not beside this checkout")
@given(agenda=any_agenda())
def test_the_byte_level_checker_finds_nothing(agenda: Agenda) -> None:
    check: Callable[[bytes], list[str]] = runpy.run_path(str(CHECKER))["check"]
    nothing_in_it = ["no component (RFC 5545 3.6 wants at least one)"]

    assert check(own(agenda)) == ([] if agenda.sessions else nothing_in_it)
