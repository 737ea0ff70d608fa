import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given

from hackathon.attendance.people.exports import people
from hackathon.core.domain.agenda import Agenda
from hackathon.core.files.csv import COLUMNS, sessions
from hackathon.core.text.files import one_line
from hackathon.core.text.tables import for_people
from tests.agendas import CLOSING, NETWORK, any_agenda, publish


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_has_what_the_agenda_says_and_a_cancelled_session_says_so() -> None:
    agenda = publish(CLOSING, previous=publish(CLOSING, NETWORK))

    assert rows(sessions(agenda)) == [
        list(COLUMNS),
        [
            "1",
            "1",
            "Xen 4.3 Release Closing",
            "Hypervisor",
            "George Dunlap",
            "Liffey",
            "2013-05-16T09:30:00+01:00",
            "2013-05-16T11:00:00+01:00",
            "7",
            "confirmed",
            "1-uid-1",
        ],
        [
            "6",
            "1",
            "Xen network improvement",
            "Hypervisor",
            "Wei Liu",
            "Tolka",
            "2013-05-16T11:30:00+01:00",
            "2013-05-16T13:00:00+01:00",
            "12",
            "cancelled",
            "1-uid-2",
        ],
    ]


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r@x", "'@x"),
        ("\N{FULLWIDTH EQUALS SIGN}1", "'\N{FULLWIDTH EQUALS SIGN}1"),
        ("a=b", "a=b"),
    ],
)
def test_a_cell_never_starts_a_formula(title: str, cell: str) -> None:
    assert rows(sessions(publish(replace(NETWORK, title=title))))[1][2] == cell


@given(any_agenda())
def test_any_agenda_reads_back_as_it_was(agenda: Agenda) -> None:
    assert [(row[0], row[2].removeprefix("'"), row[-1]) for row in rows(sessions(agenda))[1:]] == [
        (str(each.topic), one_line(each.title).removeprefix("'"), each.uid) for each in agenda.sessions
    ]


def test_a_table_for_people_begins_with_a_mark_so_that_a_spreadsheet_shows_its_accents() -> None:
    assert for_people("Zoë") == b"\xef\xbb\xbfZo\xc3\xab"
    assert sessions(publish(CLOSING)).startswith(b"\xef\xbb\xbf")
    assert people([]).startswith(b"\xef\xbb\xbf")
