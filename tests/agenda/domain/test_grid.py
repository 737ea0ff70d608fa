"""One day of an agenda as a table."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given

from hackathon.agenda.domain.grid import Cell, Grid, of_day, of_days
from hackathon.core.domain.agenda import Agenda
from tests.agendas import CLOSING, NETWORK, PORTATHON, any_agenda, dublin_at, few, placed, publish

THURSDAY = date(2013, 5, 16)


def drawn(agenda: Agenda) -> list[list[object]]:
    """Write the Thursday down as a reader would: the time, then what begins in each column."""

    def words(cell: Cell) -> object:
        titles = " and ".join(session.title for session in cell.sessions)
        return (titles, cell.rows, cell.columns) if cell.sessions else None

    grid = of_day(agenda, THURSDAY)
    return [
        [agenda.when(row.starts)[-5:], *([row.label] if row.label else []), *map(words, row.cells)]
        for row in grid.rows
    ]


def test_a_day_has_its_slots_down_and_the_used_rooms_across() -> None:
    agenda = few()

    assert [room.name for room in of_day(agenda, THURSDAY).rooms] == ["Liffey", "Tolka", "Dodder"]
    assert drawn(agenda) == [
        ["09:30", ("Xen 4.3 Release Closing", 1, 3)],
        ["11:00", "Coffee"],
        ["11:30", ('Xen on ARM "Portathon"', 1, 1), ("Xen network improvement", 1, 1), None],
        ["13:00", "Lunch"],
        ["14:00", None, None, None],
    ]


def test_a_session_over_two_slots_spreads_over_two_rows() -> None:
    short = (placed(8, "Early", "tolka", dublin_at(16, 11, 30), minutes=45),)
    later = (placed(9, "Late", "tolka", dublin_at(16, 12, 15), minutes=45),)

    assert drawn(publish(PORTATHON, *short, *later))[2:4] == [
        ["11:30", ('Xen on ARM "Portathon"', 2, 1), ("Early", 1, 1)],
        ["12:15", ("Late", 1, 1)],
    ]


def test_a_session_through_a_break_leaves_the_break_its_label() -> None:
    through = replace(NETWORK, ends=dublin_at(16, 14))

    assert drawn(publish(PORTATHON, through))[2:4] == [
        ["11:30", ('Xen on ARM "Portathon"', 1, 1), ("Xen network improvement", 2, 1)],
        ["13:00", "Lunch", None],
    ]


def test_a_plenary_that_is_not_alone_stays_in_its_room() -> None:
    beside = placed(8, "Beside", "tolka", dublin_at(16, 9, 30))

    assert drawn(publish(CLOSING, beside))[0] == [
        "09:30",
        ("Xen 4.3 Release Closing", 1, 1),
        ("Beside", 1, 1),
    ]


def test_two_sessions_in_one_room_at_one_time_share_a_cell() -> None:
    twin = replace(NETWORK, topic=7, title="Twin", ends=dublin_at(16, 12))

    assert drawn(publish(NETWORK, twin))[2] == ["11:30", ("Twin and Xen network improvement", 2, 1)]


def covered(grid: Grid) -> Counter[tuple[int, int]]:
    """Lay the cells out as a browser does, and count how often each place is covered."""
    places: Counter[tuple[int, int]] = Counter()
    for at, row in enumerate(grid.rows):
        column = 0
        for cell in row.cells:
            while places[at, column]:
                column += 1
            places.update(
                (at + down, column + across) for down in range(cell.rows) for across in range(cell.columns)
            )
    return +places


@given(any_agenda())
def test_every_session_stands_in_one_cell_and_every_place_is_covered_once(agenda: Agenda) -> None:
    grids = of_days(agenda)
    shown = [
        session for grid in grids for row in grid.rows for cell in row.cells for session in cell.sessions
    ]

    assert sorted(shown, key=lambda each: each.key) == sorted(agenda.running, key=lambda each: each.key)
    for grid in grids:
        whole = {
            at for at, row in enumerate(grid.rows) if row.label and not row.cells and not covered(grid)[at, 0]
        }
        assert covered(grid) == Counter(
            (at, column)
            for at in range(len(grid.rows))
            for column in range(len(grid.rooms))
            if at not in whole
        )
