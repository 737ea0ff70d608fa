"""A topic's blocks as a flat list of lines with their depth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hackathon.pages.document.blocks import (
    Block,
    Definition,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    TemplateCall,
    TextLine,
    Verbatim,
    linked_text,
)
from hackathon.pages.model.blocks import blocks_as_markdown, escape_line
from hackathon.pages.model.texts import Block as FieldBlock
from hackathon.pages.model.texts import BlockKind, TextField
from hackathon.pages.recognition.labels.fields import is_placeholder


@dataclass(frozen=True, slots=True)
class Piece:
    """A line inside a topic.

    `depth` is 0 for running text and grows with the lists around it. Lines of one paragraph share
    `paragraph`, lines of one block at the top share `block`. `level` is set for a sub-heading; a piece that
    `is_term` is a label by its markup.
    """

    line: TextLine
    kind: BlockKind
    depth: int
    block: int
    paragraph: int
    number: int | None = None
    is_checked: bool | None = None
    level: int | None = None
    is_term: bool = False


class _Counter:
    def __init__(self) -> None:
        self.block = 0
        self.paragraph = 0


def pieces_of(blocks: Iterable[Block]) -> list[Piece]:
    """Return all lines of the blocks, in order."""
    counter = _Counter()
    pieces: list[Piece] = []
    for block in blocks:
        counter.block += 1
        pieces += _pieces(block, 0, counter)
    return pieces


def _pieces(block: Block, depth: int, counter: _Counter) -> Iterator[Piece]:
    counter.paragraph += 1
    match block:
        case Heading(content=line, level=level):
            yield Piece(line, BlockKind.PARAGRAPH, 0, counter.block, counter.paragraph, level=level)
        case Paragraph(lines=lines):
            yield from _line_pieces(lines, BlockKind.PARAGRAPH, depth, counter)
        case Verbatim(lines=lines):
            yield from _line_pieces(lines, BlockKind.VERBATIM, depth, counter)
        case Table():
            rows = [*([block.header] if block.header else []), *block.rows]
            yield from _line_pieces([_row_line(row) for row in rows], BlockKind.PARAGRAPH, depth, counter)
        case ListBlock(items=items):
            for item in items:
                yield from _item_pieces(item, depth + 1, counter)
        case _:
            yield from _inner_pieces(block, depth, counter)


def _line_pieces(
    lines: Iterable[TextLine], kind: BlockKind, depth: int, counter: _Counter
) -> Iterator[Piece]:
    for line in lines:
        yield Piece(line, kind, depth, counter.block, counter.paragraph)


def _row_line(row: Row) -> TextLine:
    runs = tuple(run for cell in row.cells for line in cell.lines for run in (*line.runs, Run(" ")))
    return TextLine(row.line, runs, row.text, is_broken=True)


def _inner_pieces(block: Block, depth: int, counter: _Counter) -> Iterator[Piece]:
    match block:
        case Definition(term=term, blocks=inner):
            yield Piece(term, BlockKind.PARAGRAPH, depth, counter.block, counter.paragraph, is_term=True)
            for part in inner:
                yield from _pieces(part, depth + 1, counter)
        case Quote(blocks=inner):
            for part in inner:
                counter.block += depth == 0
                yield from _pieces(part, depth, counter)
        case TemplateCall(fields=inner):
            for part in inner:
                yield from _pieces(part, depth, counter)
        case _:
            pass


def _item_pieces(item: ListItem, depth: int, counter: _Counter) -> Iterator[Piece]:
    for position, part in enumerate(item.blocks):
        if position == 0 and isinstance(part, Paragraph):
            counter.paragraph += 1
            for line in part.lines:
                kind = BlockKind.BULLET if item.number is None else BlockKind.NUMBERED
                yield Piece(line, kind, depth, counter.block, counter.paragraph, item.number, item.is_checked)
        else:
            yield from _pieces(part, depth, counter)


def text_field(pieces: Iterable[Piece]) -> TextField | None:
    """Return the pieces as a field of a topic; None where there is no text."""
    groups = _groups([piece for piece in pieces if piece.line.text.strip()])
    if not groups:
        return None
    floor = (
        min((group[0].depth for group in groups if group[0].kind is not BlockKind.PARAGRAPH), default=1) - 1
    )
    blocks = tuple(_field_block(group, floor) for group in groups)
    has_links = any(run.link for group in groups for piece in group for run in piece.line.runs)
    words = " ".join(block.text for block in blocks)
    markdown = _markdown(groups, blocks) if has_links else None
    return TextField(blocks=blocks, is_placeholder=is_placeholder(words), markdown=markdown)


def _groups(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces that make one paragraph or item together."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1][-1] if groups else None
        joins = (
            last is not None
            and last.paragraph == piece.paragraph
            and not last.line.is_broken
            and piece.kind is not BlockKind.VERBATIM
            and piece.level is None
        )
        if joins:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _field_block(group: list[Piece], floor: int) -> FieldBlock:
    first = group[0]
    text = " ".join(piece.line.text for piece in group)
    if first.kind is BlockKind.PARAGRAPH:
        return FieldBlock(kind=BlockKind.PARAGRAPH, text=text)
    if first.kind is BlockKind.VERBATIM:
        return FieldBlock(kind=BlockKind.VERBATIM, text="".join(run.text for run in first.line.runs))
    return FieldBlock(kind=first.kind, text=text, depth=max(1, first.depth - floor), number=first.number)


def _markdown(groups: list[list[Piece]], blocks: tuple[FieldBlock, ...]) -> str:
    shown = iter(
        [
            " ".join(linked_markdown(piece.line) for piece in group)
            for group, block in zip(groups, blocks, strict=True)
            if block.kind is not BlockKind.VERBATIM
        ]
    )
    return blocks_as_markdown(blocks, shown=lambda _: next(shown))


def linked_markdown(line: TextLine) -> str:
    """Return a line as Markdown with its links, everything else escaped."""
    return "".join(
        f"[{escape_line(run.text)}](<{run.link}>)"
        if _is_web(run.link) and run.text.strip()
        else _escaped(run.text)
        for run in line.runs
    ).strip()


def _is_web(link: str | None) -> bool:
    return (
        link is not None and link.startswith(("http://", "https://")) and not any(c in link for c in "<>\n ")
    )


def _escaped(text: str) -> str:
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{escape_line(text)}{after}"


def contact_text(line: TextLine) -> str:
    """Return a line of a contact field with its links, as `read_people` takes it."""
    return linked_text(line)
