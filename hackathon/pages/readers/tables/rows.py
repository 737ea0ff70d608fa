"""Turns the rows of a table into topics and people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hackathon.core.domain.attendance import Status
from hackathon.core.text.names import normalize
from hackathon.pages.model.page import NamedPerson
from hackathon.pages.readers.tables.answers import (
    is_example,
    is_rank,
    is_test_person,
    is_test_title,
    status_of,
)
from hackathon.pages.readers.tables.column import Column
from hackathon.pages.readers.tables.columns import is_abstract
from hackathon.pages.readers.tables.headers import Use
from hackathon.pages.readers.tables.name_cells import is_voter
from hackathon.pages.readers.tables.row_people import LINK_BEHIND, PeopleReader
from hackathon.pages.readers.tables.sheets import Row
from hackathon.pages.recognition.labels.fields import is_placeholder
from hackathon.pages.recognition.people.people_strings import read_people

_TOTAL = re.compile(
    r"(?:grand )?(?:total|totals|sum|summe|gesamt|count|anzahl|subtotal)\b.{0,30}", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*(?:\n|;\s)\s*")
_NOTE = re.compile(
    r"[*\N{DAGGER}\N{SUPERSCRIPT ONE}]\s?\S"
    r"|\(?(?:note|hint|n\.?b|p\.?s|hinweis|anmerkung|remarque|nota)s?\b\W",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*[\d.,% ]*\W*")


class RowUse(StrEnum):
    """The use of a row; only topics and people are imported."""

    CONTENT = "content"
    TEST = "test"
    EXAMPLE = "example"
    TOTAL = "total"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A row that has a title, read: texts by their use, people, voters, and further labels with values."""

    line: int
    title: str
    key: str
    people: tuple[NamedPerson, ...]
    texts: dict[Use, str]
    voters: tuple[str, ...]
    vote_count: int | None
    further: tuple[tuple[str, str], ...]
    label: str

    @property
    def same_as(self) -> tuple[str, ...]:
        """What rows of one topic share: title and key, or title and all texts where there is no key."""
        if self.key:
            return (normalize(self.title), self.key)
        return (normalize(self.title), *(self.texts.get(use, "") for use in _TELLING))


