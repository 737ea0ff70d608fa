"""The meaning of a table's columns, and whether its rows are topics, people or times."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from hackathon.pages.document.blocks import Cell, Row, Table
from hackathon.pages.recognition.collections.section_words import SectionTopic
from hackathon.pages.recognition.corrections.operations import Role
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.labels.label_lines import LabelBook

_OF_TOPICS = frozenset(
    {Field.CONTACT, Field.DESCRIPTION, Field.OUTCOMES, Field.SKILLS, Field.DIFFICULTY, Field.AREA}
)
_OF_PEOPLE = frozenset(
    {Field.AFFILIATION, Field.ATTENDANCE, Field.COUNTRY, Field.EMAIL, Field.HANDLE, Field.PRIVATE, Field.TIME}
)


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table with the meaning of each column; `title_column` is what its rows are named by."""

    role: Role
    fields: tuple[Field | None, ...]
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    title_column: int | None


def read_table(
    table: Table, announced: SectionTopic | None, book: LabelBook, forced: Role | None = None
) -> TableReading:
    """Interpret a table by its header and by the heading above it."""
    header, rows = _header(table, book)
    labels = tuple(cell.text for cell in header.cells) if header else ()
    fields = tuple(book.field_for(label) for label in labels)
    role = forced or _role(fields, announced, rows)
    column = _title_column(fields, role, rows)
    return TableReading(role, fields, labels, tuple(rows), column)


def _header(table: Table, book: LabelBook) -> tuple[Row | None, Sequence[Row]]:
    if table.header:
        return table.header, table.rows
    first = table.rows[0] if table.rows else None
    if first is None:
        return None, ()
    filled = [cell.text for cell in first.cells if cell.text]
    known = [text for text in filled if book.field_for(text)]
    is_header = len(known) >= 2 or (len(filled) > 1 and len(known) == len(filled))
    return (first, table.rows[1:]) if is_header else (None, table.rows)


def _role(fields: Sequence[Field | None], announced: SectionTopic | None, rows: Sequence[Row]) -> Role:
    known = {field for field in fields if field}
    if announced is SectionTopic.PEOPLE:
        return Role.PEOPLE
    if _are_times(fields, known):
        return Role.SCHEDULE
    if _are_topics(fields, known, announced):
        return Role.TOPICS
    is_named = Field.NAME in known or fields[:1] == (Field.CONTACT,)
    if is_named and known & _OF_PEOPLE and not known & (_OF_TOPICS - {Field.CONTACT}):
        return Role.PEOPLE
    is_list = announced is SectionTopic.TOPICS and len(fields) > 1 and len(rows) > 1
    return Role.TOPICS if is_list else Role.SECTIONS


def _are_times(fields: Sequence[Field | None], known: Set[Field]) -> bool:
    """Whether the rows are times or deadlines."""
    if fields and fields[0] in (Field.TIME, Field.DATES, Field.LENGTH):
        return True
    return Field.DATES in known and not known & (_OF_TOPICS | {Field.NAME})


def _are_topics(fields: Sequence[Field | None], known: Set[Field], announced: SectionTopic | None) -> bool:
    """Whether the rows have titles and what topics have; "Name" is a title where others stand for it."""
    if Field.TITLE in known:
        leads = fields[0] is Field.TITLE and Field.NAME in known
        return leads or bool(known & _OF_TOPICS) or announced is SectionTopic.TOPICS
    is_free = announced in (None, SectionTopic.TOPICS)
    if is_free and {Field.CONTACT, Field.DESCRIPTION} <= known and fields[0] in (None, Field.STEPS):
        return True  # "Task", with people and notes behind it
    return {Field.NAME, Field.CONTACT} <= known and bool(known & (_OF_TOPICS - {Field.CONTACT}))


def _title_column(fields: Sequence[Field | None], role: Role, rows: Sequence[Row]) -> int | None:
    wanted = (Field.TITLE, Field.NAME) if role is Role.TOPICS else (Field.NAME, Field.CONTACT, Field.TITLE)
    for field in wanted:
        if field in fields:
            return fields.index(field)
    width = max((len(row.cells) for row in rows), default=0)
    skipped = (Field.NUMBER, Field.TIME, Field.DATES)
    return next((n for n in range(width) if n >= len(fields) or fields[n] not in skipped), None)


def cell_of(row: Row, column: int) -> Cell:
    """Return a cell of a row; an empty one where the row is shorter."""
    return row.cells[column] if column < len(row.cells) else Cell()
