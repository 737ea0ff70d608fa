"""Tables about one topic, read as labels: "| Mentor | Ada |", or one row below a header."""

from collections.abc import Iterator

from hackathon.pages.document.blocks import (
    Block,
    Cell,
    Definition,
    Paragraph,
    Row,
    Table,
    plain_line,
)
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label

_FEWEST_LABELS = 3
_NAMING = frozenset({Field.TITLE, Field.NAME})


def with_field_tables(blocks: list[Block]) -> list[Block]:
    """Return the blocks below a heading with every table of one topic turned into labels with values."""
    return [part for block in blocks for part in _as_fields(block)]


def _as_fields(block: Block) -> Iterator[Block]:
    if not isinstance(block, Table):
        yield block
    elif _has_a_label_for_each_row(block):
        for row in (*([block.header] if block.header else []), *block.rows):
            if not _repeats_title(row):
                yield from _definition(row.line, row.cells[0], row.cells[1] if len(row.cells) > 1 else Cell())
    elif block.header and _says_who_in_one_row(block):
        row = block.rows[0]
        for label, value in zip(block.header.cells, row.cells, strict=False):
            yield from _definition(row.line, label, value)
    else:
        yield block


def _has_a_label_for_each_row(table: Table) -> bool:
    rows = (*([table.header] if table.header else []), *table.rows)
    if any(len(row.cells) > 2 for row in rows):
        return False
    labels = [row.cells[0].text for row in rows if row.cells]
    known = {field for label in labels if (field := field_for_label(label))}
    if {Field.DATES, Field.PLACE} <= known and len(known) == len(rows):
        return True
    if Field.CONTACT in known and len(known) == len(rows) > 1:
        return True
    return len(known) >= _FEWEST_LABELS and 2 * sum(
        field_for_label(label) is not None for label in labels
    ) > len(rows)


def _says_who_in_one_row(table: Table) -> bool:
    fields = {field_for_label(cell.text) for cell in table.header.cells} if table.header else set()
    return len(table.rows) == 1 and Field.CONTACT in fields and not fields & _NAMING


def _repeats_title(row: Row) -> bool:
    """Whether the row only names the topic, as its heading does already."""
    return bool(row.cells) and field_for_label(row.cells[0].text) is Field.TITLE


def _definition(line: int, label: Cell, value: Cell) -> Iterator[Definition]:
    if label.text.strip():
        inner: tuple[Block, ...] = (Paragraph(value.lines),) if value.lines else ()
        yield Definition(plain_line(line, label.text), inner)
