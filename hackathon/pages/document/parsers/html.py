"""Parses HTML, saved from a browser or inside Markdown, with the standard library's tolerant parser.

Unlike other parsers, it reports the line of each tag.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from hackathon.pages.document.blocks import (
    Block,
    Cell,
    Definition,
    Document,
    Heading,
    Hidden,
    HiddenKind,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    TextLine,
    Verbatim,
    text_lines,
)
from hackathon.pages.document.parsers.inline_html import InlineBuilder
from hackathon.pages.document.parsers.open_comments import without_open_comments

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SCRIPT = frozenset({"script", "style", "template", "noscript", "svg", "math", "iframe", "object"})
_NAVIGATION = frozenset({"nav", "footer", "aside", "form", "button", "select", "menu", "dialog"})
_PARAGRAPHS = frozenset(
    {"p", "div", "section", "article", "main", "header", "body", "html", "figure", "figcaption", "address"}
    | {"center", "summary", "details", "fieldset", "hgroup", "label"}
)
_VOID = frozenset(
    {"br", "hr", "img", "meta", "link", "input", "wbr", "source", "col", "base", "area", "embed"}
)
_INLINE = frozenset({"a", "b", "strong", "i", "em"})
_MOST_DEPTH = 60


@dataclass(slots=True)
class _Frame:
    """An element that holds blocks while it is open."""

    name: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    items: list[ListItem] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    header: Row | None = None
    is_header: bool = True
    term: TextLine | None = None
    caption: TextLine | None = None
    is_checked: bool | None = None


class BlockBuilder(HTMLParser):
    """Turns tags into blocks; `blocks` and `hidden` are the result after `close`."""

    def __init__(self, first_line: int = 1) -> None:
        super().__init__(convert_charrefs=True)
        self.above = first_line - 1
        self.stack = [_Frame("", first_line)]
        self.inline = InlineBuilder(first_line)
        self.hidden: list[Hidden] = []
        self.skipped: list[tuple[str, int]] = []
        self.title: str | None = None
        self.heading: tuple[int, int] | None = None
        self.verbatim = 0
        self.in_title = False
        self.times: list[str] = []

    @property
    def blocks(self) -> list[Block]:
        """The top-level blocks."""
        return self.stack[0].blocks

    def close(self) -> None:
        """End all that is still open."""
        super().close()
        self._end_paragraph()
        while len(self.stack) > 1:
            self._pop()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an opening tag."""
        line = self.getpos()[0] + self.above
        if self.skipped:
            self.skipped += [(tag, line)] if tag == self.skipped[0][0] else []
        elif tag in _SCRIPT or tag in _NAVIGATION:
            self._end_paragraph()
            self.skipped.append((tag, line))
        elif tag == "title":
            self.in_title = True
        elif tag == "br":
            self.inline.end_line(is_broken=True, moves=0)
        elif tag in _INLINE:
            self.inline.take_tag(self.get_starttag_text() or "")
        elif tag == "time":
            self.times += [value for name, value in attrs if name == "datetime" and value]
        elif tag == "input":
            self._take_box(dict(attrs))
        else:
            self._open_block(tag, line)

    def _open_block(self, tag: str, line: int) -> None:
        if tag == "hr":
            self._end_paragraph()
            self.stack[-1].blocks.append(Rule(line))
        elif tag in _HEADINGS:
            self._end_paragraph()
            self.heading = (_HEADINGS[tag], line)
        elif tag == "pre":
            self._end_paragraph()
            self.verbatim += 1
        elif tag in ("ul", "ol", "dl", "table", "blockquote") and len(self.stack) < _MOST_DEPTH:
            self._open_container(tag, line)
        elif tag in ("li", "dt", "dd", "tr", "td", "th", "caption"):
            self._open_part(tag, line)
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            if tag == "summary":  # the title of what can be unfolded
                self.inline.take_tag("<b>")

    def _open_container(self, tag: str, line: int) -> None:
        self._end_paragraph()
        # Lists stand right in lists on real pages; what is in the inner one is then items of its own.
        self.stack.append(_Frame(tag, line))

    def _open_part(self, tag: str, line: int) -> None:
        self._end_paragraph()
        closes = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("td", "th", "tr")}
        while self.stack[-1].name in closes.get(tag, ("td", "th", "caption")):
            self._pop()
        if len(self.stack) < _MOST_DEPTH:
            self.stack.append(_Frame(tag, line))

    def _take_box(self, attributes: dict[str, str | None]) -> None:
        if attributes.get("type") == "checkbox":
            item = next((frame for frame in reversed(self.stack) if frame.name == "li"), None)
            if item:
                item.is_checked = "checked" in attributes

    def handle_endtag(self, tag: str) -> None:
        """Process a closing tag; if it closes nothing, it has no effect."""
        line = self.getpos()[0] + self.above
        if self.skipped:
            self._unskip(tag, line)
        elif tag == "title":
            self.in_title = False
        elif tag in _INLINE:
            self.inline.take_tag(f"</{tag}>")
        elif tag in _HEADINGS and self.heading:
            self._end_heading()
        elif tag == "pre":
            self._end_paragraph()
            self.verbatim = max(0, self.verbatim - 1)
        elif any(frame.name == tag for frame in self.stack[1:]):
            self._end_paragraph()
            while self.stack[-1].name != tag:
                self._pop()
            self._pop()
        elif tag in _PARAGRAPHS:
            self._end_paragraph()
            if tag == "summary":
                self.inline.take_tag("</b>")

    def _unskip(self, tag: str, line: int) -> None:
        if tag != self.skipped[-1][0]:
            return
        name, first = self.skipped.pop()
        if not self.skipped:
            kind = HiddenKind.SCRIPT if name in _SCRIPT else HiddenKind.NAVIGATION
            self.hidden.append(Hidden(first, line, kind))
            self.inline.number = line

    def _end_heading(self) -> None:
        level, line = self.heading or (1, 1)
        self.heading = None
        lines = self._lines()
        if lines:
            runs = tuple(run for part in lines for run in part.runs)
            text = " ".join(part.text for part in lines)
            self.stack[-1].blocks.append(Heading(line, level, TextLine(line, runs, text)))

    def handle_data(self, data: str) -> None:
        """Take text between tags, line by line."""
        number = self.getpos()[0] + self.above
        if self.skipped:
            return
        if self.in_title:
            self.title = " ".join(f"{self.title or ''} {data}".split()) or None
            return
        if not self.inline.runs:
            self.inline.number = number
        for position, part in enumerate(data.split("\n")):
            if position:
                self.inline.end_line(moves=1, is_broken=self.verbatim > 0)
            self.inline.add(part if self.verbatim else re.sub(r"[ \t\r\f]+", " ", part))

    def handle_comment(self, data: str) -> None:
        """Take a comment out of sight."""
        first = self.getpos()[0] + self.above
        self.hidden.append(Hidden(first, first + data.count("\n"), HiddenKind.COMMENT))

    def _lines(self) -> tuple[TextLine, ...]:
        self.inline.end_line(moves=0)
        lines, self.inline.lines = tuple(self.inline.lines), []
        return lines

    def _end_paragraph(self) -> None:
        if self.heading:
            self._end_heading()
        lines = self._lines()
        if lines:
            block: Block = Verbatim(lines) if self.verbatim else Paragraph(lines)
            self.stack[-1].blocks.append(block)

    def _pop(self) -> None:
        self._end_paragraph()
        frame = self.stack.pop()
        parent = self.stack[-1]
        if frame.name in ("td", "th"):
            parent.cells.append(Cell(tuple(line for b in frame.blocks for line in _cell_lines(b))))
            parent.is_header = parent.is_header and frame.name == "th"
        elif frame.name == "tr":
            self._end_row(frame, parent)
        elif frame.name == "caption":
            parent.caption = next((line for b in frame.blocks for line in _cell_lines(b)), None)
        elif frame.name == "dt":
            parent.term = next((line for b in frame.blocks for line in _cell_lines(b)), None)
        elif frame.name == "dd" and parent.term:
            parent.blocks.append(Definition(parent.term, tuple(frame.blocks)))
        elif frame.name == "li" or (frame.name in ("ul", "ol") and parent.name in ("ul", "ol")):
            self._end_item(frame, parent)
        else:
            parent.blocks += _closed(frame)

    def _end_row(self, frame: _Frame, parent: _Frame) -> None:
        row = Row(frame.line, tuple(frame.cells))
        if frame.is_header and frame.cells and parent.header is None and not parent.rows:
            parent.header = row
        elif frame.cells:
            parent.rows.append(row)

    def _end_item(self, frame: _Frame, parent: _Frame) -> None:
        blocks = frame.blocks if frame.name == "li" else _closed(frame)
        if not blocks:
            return
        holds_items = parent.name in ("ul", "ol")
        item = ListItem(frame.line, tuple(blocks), is_checked=frame.is_checked)
        if holds_items:
            parent.items.append(item)
        else:
            parent.blocks.append(ListBlock((item,)))


