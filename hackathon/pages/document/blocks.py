"""The document model: frozen blocks, each with its place in the source.

Line numbers start at 1. A block doesn't know what it means for an event; that is up to `recognition`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; `link` is where it leads."""

    text: str
    link: str | None = None
    is_strong: bool = False
    is_emphasis: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of running text as it reads, without markup.

    `is_broken` says that its author ended the line on purpose, so that it is no part of a wrapped sentence.
    """

    number: int
    runs: tuple[Run, ...]
    text: str
    is_broken: bool = False

    @property
    def is_strong(self) -> bool:
        """Whether all of it is bold."""
        words = [run for run in self.runs if any(letter.isalnum() for letter in run.text)]
        return all(run.is_strong for run in words) and bool(words)

    @property
    def is_marked(self) -> bool:
        """Whether all of it is bold or in italics."""
        marked = (run.is_strong or run.is_emphasis for run in self.runs if run.text.strip())
        return all(marked) and bool(self.text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1 as the format does."""

    line: int
    level: int
    content: TextLine


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together."""

    lines: tuple[TextLine, ...]

    @property
    def line(self) -> int:
        """The first line's number."""
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item with all that stands inside it; `is_checked` where it has a box."""

    line: int
    blocks: "tuple[Block, ...]"
    number: int | None = None
    is_checked: bool | None = None

    @property
    def first(self) -> TextLine | None:
        """Its own first line of text."""
        return next((block.lines[0] for block in self.blocks[:1] if isinstance(block, Paragraph)), None)


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, numbered or not."""

    items: tuple[ListItem, ...]

    @property
    def line(self) -> int:
        """The first item's line."""
        return self.items[0].line


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; an empty one has no lines."""

    lines: tuple[TextLine, ...] = ()

    @property
    def text(self) -> str:
        """All that stands in it, on one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """Its cells, separated by bars."""
        return " | ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `header` is None where no row is marked as one."""

    line: int
    header: Row | None
    rows: tuple[Row, ...]
    caption: TextLine | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and its definition, as in a field list or in HTML's `dl`."""

    term: TextLine
    blocks: "tuple[Block, ...]"

    @property
    def line(self) -> int:
        """The term's line."""
        return self.term.number


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines that stand as they were typed: code, a template in a fence."""

    lines: tuple[TextLine, ...]

    @property
    def line(self) -> int:
        """The first line's number."""
        return self.lines[0].number


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, a box or an admonition with blocks of its own; `is_reply` for quoted lines of an email."""

    blocks: "tuple[Block, ...]"
    is_reply: bool = False

    @property
    def line(self) -> int:
        """Its first block's line."""
        return self.blocks[0].line


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""

    line: int


@dataclass(frozen=True, slots=True)
class TemplateCall:
    """A wiki template with its named values."""

    line: int
    name: str
    fields: tuple[Definition, ...]


Block = Heading | Paragraph | ListBlock | Table | Definition | Verbatim | Quote | Rule | TemplateCall


class HiddenKind(StrEnum):
    """Why lines of the source are not shown to a reader of the page."""

    COMMENT = "comment"
    NAVIGATION = "navigation"
    SCRIPT = "script"
    MARKUP = "markup"
    TEMPLATE = "template"
    METADATA = "metadata"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Hidden:
    """Lines that are no part of the text."""

    first: int
    last: int
    kind: HiddenKind


@dataclass(frozen=True, slots=True)
class Document:
    """A source as blocks. `metadata` precedes the text: front matter, or an email's headers."""

    format: str
    blocks: tuple[Block, ...]
    source: tuple[str, ...]
    hidden: tuple[Hidden, ...] = ()
    title: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    metadata_lines: Mapping[str, int] = field(default_factory=dict)


def text_line(number: int, runs: Iterable[Run], *, is_broken: bool = False) -> TextLine:
    """Return a line of runs with neighbours of one style joined and outer space gone."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.link, last.is_strong, last.is_emphasis) == (
            run.link,
            run.is_strong,
            run.is_emphasis,
        ):
            joined[-1] = Run(last.text + run.text, run.link, run.is_strong, run.is_emphasis)
        elif run.text:
            joined.append(run)
    text = " ".join("".join(run.text for run in joined).split())
    return TextLine(number, tuple(joined), text, is_broken)


def plain_line(number: int, text: str, *, is_broken: bool = False) -> TextLine:
    """Return a line of one plain run."""
    return text_line(number, [Run(text)], is_broken=is_broken)


def text_lines(blocks: Iterable[Block]) -> Iterator[TextLine]:
    """Yield all lines of text inside the blocks, in order."""
    for block in blocks:
        match block:
            case Heading(content=content):
                yield content
            case Paragraph(lines=lines) | Verbatim(lines=lines):
                yield from lines
            case ListBlock(items=items):
                for item in items:
                    yield from text_lines(item.blocks)
            case Table():
                yield from _table_lines(block)
            case Definition(term=term, blocks=inner):
                yield term
                yield from text_lines(inner)
            case Quote(blocks=inner) | TemplateCall(fields=inner):
                yield from text_lines(inner)
            case Rule():
                pass


def _table_lines(table: Table) -> Iterator[TextLine]:
    if table.caption:
        yield table.caption
    for row in [*([table.header] if table.header else []), *table.rows]:
        for cell in row.cells:
            yield from cell.lines


def linked_text(line: TextLine) -> str:
    """Return a line with its links as Markdown writes them; two linked names in a row get a comma between."""
    parts: list[str] = []
    after_link = False
    for run in line.runs:
        if run.link and run.text.strip():
            parts.append(f"{', ' if after_link else ''}[{run.text.strip()}]({run.link.replace(' ', '_')})")
            if not run.text[-1:].strip():
                parts.append(" ")
            after_link = True
        else:
            parts.append(run.text)
            after_link = after_link and not run.text.strip()
    return "".join(parts).strip()
