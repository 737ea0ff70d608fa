"""Reads a table with one row for each topic and one column for each field."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from hackathon.core.domain.attendance import EventKind
from hackathon.core.domain.topics import MOST_SLOTS, ProgrammeState, ReviewState
from hackathon.core.errors import NotAPage
from hackathon.core.text import tables
from hackathon.core.text.messages import message
from hackathon.core.text.tables import Table, apart, refuse_alike
from hackathon.pages.model.limits import MAX_TOPICS, check_topics
from hackathon.pages.model.markdown_blocks import blocks_of_markdown, strip_blank_lines
from hackathon.pages.model.page import (
    Confidence,
    Contact,
    FurtherField,
    InsertDate,
    NamedPerson,
    Page,
    PageTopic,
    Programme,
)
from hackathon.pages.model.source import count_lines
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.recognition.labels.fields import (
    TEXT_FIELDS,
    field_value,
    is_placeholder,
    parse_label,
    parse_programme,
)
from hackathon.pages.recognition.topics.insert_dates import read_insert_date

COLUMNS = (
    "number", "title", "list", "area", "review_state", "contacts", "role", "contact_note", "mailing_list",
    "irc", "difficulty", "skills", "description", "outcomes", "steps", "references", "inserted_on",
    "date_of_insert", "verified", "gsoc", "length", "needs", "plenary",
    "may_run_twice",
)  # fmt: skip

UNKNOWN_FIELD_PREFIX = "page: "
"""Before the label of a field that we do not know, as the name of its column."""

MENTOR = "mentor"
"""The role of contacts who are no technical contacts."""

SHORT_COLUMNS = ("verified", "mailing_list", "irc", "difficulty")

_TITLES = frozenset({"title", "topic", "project", "idea", "name"})
_FIELDS = {
    **{name: name for name in ("area", "review_state", "contacts", "contact_note", "difficulty", "verified")},
    **{name: name for name in TEXT_FIELDS},
    "mailing_list": "forum",
    "irc": "chat",
    "inserted_on": "inserted_on",
    "gsoc": "programme",
}
"""What the columns are called among our records."""

_BETWEEN = re.compile(r"(?<!\\)((?:\\\\)*);")
_ESCAPED = re.compile(r"\\([\\;])")


def _parted(cell: str) -> tuple[str, ...]:
    parts = _BETWEEN.sub(r"\1\n", cell).split("\n")
    return tuple(_ESCAPED.sub(r"\1", part.strip()) for part in parts if part.strip())


def looks_like(text: str) -> bool:
    """Whether the first row names the columns that we write, one of them the title, and hardly any other."""
    try:
        header = Table(text[:10_000], strict=False).names
    except (csv.Error, NotAPage):
        return False
    names = [name.strip(" '\"\r") for name in header]
    known = [name for name in names if name.casefold().replace(" ", "_") in COLUMNS]
    ours = [name for name in names if name in known or name.startswith(UNKNOWN_FIELD_PREFIX)]
    return "title" in map(str.casefold, known) and len(known) > 1 and len(ours) == len(names)


def read(text: str) -> Page:
    """Read the topics of a table whose first row names the columns; unknown columns are kept.

    Cells are separated by commas, semicolons or tabs. Raises NotAPage for anything else and names the row.
    """
    table: Table | None = None
    try:
        table = Table(text)
        names = [_column(name) for name in table.names]
        if "title" not in names:
            raise NotAPage(message("The first row of the table has no column “title”."))
        refuse_alike(table, column_meaning)
        rows = list(islice(table.rows, 2 * MAX_TOPICS))
        check_topics(sum(any(cell.strip() for cell in row) for row in rows))
        topics = list(_topics(_told_apart(names), rows))
    except csv.Error as error:
        line = table.line if table else 1
        raise NotAPage(
            message(
                "The table is incomplete or not valid CSV near line %(line)s: %(error)s.",
                line=line,
                error=str(error),
            )
        ) from error
    if not topics:
        raise NotAPage(message("The table has no rows below the names of its columns."))
    return Page(
        title=None,
        site=None,
        kind=EventKind.IDEA_LIST,
        rendering="csv",
        lines=count_lines(text),
        chars=len(text),
        topics=tuple(topics),
        silent_on=("comments", *(field for column, field in _FIELDS.items() if column not in names)),
    )


def column_meaning(name: str) -> str | None:
    """Return the known column with that name; None if it is unknown."""
    column = _column(name)
    return column if column in (*COLUMNS, "contacts") else None


def with_chosen_columns(text: str, chosen: Mapping[str, int]) -> str:
    """Return the table with the chosen ones of its columns that could be the same field."""
    return tables.settled(text, column_meaning, chosen)


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return the names, each once: a column that we do not know is kept under a name of its own."""
    seen: set[str] = set()
    unique = []
    for position, name in enumerate(names):
        unique.append(apart(name, position) if name in seen else name)
        seen.add(name)
    return unique


def _column(name: str) -> str:
    plain = name.strip().removeprefix("'")
    words = plain.casefold().replace(" ", "_")
    if words in COLUMNS:
        return words
    if words in _TITLES:
        return "title"
    known = parse_label(f"{plain}:")
    return {"contact": "contacts"}.get(known[0], known[0]) if known else plain


