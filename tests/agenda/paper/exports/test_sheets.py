from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given

from hackathon.agenda.paper.exports.sheets import READABLE, SIZES, has_sessions, layout, rooms_shown
from hackathon.core.domain.agenda import Agenda, AgendaRoom, AgendaSlot
from tests.agendas import NETWORK, PORTATHON, any_agenda, dublin_at, few, placed, publish


def crowded(rooms: int, slots: int) -> Agenda:
    """Return a day of that many rooms and slots of half an hour, each with a session."""
    names = tuple(AgendaRoom(slug=f"room-{n}", name=f"Room {n}", capacity=20) for n in range(1, rooms + 1))
    times = [dublin_at(16, 9) + timedelta(minutes=30 * number) for number in range(slots)]
    sessions = (
        placed(
            1 + column + row * rooms,
            "Update OpenNebula integration",
            room.slug,
            starts,
            "Wei Liu",
            minutes=30,
        )
        for (column, room), (row, starts) in product(enumerate(names), enumerate(times))
    )
    rows = tuple(AgendaSlot(starts=starts, ends=starts + timedelta(minutes=30)) for starts in times)
    return publish(*sessions, rooms=names, slots=rows)


def test_a_small_agenda_has_a_landscape_sheet_for_each_day() -> None:
    plan = layout(few())

    assert (plan.turn, [len(table.rooms) for table in plan.tables]) == ("landscape", [3, 3])


@pytest.mark.parametrize(("rooms", "slots"), [(3, 6), (8, 10), (20, 9)])
def test_rooms_are_spread_over_sheets_before_type_becomes_unreadable(rooms: int, slots: int) -> None:
    agenda = crowded(rooms, slots)
    plan = layout(agenda)

    assert plan.size >= READABLE
    assert tuple(room for table in plan.tables for room in table.rooms) == agenda.rooms
    assert [rooms_shown(table, agenda) != "" for table in plan.tables] == [len(plan.tables) > 1] * len(
        plan.tables
    )


def test_many_sheets_keep_room_for_letters_wider_than_estimated() -> None:
    plan = layout(crowded(26, 6))
    larger = replace(plan, size=SIZES[SIZES.index(plan.size) - 1])

    assert [replace(larger, tables=(table,)).fits for table in plan.tables] == [True] * 4
    assert (plan.fits, larger.fits) == (True, False)


def test_a_column_is_wide_enough_for_its_words() -> None:
    agenda = crowded(8, 4)
    plan = layout(agenda)

    # Twelve letters of "integration." in eight columns: only a sheet on its side has them in one line.
    assert (plan.turn, len(plan.tables)) == ("landscape", 1)


def test_a_plenary_stands_on_every_part_of_its_day() -> None:
    agenda = crowded(20, 9)
    evening = placed(999, "Closing", "room-20", dublin_at(16, 18), is_plenary=True, minutes=30)
    drafts = [
        replace(NETWORK, topic=each.topic, room=each.room, starts=each.starts, ends=each.ends)
        for each in agenda.sessions
    ]
    plan = layout(publish(*drafts, evening, rooms=agenda.rooms, slots=agenda.slots))

    assert len(plan.tables) > 1
    assert [
        [(each.sessions[0].topic, each.columns) for each in table.rows[-1].cells] for table in plan.tables
    ] == [[(999, len(table.rooms))] for table in plan.tables]


def test_rows_fill_the_sheet_by_their_length() -> None:
    long = replace(NETWORK, starts=dublin_at(16, 9, 30), ends=dublin_at(16, 12, 30))
    short = replace(PORTATHON, starts=dublin_at(16, 12, 30), ends=dublin_at(16, 13, 30))
    plan = layout(publish(long, short, slots=()))
    heights = [height for _, height in plan.rows(plan.tables[0])]

    assert sum(heights) == pytest.approx(plan.available)
    assert heights[0] == pytest.approx(3 * heights[1])


@given(any_agenda())
def test_every_session_is_on_paper_and_no_row_is_without_height(agenda: Agenda) -> None:
    plan = layout(agenda)
    shown = {
        session.key
        for table in plan.tables
        for row in table.rows
        for cell in row.cells
        for session in cell.sessions
    }

    assert shown == {session.key for session in agenda.running}
    assert all(height > 0 for table in plan.tables for _, height in plan.rows(table))
    assert all(has_sessions(table) for table in plan.tables) or agenda.slots
