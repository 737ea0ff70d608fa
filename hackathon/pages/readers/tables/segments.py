"""The tables on a sheet, each with a header, rows below it, and remarks above it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hackathon.core.domain.attendance import Status
from hackathon.pages.readers.tables.column import Column
from hackathon.pages.readers.tables.columns import ALSO_TITLE, columns_of
from hackathon.pages.readers.tables.header_rows import assumed_header, find_header, header_score
from hackathon.pages.readers.tables.headers import Use, header_use
from hackathon.pages.readers.tables.polls import find_poll, topics_of_poll
from hackathon.pages.readers.tables.rows import RowReader
from hackathon.pages.readers.tables.sheets import Row, Sheet
from hackathon.pages.recognition.labels.field_labels import normalized_label

_PERSON = (Use.NAME, Use.FIRST_NAME, Use.LAST_NAME)
_LONGEST_HEADER = 200
_MOST_EMPTY = 0.8
"""The share of rows with a title below which a table of people with topics is one of registrations."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A table: its sheet's name, its header (None where it has none), columns, rows, and remarks."""

    sheet: str | None
    header: Row | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Row, ...]

    @cached_property
    def reader(self) -> RowReader:
        """What reads its rows."""
        return RowReader(self.columns, default=Status.CONFIRMED)

    @cached_property
    def is_topics(self) -> bool:
        """Whether its rows have titles."""
        return self.reader.has(Use.TITLE, Use.TITLES)

    @cached_property
    def alike_titles(self) -> tuple[Column, ...]:
        """The columns that could each be the title, where there are several; the first is taken for it."""
        others = [column for column in self.columns if column.why == ALSO_TITLE]
        return (*self.reader.of(Use.TITLE), *others) if others else ()

    @cached_property
    def is_people(self) -> bool:
        """Whether its rows are people who come, with or without a topic of theirs."""
        if not self.reader.has(*_PERSON):
            return False
        if not self.is_topics or self.reader.has(Use.ATTENDANCE):
            return True
        if self.reader.has(Use.TITLES):
            return False
        titled = sum(bool(self.reader.text(row, Use.TITLE)) for row in self.rows)
        return titled < _MOST_EMPTY * len(self.rows)


def segments_of(sheet: Sheet, corrections: Mapping[str, Use]) -> list[Segment]:
    """Return the tables of a sheet, one below the other; a sheet without a known header is all remarks."""
    if not corrections and (poll := find_poll(sheet.rows)) is not None:
        header, *topics = topics_of_poll(sheet.rows, poll)
        columns = tuple(columns_of(header, topics))
        remarks = sheet.rows[:poll]
        return [
            Segment(sheet=sheet.name, header=header, columns=columns, rows=tuple(topics), remarks=remarks)
        ]
    corrected = _corrected_header(sheet.rows, corrections)
    first = find_header(sheet.rows) if corrected is None else corrected
    if first is None:
        first = assumed_header(sheet.rows)
    if first is None:
        return [Segment(sheet=sheet.name, header=None, columns=(), rows=(), remarks=sheet.rows)]
    starts = [first, *_further_headers(sheet.rows, first)]
    segments = []
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(sheet.rows)
        header, rows = sheet.rows[start], sheet.rows[start + 1 : end]
        segments.append(
            Segment(
                sheet=sheet.name,
                header=header,
                columns=tuple(columns_of(header, rows, corrections)),
                rows=rows,
                remarks=sheet.rows[:start] if n == 0 else (),
            )
        )
    return segments


def _corrected_header(rows: Sequence[Row], corrections: Mapping[str, Use]) -> int | None:
    """Return the position of the row that has a header of which a person said something."""
    for position, row in enumerate(rows[:15]):
        if any(normalized_label(cell) in corrections for cell in row.filled if len(cell) < _LONGEST_HEADER):
            return position
    return None


def _further_headers(rows: Sequence[Row], first: int) -> Iterator[int]:
    """Yield the rows that begin another table: all of their cells are headers, and others than above."""
    above = {cell.casefold() for cell in rows[first].filled}
    for position in range(first + 1, len(rows) - 1):
        cells = rows[position].filled
        if len(cells) < 3 or any(len(cell) > 40 for cell in cells):
            continue
        is_other = {cell.casefold() for cell in cells} != above
        if is_other and all(map(header_use, cells)) and header_score(rows[position], len(cells)) >= 3:
            yield position