def _topics(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[PageTopic]:
    numbers: set[int] = set()
    n = 0
    for row_number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(names):
            raise NotAPage(message("Row %(row)s has more cells than there are columns.", row=row_number))
        n += 1
        topic = _Row(dict(zip(names, cells, strict=False))).topic(n, row_number)
        if not topic.title:
            raise NotAPage(message("Row %(row)s has no title.", row=row_number))
        if topic.number in numbers:
            raise NotAPage(message("Row %(row)s has the same number as another row.", row=row_number))
        numbers |= {topic.number} if topic.number else set()
        yield topic


class _Row:
    """The cells of one row, by the names of their columns."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells

    def topic(self, n: int, line: int) -> PageTopic:
        """Return the row as a topic."""
        return PageTopic(
            n=n,
            line=line,
            title=" ".join(self._text("title").split("\n")),
            section=self._text("list") or None,
            area=" ".join(self._text("area").split("\n")) or None,
            review_state=self._review_state(line),
            date_of_insert=self._insert_date(line),
            gsoc=self._gsoc(),
            contact=self._contact(),
            verified=self._short("verified"),
            mailing_list=self._short("mailing_list"),
            irc=self._short("irc"),
            difficulty=self._short("difficulty"),
            skills=self._long("skills"),
            description=self._long("description"),
            outcomes=self._long("outcomes"),
            steps=self._long("steps"),
            references=self._long("references"),
            further=tuple(self._further()),
            number=self._number("number", 2**31 - 1, line),
            length=self._number("length", MOST_SLOTS, line),
            needs=_parted(self._text("needs")) if "needs" in self.cells else None,
            is_plenary=self._text("plenary") == "yes" if "plenary" in self.cells else None,
            may_run_twice=self._text("may_run_twice") == "yes" if "may_run_twice" in self.cells else None,
        )

    def _text(self, name: str) -> str:
        cell = self.cells.get(name, "")
        return cell[1:] if cell.startswith("'") else cell.strip()

    def _is_value(self, name: str) -> bool:
        """Whether the cell says something; behind an apostrophe even what looks like nothing does."""
        return self.cells[name].startswith("'") or not is_placeholder(self.cells[name])

    def _short(self, name: str) -> FieldValue | None:
        if name not in self.cells:
            return None
        text = " ".join(self._text(name).split("\n"))
        return FieldValue(raw=text, value=text) if text and self._is_value(name) else field_value(text)

    def _long(self, name: str) -> TextField | None:
        if name not in self.cells:
            return None
        text = strip_blank_lines(self._text(name))
        is_value = bool(text) and self._is_value(name)
        markdown = text if is_value else None
        return TextField(blocks=blocks_of_markdown(text), is_placeholder=not is_value, markdown=markdown)

    def _gsoc(self) -> Programme | None:
        text = self._text("gsoc")
        if not text:
            return None
        named = next((state for state in ProgrammeState if state.value.replace("_", " ") == text), None)
        return Programme(raw=text, state=named) if named else parse_programme(text)

    def _contact(self) -> Contact | None:
        names_cell, note = self._text("contacts"), self._text("contact_note") or None
        if "contacts" not in self.cells or not (names_cell or note):
            return None
        label = "Mentor" if self._text("role") == MENTOR else "Technical contact"
        names = _parted(names_cell) if self._is_value("contacts") else ()
        people = tuple(NamedPerson(name=" ".join(name.split("\n"))) for name in names)
        return Contact(label=label, raw=names_cell, people=people, note=note)

    def _review_state(self, line: int) -> ReviewState | None:
        text = self._text("review_state").casefold().replace("_", " ")
        review_state = next((state for state in ReviewState if state.value.replace("_", " ") == text), None)
        if text and review_state is None:
            states = ", ".join(state.value.replace("_", " ") for state in ReviewState)
            raise NotAPage(
                message(
                    "Row %(row)s has an unknown review state “%(state)s”. Please use one of: %(states)s.",
                    row=line,
                    state=text[:40],
                    states=states,
                )
            )
        return review_state

    def _insert_date(self, line: int) -> InsertDate | None:
        iso, raw = self._text("inserted_on"), self._text("date_of_insert")
        if not iso:
            is_open = "inserted_on" in self.cells and bool(raw)
            insert_date = read_insert_date(raw) if raw else None
            # Our own table has a column for the day: where it is empty, nobody could decide.
            return InsertDate(raw=raw, day=None, confidence=Confidence.UNKNOWN) if is_open else insert_date
        try:
            day = date.fromisoformat(iso)
        except ValueError as error:
            raise NotAPage(
                message("Row %(row)s: “%(given)s” is not a date like 2013-05-16.", row=line, given=iso[:40])
            ) from error
        return InsertDate(raw=raw or iso, day=day, confidence=Confidence.CERTAIN)

    def _number(self, name: str, most: int, line: int) -> int | None:
        text = self._text(name)
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 11 and 1 <= int(text) <= most):
            raise NotAPage(
                message(
                    "Row %(row)s: “%(given)s” in the column “%(column)s” is not a number from 1 to %(most)s.",
                    row=line,
                    given=text[:40],
                    column=name,
                    most=most,
                )
            )
        return int(text)

    def _further(self) -> Iterator[FurtherField]:
        for name in self.cells:
            if name not in COLUMNS and (raw := self._text(name)):
                yield FurtherField(name=name.removeprefix(UNKNOWN_FIELD_PREFIX), raw=raw)
