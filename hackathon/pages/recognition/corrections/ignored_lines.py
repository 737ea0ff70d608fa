"""Removes exactly the lines that a person chose to ignore from a document."""

from collections.abc import Iterable
from dataclasses import replace

from hackathon.pages.document.blocks import (
    Block,
    Definition,
    Document,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    TemplateCall,
    Verbatim,
)
from hackathon.pages.recognition.corrections.operations import CombinedCorrections


def without_ignored_lines(document: Document, said: CombinedCorrections) -> Document:
    """Return the document without the ignored lines; an item or a row goes with its first line."""
    if not said.ignored:
        return document
    return replace(document, blocks=_left(document.blocks, said))


def _left(blocks: Iterable[Block], said: CombinedCorrections) -> tuple[Block, ...]:
    return tuple(left for block in blocks if (left := _left_of(block, said)) is not None)


def _left_of(block: Block, said: CombinedCorrections) -> Block | None:
    match block:
        case Paragraph(lines=lines) | Verbatim(lines=lines):
            left = tuple(line for line in lines if not said.ignores(line.number))
            return replace(block, lines=left) if left else None
        case ListBlock():
            return _list_left(block, said)
        case Table():
            return _table_left(block, said)
        case Quote(blocks=inner):
            quoted = _left(inner, said)
            return replace(block, blocks=quoted) if quoted else None
        case _:
            return None if said.ignores(block.line) else _inside_left(block, said)


def _inside_left(block: Block, said: CombinedCorrections) -> Block:
    match block:
        case Definition():
            return _definition_left(block, said)
        case TemplateCall(fields=fields):
            kept = (field for field in fields if not said.ignores(field.line))
            return replace(block, fields=tuple(_definition_left(field, said) for field in kept))
        case _:
            return block


def _list_left(block: ListBlock, said: CombinedCorrections) -> ListBlock | None:
    kept = (item for item in block.items if not said.ignores(item.line))
    items = tuple(replace(item, blocks=_left(item.blocks, said)) for item in kept)
    return replace(block, items=items) if items else None


def _table_left(table: Table, said: CombinedCorrections) -> Table | None:
    rows = tuple(row for row in table.rows if not said.ignores(row.line))
    header = None if table.header and said.ignores(table.header.line) else table.header
    return replace(table, rows=rows, header=header) if rows or header else None


def _definition_left(definition: Definition, said: CombinedCorrections) -> Definition:
    return replace(definition, blocks=_left(definition.blocks, said))
