"""The people of an event as a table for spreadsheets, for its organizers."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields

from hackathon.domain.people import PersonRow
from hackathon.exports.csv import cell


def people(rows: Iterable[PersonRow]) -> bytes:
    """Return the table as CSV in UTF-8; a cell that looks like a formula starts with an apostrophe."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([each.name for each in fields(PersonRow)])
    table.writerows([cell(value) for value in asdict(row).values()] for row in rows)
    return text.getvalue().encode()
