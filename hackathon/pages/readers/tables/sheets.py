"""Splits one or several sheets of a table into rows and cells, whatever the separator."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.core.text.tables import MOST_COLUMNS, separator_line
from hackathon.pages.model.limits import MAX_LINES

_SHEET = re.compile(r"\[Sheet: (.{0,200})\]")
_SEPARATORS = ",;\t"
_LOOKED_AT = 64_000
_ROWS_LOOKED_AT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that is not blank, with the line that it begins on."""

    line: int
    cells: tuple[str, ...]

    def cell(self, position: int) -> str:
        """Return a cell without outer space; "" where the row is shorter."""
        return self.cells[position].strip() if 0 <= position < len(self.cells) else ""

    @property
    def filled(self) -> list[str]:
        """The cells that are not blank."""
        return [cell.strip() for cell in self.cells if cell.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The rows of one sheet; only those of a workbook have a name."""

    name: str | None
    rows: tuple[Row, ...]


def sheet_line(name: str) -> str:
    """Return the line that begins a sheet, in a workbook as text."""
    return f"[Sheet: {' '.join(name.split())[:200]}]"


def is_workbook_text(text: str) -> bool:
    """Whether the text begins as a workbook that we turned into text."""
    return _SHEET.match(text) is not None


def sheets_in(text: str) -> list[Sheet]:
    """Return the sheets of a text; raises NotAPage for a table that breaks off or has too many columns."""
    told = separator_line(text[:20].removeprefix("\ufeff"))
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    skipped = told.end() if told else 0
    delimiter = told[1] if told else _delimiter(plain)
    sheets: list[Sheet] = []
    name: str | None = None
    rows: list[Row] = []
    for row in _rows(plain[skipped:], delimiter, first_line=2 if told else 1):
        begins = _SHEET.fullmatch(row.cells[0]) if len(row.filled) == 1 else None
        if begins:
            _add(sheets, name, rows)
            name, rows = begins[1], []
        else:
            rows.append(row)
    _add(sheets, name, rows)
    return sheets


def first_rows(text: str) -> tuple[Row, ...]:
    """Return the first rows of a text as far as it is a table; none where it is not at all."""
    whole = text[:_LOOKED_AT]
    try:
        sheets = sheets_in(whole if len(text) <= _LOOKED_AT else whole.rpartition("\n")[0])
    except NotAPage:
        return ()
    return sheets[0].rows[:_ROWS_LOOKED_AT] if sheets else ()


def _add(sheets: list[Sheet], name: str | None, rows: Sequence[Row]) -> None:
    if rows:
        sheets.append(Sheet(name=name, rows=tuple(rows)))


def _rows(text: str, delimiter: str, *, first_line: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first_line
    try:
        for number, cells in enumerate(reader):
            if number > MAX_LINES:
                raise NotAPage(message("The table has too many rows. Import its parts one by one."))
            if any(cell.strip() for cell in cells):
                kept = _without_blank_end(cells) if len(cells) > MOST_COLUMNS else cells
                yield Row(line=line, cells=tuple(kept))
            line = first_line + reader.line_num
    except csv.Error as error:
        raise NotAPage(
            message(
                "The table is incomplete or not valid CSV near line %(line)s: %(error)s.",
                line=line,
                error=str(error),
            )
        ) from error


def _without_blank_end(cells: list[str]) -> list[str]:
    last = max((n for n, cell in enumerate(cells) if cell.strip()), default=0)
    if last >= MOST_COLUMNS:
        raise NotAPage(
            message(
                "The table has %(columns)s columns. Please keep at most %(most)s.",
                columns=last + 1,
                most=MOST_COLUMNS,
            )
        )
    return cells[: last + 1]


def _delimiter(text: str) -> str:
    """Return what separates cells: what gives the most rows of one and the same width."""
    start = text[:_LOOKED_AT]
    return max(_SEPARATORS, key=lambda separator: _evenness(start, separator))


def _evenness(text: str, separator: str) -> float:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    widths = list(_widths(reader))
    if not widths:
        return 0.0
    width, rows = max(Counter(widths).items(), key=lambda item: (item[0] > 1) * item[1])
    return (width - 1) * rows / len(widths)


def _widths(rows: Iterable[list[str]]) -> Iterator[int]:
    try:
        for row in islice(rows, _ROWS_LOOKED_AT):
            if row and not _SHEET.fullmatch(row[0]):
                yield len(row)
    except csv.Error:
        return
