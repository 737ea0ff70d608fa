"""A page comes in as a table: one row a topic, one column a field."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from hackathon.domain.attendance import EventKind
from hackathon.domain.errors import NotAPage
from hackathon.domain.topics import MOST_SLOTS, ProgrammeState, ReviewState
from hackathon.domain.wiki.fields import TEXT_FIELDS, is_placeholder, labelled, programme, value_of
from hackathon.domain.wiki.insertdates import read_insert_date
from hackathon.domain.wiki.interchange.csv_writing import COLUMNS, FURTHER, MENTOR
from hackathon.domain.wiki.markdown.markdown_blocks import blocks_of_markdown, trimmed
from hackathon.domain.wiki.page import (
    Confidence,
    Contact,
    FurtherField,
    InsertDate,
    NamedPerson,
    Page,
    PageTopic,
    Programme,
)
from hackathon.domain.wiki.source import count_lines
from hackathon.domain.wiki.texts import FieldValue, TextField

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
    """Whether the first line names columns that we know, one of them the title."""
    header = text[:10_000].lstrip("\ufeff").partition("\n")[0]
    names = {_column(name.strip(" '\"\r")) for name in header.split(_delimiter(header))}
    return "title" in names and len(names & {*COLUMNS, "contacts"}) > 1


def read(text: str) -> Page:
    """Return the topics of a table whose first row names the columns; columns that we do not know are kept.

    Commas, semicolons or tabs part the cells. Raises NotAPage for what is no such table, naming the row.
    """
    delimiter = _delimiter(text[:10_000].partition("\n")[0])
    # Every end of line alike: spreadsheets and browsers write their own.
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = [_column(name) for name in next(rows, [])]
        if "title" not in names:
            raise NotAPage("The first row of the table names no column “title”.")
        topics = list(_topics(names, rows))
    except csv.Error as error:
        raise NotAPage(f"The table breaks off or is no CSV near line {rows.line_num}: {error}.") from error
    if not topics:
        raise NotAPage("The table has no row below the names of its columns.")
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


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _column(name: str) -> str:
    plain = name.strip().removeprefix("'")
    words = plain.casefold().replace(" ", "_")
    if words in COLUMNS:
        return words
    if words in _TITLES:
        return "title"
    known = labelled(f"{plain}:")
    return {"contact": "contacts"}.get(known[0], known[0]) if known else plain


def _topics(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[PageTopic]:
    numbers: set[int] = set()
    n = 0
    for row_number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(names):
            raise NotAPage(f"Row {row_number} has {len(cells)} cells, more than there are columns.")
        n += 1
        topic = _Row(dict(zip(names, cells, strict=False))).topic(n, row_number)
        if not topic.title:
            raise NotAPage(f"Row {row_number} has no title.")
        if topic.number in numbers:
            raise NotAPage(f"Row {row_number} has the number {topic.number}, which another row has too.")
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
        return FieldValue(raw=text, value=text) if text and self._is_value(name) else value_of(text)

    def _long(self, name: str) -> TextField | None:
        if name not in self.cells:
            return None
        text = trimmed(self._text(name))
        is_value = bool(text) and self._is_value(name)
        markdown = text if is_value else None
        return TextField(blocks=blocks_of_markdown(text), is_placeholder=not is_value, markdown=markdown)

    def _gsoc(self) -> Programme | None:
        said = self._text("gsoc")
        if not said:
            return None
        named = next((state for state in ProgrammeState if state.value.replace("_", " ") == said), None)
        return Programme(raw=said, state=named) if named else programme(said)

    def _contact(self) -> Contact | None:
        said, note = self._text("contacts"), self._text("contact_note") or None
        if "contacts" not in self.cells or not (said or note):
            return None
        label = "Mentor" if self._text("role") == MENTOR else "Technical contact"
        names = _parted(said) if self._is_value("contacts") else ()
        people = tuple(NamedPerson(name=" ".join(name.split("\n"))) for name in names)
        return Contact(label=label, raw=said, people=people, note=note)

    def _review_state(self, line: int) -> ReviewState | None:
        said = self._text("review_state").casefold().replace("_", " ")
        found = next((state for state in ReviewState if state.value.replace("_", " ") == said), None)
        if said and found is None:
            states = ", ".join(state.value.replace("_", " ") for state in ReviewState)
            raise NotAPage(f"Row {line} has the review state “{said[:40]}”. There are: {states}.")
        return found

    def _insert_date(self, line: int) -> InsertDate | None:
        iso, raw = self._text("inserted_on"), self._text("date_of_insert")
        if not iso:
            is_open = "inserted_on" in self.cells and bool(raw)
            found = read_insert_date(raw) if raw else None
            # Our own table has a column for the day: where it is empty, nobody could decide.
            return InsertDate(raw=raw, day=None, confidence=Confidence.UNKNOWN) if is_open else found
        try:
            day = date.fromisoformat(iso)
        except ValueError as error:
            raise NotAPage(f"Row {line}: “{iso[:40]}” is no day such as 2013-05-16.") from error
        return InsertDate(raw=raw or iso, day=day, confidence=Confidence.CERTAIN)

    def _number(self, name: str, most: int, line: int) -> int | None:
        said = self._text(name)
        if not said:
            return None
        if not (said.isascii() and said.isdecimal() and len(said) < 11 and 1 <= int(said) <= most):
            raise NotAPage(f"Row {line}: “{said[:40]}” is no {name} from 1 to {most}.")
        return int(said)

    def _further(self) -> Iterator[FurtherField]:
        for name in self.cells:
            if name not in COLUMNS and (raw := self._text(name)):
                yield FurtherField(name=name.removeprefix(FURTHER), raw=raw)