def _closed(frame: _Frame) -> list[Block]:
    """Return what an element became when it is closed."""
    if frame.name in ("ul", "ol"):
        return [*frame.blocks, *([ListBlock(tuple(frame.items))] if frame.items else [])]
    if frame.name == "table" and (frame.rows or frame.header):
        return [Table(frame.line, frame.header, tuple(frame.rows), frame.caption)]
    if frame.name == "blockquote" and frame.blocks:
        return [Quote(tuple(frame.blocks))]
    return frame.blocks


def _cell_lines(block: Block) -> tuple[TextLine, ...]:
    return tuple(text_lines([block]))


def parse_html(text: str) -> Document:
    """Return a page of HTML as a document."""
    builder = BlockBuilder()
    builder.feed(without_open_comments(text))
    builder.close()
    return Document(
        format="html",
        blocks=tuple(builder.blocks),
        source=tuple(text.split("\n")),
        hidden=tuple(builder.hidden),
        title=builder.title,
        metadata={"times": builder.times} if builder.times else {},
    )


def parse_html_block(text: str, first_line: int) -> tuple[list[Block], list[Hidden]]:
    """Return the blocks of a piece of HTML that begins on a line of another document."""
    builder = BlockBuilder(first_line)
    builder.feed(without_open_comments(text))
    builder.close()
    return builder.blocks, builder.hidden
