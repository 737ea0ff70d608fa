"""An agenda as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterator

from hackathon.core.domain.agenda import Agenda
from hackathon.core.text.files import one_line
from hackathon.core.text.tables import for_people

COLUMNS = (
    "number",
    "occurrence",
    "title",
    "area",
    "contacts",
    "room",
    "starts",
    "ends",
    "expected",
    "status",
    "uid",
)

# Spreadsheets treat a cell that starts with one of these as a formula, including the full-width forms of East
# Asian keyboards.
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def sessions(agenda: Agenda) -> bytes:
    """Return the sessions of the agenda as CSV in UTF-8, cancelled ones included.

    Times are local, with their offset. A cell that a spreadsheet would take for
    a formula starts with an apostrophe.
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows(_rows(agenda))
    return for_people(text.getvalue())


def _rows(agenda: Agenda) -> Iterator[list[str | int]]:
    for session in agenda.sessions:
        area = agenda.area(session.area)
        yield [
            session.topic,
            session.occurrence,
            cell(session.name),
            cell(area.name if area else ""),
            cell("; ".join(session.contacts)),
            cell(agenda.room(session.room).name),
            agenda.local(session.starts).isoformat(),
            agenda.local(session.ends).isoformat(),
            session.expected,
            "cancelled" if session.cancelled else "confirmed",
            cell(session.uid),
        ]


def cell(text: str) -> str:
    """Return a text as a cell that no spreadsheet treats as a formula."""
    # On one line, so that neither a tab nor a line end can precede the sign.
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
