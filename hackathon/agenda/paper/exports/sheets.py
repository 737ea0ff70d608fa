"""The layout of a printed agenda: orientation, rooms per sheet, and type size."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import ceil

from hackathon.agenda.domain import grid
from hackathon.agenda.domain.grid import Cell, Grid, Row
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.text.messages import message
from hackathon.core.translation import translated

# In millimetres, as in print.css. The heading is everything above the first row of a table.
LONG_SIDE, SHORT_SIDE = 297.0, 210.0
MARGINS_ACROSS, MARGINS_DOWN = 24.0, 26.0
HEADING = 45.0
POINT = 25.4 / 72

# In units of the type size, as in print.css: a letter, a line, the small type, the space in a cell.
LETTER, LINE, SMALL, PADDING = 0.57, 1.25, 0.76, 0.55
TIME_COLUMN, BREAK_ROW, SHORTEST_ROW = 4.2, 1.7, 3.4

SIZES = (20.0, 18.0, 16.0, 14.5, 13.0, 12.0, 11.0, 10.0, 9.0, 8.5, 8.0, 7.5, 7.0)
"""The possible sizes of a session's title, in points."""
READABLE = 8.0
"""Instead of using a smaller type size than this, an agenda is spread over more sheets."""
MOST_COLUMNS = 8
MANY_SHEETS = 4
RESERVE = 0.04
"""With many sheets, the share of each that is reserved for text wider than estimated.

If one table doesn't fit, all sheets are laid out again in a smaller size, which takes seconds; for a few
sheets this is quick.
"""
LONG_WORD = 16
"""A longer word may be broken. An average says little about a single word, so its letters count as wide."""
WIDE_LETTER = 0.64


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The sheets of an agenda, one for each day and group of rooms; `size` is in points."""

    agenda: Agenda
    turn: str
    size: float
    tables: tuple[Grid, ...]

    @property
    def available(self) -> float:
        """The height available for the rows of the table, in millimetres."""
        return (SHORT_SIDE if self.turn == "landscape" else LONG_SIDE) - MARGINS_DOWN - HEADING

    @property
    def fits(self) -> bool:
        """Whether the text of every table should fit its sheet, and every ordinary word its column."""
        height = self.available * (1 if len(self.tables) < MANY_SHEETS else 1 - RESERVE)
        return all(
            sum(self._needed(table)) <= height and _longest_word(table) <= self._column(table)
            for table in self.tables
        )

    def smaller(self) -> Iterator["Layout"]:
        """Yield the same sheets in ever smaller type sizes."""
        return (replace(self, size=size) for size in SIZES if size < self.size)

    def rows(self, table: Grid) -> list[tuple[Row, float]]:
        """Return each row with its height in millimetres; if the text fits the sheet, the rows fill it.

        Row heights are proportional to durations, but never less than the text needs.
        """
        needed = self._needed(table)
        sharing = {number for number, row in enumerate(table.rows) if not is_band(row)}
        while sharing:
            spare = self.available - sum(needed[number] for number in set(range(len(needed))) - sharing)
            length = sum(_minutes(table.rows[number]) for number in sharing)
            shares = {number: spare * _minutes(table.rows[number]) / length for number in sharing}
            fair = {number for number in sharing if shares[number] >= needed[number]}
            if fair == sharing:
                needed = [shares.get(number, height) for number, height in enumerate(needed)]
                break
            sharing = fair
        return list(zip(table.rows, needed, strict=True))

    def _needed(self, table: Grid) -> list[float]:
        """Return the height that the text of each row needs, in millimetres."""
        em, column = self.size * POINT, self._column(table)
        heights = [BREAK_ROW if is_band(row) else SHORTEST_ROW for row in table.rows]
        for first, row in enumerate(table.rows):
            for cell in row.cells:
                rows = range(first, first + cell.rows)
                short = self._cell(cell, column * cell.columns) - sum(heights[number] for number in rows)
                for number in rows:
                    heights[number] += max(short, 0) / len(rows)
        return [height * em for height in heights]

    def _column(self, table: Grid) -> float:
        """Return the width of a room's column, in units of the type size."""
        across = (LONG_SIDE if self.turn == "landscape" else SHORT_SIDE) - MARGINS_ACROSS
        return (across / (self.size * POINT) - TIME_COLUMN) / max(len(table.rooms), 1)

    def _cell(self, cell: Cell, width: float) -> float:
        """Return the height that the text of a cell needs; height and width are in units of the type size."""
        inner = width - 2 * PADDING
        return 2 * PADDING + LINE * sum(
            _lines(each.title, inner) + SMALL * _lines(small_print(each, self.agenda), inner / SMALL)
            for each in cell.sessions
        )


