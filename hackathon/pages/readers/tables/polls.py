"""Reads a poll: a row for each person, a column for each topic, and a tick where they meet."""

import re
from collections.abc import Sequence

from hackathon.pages.readers.tables.answers import is_answer, is_tick
from hackathon.pages.readers.tables.name_cells import names_people
from hackathon.pages.readers.tables.sheets import Row

TOPIC, VOTES = "Topic", "Votes"
"""The headers of a poll as a table of topics."""
_PEOPLE = re.compile(
    r"(?:your )?names?|participants?|who|voters?|people|person|teilnehmer\w*|wer|noms?|nombres?"
    r"|participantes?|nomes?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"count|total|sum|summe|anzahl|nombre de .*|votes?", re.IGNORECASE)
_TIME = re.compile(
    r".*\d{1,2}[:.]\d{2}.*|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\w*[ ,.]+\d.*"
    r"|\d{1,4}[-./ ]\d.*",
    re.IGNORECASE,
)
_FEWEST_COLUMNS, _FEWEST_PEOPLE = 2, 2
_LOOKED_AT = 10


def find_poll(rows: Sequence[Row]) -> int | None:
    """Return the position of the row that names the topics of a poll; None where the rows are no poll."""
    for position, row in enumerate(rows[:_LOOKED_AT]):
        if _is_header(row) and _are_ticked(row, rows[position + 1 :]):
            return position
    return None


def topics_of_poll(rows: Sequence[Row], header: int) -> tuple[Row, ...]:
    """Return the poll as rows of topics with their voters, below a row of headers."""
    line = rows[header].line
    people = _people(rows[header + 1 :])
    topics = []
    for position, title in enumerate(rows[header].cells):
        if position and title.strip():
            voters = [row.cell(0) for row in people if is_tick(row.cell(position))]
            topics.append(Row(line=line, cells=(title, "; ".join(voters))))
    return (Row(line=line, cells=(TOPIC, VOTES)), *topics)


def _is_header(row: Row) -> bool:
    titles = [cell.strip() for cell in row.cells[1:] if cell.strip()]
    return (
        (not row.cell(0) or _PEOPLE.fullmatch(row.cell(0)) is not None)
        and len(titles) >= _FEWEST_COLUMNS
        and len(set(titles)) == len(titles)
        and not all(map(names_people, titles))
        and not any(map(_TIME.fullmatch, titles))
    )


def _people(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.cell(0) and not _COUNT.fullmatch(row.cell(0))]


def _are_ticked(header: Row, rows: Sequence[Row]) -> bool:
    """Whether each person's cells are ticks or say no, and some are ticks, below titles only."""
    people = _people(rows)
    if len(people) < _FEWEST_PEOPLE:
        return False
    places = [position for position in range(1, len(header.cells)) if header.cell(position)]
    cells = [cell for row in people for position in places if (cell := row.cell(position))]
    is_poll = all(is_tick(cell) or is_answer(cell) or cell in ("0", "-") for cell in cells)
    beyond = any(len(row.filled) > 1 + len(places) for row in people)
    return is_poll and any(map(is_tick, cells)) and not beyond