_TELLING = (Use.DESCRIPTION, Use.OUTCOMES, Use.SKILLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A row that names someone; `status` is None for one who does not come."""

    line: int
    raw: str
    name: str
    affiliation: str | None
    status: Status | None
    answer: str = ""


@dataclass(slots=True)
class RowReader:
    """Reads rows by their columns."""

    columns: Sequence[Column]
    default: Status = Status.CONFIRMED
    people: PeopleReader = field(init=False)

    def __post_init__(self) -> None:
        self.people = PeopleReader(self.columns)

    def has(self, *uses: Use) -> bool:
        """Whether there is a column of one of these uses."""
        return any(column.use in uses for column in self.columns)

    def of(self, *uses: Use) -> list[Column]:
        """Return the columns of these uses, in their order."""
        return [column for column in self.columns if column.use in uses]

    def use_of(self, row: Row) -> RowUse:
        """Return the use of a row."""
        filled = row.filled
        if _TOTAL.fullmatch(filled[0]) and all(map(_NUMBER.fullmatch, filled[1:])):
            return RowUse.TOTAL
        title, names = self.text(row, Use.TITLE), [*self.people.names(row), self.text(row, Use.EMAIL)]
        is_from_test = any(name and is_test_person(name) for name in names)
        if (title and is_test_title(title)) or (is_from_test and (not title or len(title) < 25)):
            return RowUse.TEST
        if any(text and is_example(text) for text in (title, *(() if title else names[:-1]))):
            return RowUse.EXAMPLE
        return RowUse.CONTENT

    def text(self, row: Row, use: Use) -> str:
        """Return the cell of the first column of a use that has one."""
        return next((cell for column in self.of(use) if (cell := row.cell(column.position))), "")

    def topics(self, row: Row) -> list[TopicRow]:
        """Return the topic of a row, or several where a cell has more titles; none where it has no title."""
        cells = [self.text(row, Use.TITLE)]
        if self.has(Use.TITLES):
            cells = _SEVERAL.split(self.text(row, Use.TITLES))
        titles = [" ".join(LINK_BEHIND.sub("", cell).split()) for cell in cells]
        return [self._topic(row, title) for title in titles if title and not is_placeholder(title)]

    def _topic(self, row: Row, title: str) -> TopicRow:
        contacts = [column.header for column in self.of(Use.CONTACT)]
        count, voters = self._votes(row)
        texts = {use: text for use in _TEXTS if (text := self._joined(row, use))}
        if status_of(self.text(row, Use.CONFIDENTIAL)) is Status.CONFIRMED:
            texts[Use.STATE] = "confidential"
        return TopicRow(
            line=row.line,
            title=title,
            key=self.text(row, Use.KEY),
            people=tuple(self.people.contacts(row)),
            texts=texts,
            voters=voters,
            vote_count=count,
            further=tuple(
                (column.header or f"Column {column.position + 1}", cell)
                for column in self.of(Use.FURTHER)
                if (cell := row.cell(column.position))
            ),
            label=contacts[0] if contacts else "Contact",
        )

    def person(self, row: Row) -> PersonRow | None:
        """Return the row as someone who comes, or not; None where it names nobody."""
        people = list(self.people.persons(row))
        if not people:
            return None
        answer = self.text(row, Use.ATTENDANCE) or self.text(row, Use.STATE)
        status: Status | None = self.default
        if answer:
            status = status_of(answer)
        elif self.has(Use.ATTENDANCE, Use.STATE):
            status = Status.INVITED
        return PersonRow(
            line=row.line, raw=people[0].name, name=people[0].name, affiliation=people[0].affiliation,
            status=status, answer=answer,
        )  # fmt: skip

    def _joined(self, row: Row, use: Use) -> str:
        columns = self.of(use)
        if use is Use.DESCRIPTION:
            columns = sorted(columns, key=lambda column: not is_abstract(column))
        parts: list[str] = []
        for column in columns:
            cell = row.cell(column.position)
            if cell and cell not in parts:
                parts.append(cell)
        return "\n\n".join(parts)

    def _votes(self, row: Row) -> tuple[int | None, tuple[str, ...]]:
        """Return how many votes a row counts, and who voted: whom a cell names, or a ticked column."""
        cells = [(column, cell) for column in self.of(Use.VOTES) if (cell := row.cell(column.position))]
        ticked = [column.header for column, cell in cells if is_rank(cell) and is_voter(column.header)]
        said = [cell for column, cell in cells if not is_voter(column.header)]
        counts = [int(cell.lstrip("+")) for cell in said if cell.lstrip("+").isdecimal() and len(cell) < 7]
        named = [LINK_BEHIND.sub("", cell) for cell in said if not cell.lstrip("+").isdecimal()]
        voters = [person.name for cell in named for person in read_people(cell)]
        return (sum(counts) if counts else None), tuple(dict.fromkeys((*ticked, *voters)))


_TEXTS = (
    Use.AREA, Use.DESCRIPTION, Use.OUTCOMES, Use.SKILLS, Use.DIFFICULTY, Use.STEPS, Use.REFERENCES,
    Use.MAILING_LIST, Use.IRC, Use.STATE, Use.LENGTH, Use.START, Use.END, Use.ROOM,
)  # fmt: skip


def content_rows(rows: Sequence[Row], reader: RowReader) -> tuple[list[Row], dict[RowUse, list[Row]]]:
    """Return the rows with topics or people, and all other rows by use."""
    others: dict[RowUse, list[Row]] = {}
    content = []
    notes = _notes_below(rows)
    for row in rows:
        use = RowUse.NOTE if row.line in notes else reader.use_of(row)
        if use is RowUse.CONTENT:
            content.append(row)
        else:
            others.setdefault(use, []).append(row)
    return content, others


def _notes_below(rows: Sequence[Row]) -> frozenset[int]:
    """Return the lines of rows below the table that only say something of it: "* Votes close on Friday"."""
    last = len(rows)
    while last > 0 and len(rows[last - 1].filled) == 1 and _NOTE.match(rows[last - 1].filled[0]):
        last -= 1
    return frozenset(row.line for row in rows[last:])


def banners_in(rows: Sequence[Row], reader: RowReader) -> frozenset[int]:
    """Return the lines of rows that only name an area for those below: one cell each, among fuller rows.

    A single one, the last row and two in a row are topics of which only the title is known.
    """
    if not reader.has(Use.TITLE) or reader.has(Use.AREA) or len(rows) < 4:
        return frozenset()
    alone = [len(row.filled) == 1 for row in rows]
    positions = [n for n, is_alone in enumerate(alone) if is_alone]
    follows = all(n + 1 < len(rows) and not alone[n + 1] for n in positions)
    is_banner = follows and positions[:1] == [0] and 2 <= len(positions) <= len(rows) / 2
    return frozenset(rows[n].line for n in positions) if is_banner else frozenset()