def layout(agenda: Agenda) -> Layout:
    """Return the fewest sheets on which the agenda is readable, in the largest possible type size."""
    days = grid.of_days(agenda)
    rooms = max(len(agenda.rooms_used), 1)
    tried: list[Layout] = []
    for parts in range(ceil(rooms / MOST_COLUMNS), rooms + 1):
        cuts = [rooms * number // parts for number in range(parts + 1)]
        tables = tuple(_part(day, cuts[at], cuts[at + 1]) for day in days for at in range(parts))
        tried += [_largest(agenda, turn, tables) for turn in ("landscape", "portrait")]
        best = max(tried, key=lambda each: (each.fits, each.size))
        if best.fits and best.size >= READABLE:
            break
    return best


def is_band(row: Row) -> bool:
    """Return whether the row is a break, drawn as one band across the table."""
    return bool(row.label) and not row.cells


def has_sessions(table: Grid) -> bool:
    """Return whether the table contains any session."""
    return any(cell.sessions for row in table.rows for cell in row.cells)


def small_print(session: AgendaSession, agenda: Agenda) -> str:
    """Return the line below the title of a session: its contacts, preceded by the room for a plenary."""
    rooms = [agenda.room(session.room).name] if session.is_plenary else []
    return " · ".join(filter(None, (*rooms, ", ".join(session.contacts))))


def rooms_shown(table: Grid, agenda: Agenda) -> str:
    """Return which rooms a table shows, if there are others."""
    if table.rooms == agenda.rooms_used:
        return ""
    first, last = table.rooms[0].name, table.rooms[-1].name
    return first if first == last else translated(message("%(first)s to %(last)s", first=first, last=last))


def _largest(agenda: Agenda, turn: str, tables: tuple[Grid, ...]) -> Layout:
    sizes = [Layout(agenda=agenda, turn=turn, size=size, tables=tables) for size in SIZES]
    return next((each for each in sizes if each.fits), sizes[-1])


def _part(table: Grid, start: int, stop: int) -> Grid:
    """Return some columns of the table, with the cells that extend into them."""
    taken: set[tuple[int, int]] = set()
    rows = []
    for number, row in enumerate(table.rows):
        column, cells = 0, []
        for cell in row.cells:
            while (number, column) in taken:
                column += 1
            taken |= set(product(range(number, number + cell.rows), range(column, column + cell.columns)))
            if across := len(range(max(column, start), min(column + cell.columns, stop))):
                cells.append(replace(cell, columns=across))
        # A break that is covered by sessions from above is not a band.
        hidden = any((number, each) in taken for each in range(len(table.rooms)))
        rows.append(replace(row, label="" if hidden else row.label, cells=tuple(cells)))
    return replace(table, rooms=table.rooms[start:stop], rows=tuple(rows))


def _longest_word(table: Grid) -> float:
    """Return the column width that breaks no word except a very long one, in units of the type size."""
    cells = [cell for row in table.rows for cell in row.cells if cell.columns == 1]
    words = [word for cell in cells for session in cell.sessions for word in session.title.split()]
    return 2 * PADDING + WIDE_LETTER * min(max(map(len, words), default=0), LONG_WORD)


def _lines(text: str, width: float) -> int:
    return len(textwrap.wrap(text, max(int(width / LETTER), 1)))


def _minutes(row: Row) -> float:
    return (row.ends - row.starts).total_seconds() / 60
