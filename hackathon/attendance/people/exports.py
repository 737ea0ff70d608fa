"""The people of an event as a table for spreadsheets, for its organizers."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields

from hackathon.accounts.domain import PersonRow
from hackathon.core.files.csv import cell
from hackathon.core.text.tables import for_people


def people(rows: Iterable[PersonRow]) -> bytes:
    """Return the table as CSV in UTF-8; a cell that looks like a formula starts with an apostrophe."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([each.name for each in fields(PersonRow)])
    table.writerows([cell(value) for value in asdict(row).values()] for row in rows)
    return for_people(text.getvalue())
