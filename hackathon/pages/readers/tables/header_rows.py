"""Which row of a table names its columns."""

from collections.abc import Sequence

from hackathon.pages.readers.tables.headers import Use, header_use
from hackathon.pages.readers.tables.known_exports import known_export
from hackathon.pages.readers.tables.sheets import Row


def find_header(rows: Sequence[Row]) -> int | None:
    """Return the position of the row that names the columns; None where none of the first rows does.

    Titles and remarks may stand above it.
    """
    widest = max((len(row.filled) for row in rows[:60]), default=0)
    best, most = None, 1.0
    for position, row in enumerate(rows[:15]):
        if known_export(row.filled):
            return position
        score = header_score(row, widest)
        if score > most:
            best, most = position, score
    return best


def assumed_header(rows: Sequence[Row]) -> int | None:
    """Return the position of the row that may contain the column names of a table without known headers.

    It is the first row that fills the table's width with short, different words.
    """
    widest = max((len(row.filled) for row in rows[:60]), default=0)
    for position, row in enumerate(rows[:15]):
        cells = [cell.casefold() for cell in row.filled]
        if len(cells) < max(2, widest):
            continue
        is_names = all(
            len(cell) <= _LONGEST_NAME and any(letter.isalpha() for letter in cell) for cell in cells
        )
        return position if is_names and len({*cells}) == len(cells) else None
    return None


def header_score(row: Row, widest: int) -> float:
    """Return how much a row looks like a header: the number of its cells that are known headers."""
    cells = row.filled
    if not cells or len(cells) < min(2, widest) or len(cells) * 2 < widest:
        return 0.0
    known = [use for cell in cells if len(cell) <= 200 and (use := header_use(cell))]
    share = len(known) / len(cells)
    is_about_something = any(use in _ESSENTIAL for use in known)
    return len(set(known)) + share if is_about_something and (share >= 0.34 or len(known) >= 4) else 0.0


_LONGEST_NAME = 60
_ESSENTIAL = frozenset({Use.TITLE, Use.NAME, Use.FIRST_NAME, Use.LAST_NAME, Use.CONTACT, Use.EMAIL})
