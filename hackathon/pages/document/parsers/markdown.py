"""Parses Markdown with markdown-it-py: GitHub, GitLab, HedgeDoc, and wikis that use Markdown."""

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from hackathon.pages.document.blocks import (
    Block,
    Cell,
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
    Run,
    Table,
    TextLine,
    Verbatim,
    plain_line,
    text_line,
    text_lines,
)
from hackathon.pages.document.parsers.front_matter import split_front_matter
from hackathon.pages.document.parsers.html import parse_html_block
from hackathon.pages.document.parsers.inline_html import InlineBuilder
from hackathon.pages.document.parsers.lazy_titles import spaced_titles

_INLINE = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
_BLOCKS = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
_BLOCKS.disable(["inline", "text_join"])
"""What stands in a line is parsed when it is taken: parsed all at once, it takes most of the memory."""
_BOX = re.compile(r"\[([ xX])\]\s+")
# Marks of wikis and pads that keep Markdown: attributes of a block, containers, a table of contents.
_DIRECTIVE = re.compile(
    r"\s*(?:\{[.#:][^{}]{0,200}\}|:{3,}\s*\w{0,30}.{0,60}|\[\[?_?TOC_?\]\]?"
    r"|@\[toc\].{0,40})\s*"
)
_TRAILING_ATTRIBUTES = re.compile(r"\s*\{[.#:][^{}]{0,200}\}\s*$")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+-]{1,40}:\s?")


@dataclass(slots=True)
class _Opened:
    """A container that is open: what it holds so far."""

    kind: str
    line: int
    number: int | None = None
    blocks: list[Block] = field(default_factory=list)
    items: list[ListItem] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    header: Row | None = None
    cells: list[Cell] = field(default_factory=list)


def parse_markdown(text: str) -> Document:
    """Return a page of Markdown as a document, its front matter as metadata."""
    metadata, keys, skipped = split_front_matter(text)
    lines = text.split("\n")
    body = "\n".join(["", *[""] * (skipped - 1), *lines[skipped:]]) if skipped else text
    spaced, numbers = spaced_titles(body.split("\n"))
    links: dict[str, object] = {}
    walk = _Walk(numbers, links)
    tokens = _BLOCKS.parse("\n".join(spaced), links)
    tokens.reverse()
    while tokens:  # each is freed once it is taken
        walk.take(tokens.pop())
    hidden = [*walk.hidden, *([Hidden(1, skipped, HiddenKind.METADATA)] if skipped else [])]
    title = metadata.get("title")
    return Document(
        format="markdown",
        blocks=tuple(walk.stack[0].blocks),
        source=tuple(lines),
        hidden=tuple(hidden),
        title=title if isinstance(title, str) else None,
        metadata=metadata,
        metadata_lines=keys,
    )


class _Walk:
    """The blocks read so far, and the containers that are open."""

    def __init__(self, numbers: Sequence[int], links: MutableMapping[str, object]) -> None:
        self.numbers = numbers
        self.links = links
        self.stack = [_Opened("", 1)]
        self.hidden: list[Hidden] = []
        self.heading: tuple[int, int] | None = None
        self.line = 1

    def take(self, token: Token) -> None:
        if token.map:
            self.line = self.numbers[token.map[0]]
        if token.type == "inline":
            self._take_inline(token)
        elif token.type == "heading_open":
            self.heading = (self.line, int(token.tag[1:]))
        elif token.type == "heading_close":
            self.heading = None
        elif token.type in ("fence", "code_block"):
            self._take_code(token)
        elif token.type == "html_block":
            self._take_html(token)
        elif token.type == "hr":
            self._hold(Rule(self.line))
        elif token.nesting == 1 and token.type != "paragraph_open":
            self._open(token)
        elif token.nesting == -1 and token.type != "paragraph_close":
            self._close(token)

    def _hold(self, block: Block) -> None:
        self.stack[-1].blocks.append(block)

    def _open(self, token: Token) -> None:
        number = int(token.info) if token.type == "list_item_open" and token.info.isdigit() else None
        self.stack.append(_Opened(token.type.removesuffix("_open"), self.line, number))

    def _close(self, token: Token) -> None:
        kind = token.type.removesuffix("_close")
        if self.stack[-1].kind != kind or len(self.stack) == 1:
            return
        opened = self.stack.pop()
        parent = self.stack[-1]
        if kind == "list_item":
            self._end_item(opened, parent)
        elif kind in ("bullet_list", "ordered_list") and opened.items:
            parent.blocks.append(ListBlock(tuple(opened.items)))
        elif kind == "blockquote" and opened.blocks:
            parent.blocks.append(Quote(tuple(opened.blocks)))
        elif kind in ("th", "td"):
            parent.cells.append(Cell(_cell_lines(opened.blocks)))
        elif kind == "tr":
            parent.rows.append(Row(opened.line, tuple(opened.cells)))
        elif kind == "thead":
            parent.header = opened.rows[0] if opened.rows else None
        elif kind == "tbody":
            parent.rows += opened.rows
        elif kind == "table":
            parent.blocks.append(Table(opened.line, opened.header, tuple(opened.rows)))

    def _end_item(self, opened: _Opened, parent: _Opened) -> None:
        blocks = [
            Paragraph((block.content,)) if isinstance(block, Heading) else block for block in opened.blocks
        ]
        checked: bool | None = None
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph) and (box := _BOX.match(first.lines[0].text)):
            checked = box[1] != " "
            blocks = [Paragraph((_without_start(first.lines[0], box.end()), *first.lines[1:])), *blocks[1:]]
        parent.items.append(ListItem(opened.line, tuple(blocks), opened.number, checked))

    def _take_inline(self, token: Token) -> None:
        (parsed,) = _INLINE.parseInline(token.content, self.links)
        lines = _inline_lines(parsed, self.line)
        if self.heading:
            line, level = self.heading
            runs = tuple(run for part in lines for run in part.runs)
            text = _TRAILING_ATTRIBUTES.sub("", " ".join(part.text for part in lines))
            if text:
                self._hold(Heading(line, level, TextLine(line, runs, text)))
            return
        kept = [part for part in lines if not _DIRECTIVE.fullmatch(part.text)]
        for part in lines:
            if _DIRECTIVE.fullmatch(part.text):
                self.hidden.append(Hidden(part.number, part.number, HiddenKind.MARKUP))
        if kept:
            self._hold(Paragraph(tuple(kept)))

    def _take_code(self, token: Token) -> None:
        first = self.line + (1 if token.type == "fence" else 0)
        lines = [plain_line(first + n, line) for n, line in enumerate(token.content.rstrip("\n").split("\n"))]
        if token.type == "fence" and token.map:
            self.hidden += [
                Hidden(line, line, HiddenKind.MARKUP) for line in (self.line, self.numbers[token.map[1] - 1])
            ]
        self._hold(Verbatim(tuple(lines)))

    def _take_html(self, token: Token) -> None:
        blocks, hidden = parse_html_block(token.content, self.line)
        self.stack[-1].blocks += blocks
        self.hidden += hidden
        last = self.numbers[token.map[1] - 1] if token.map else self.line
        shown = {line.number for line in _lines_of(blocks)}
        self.hidden += [
            Hidden(number, number, HiddenKind.MARKUP)
            for number in range(self.line, last + 1)
            if number not in shown
        ]


def _lines_of(blocks: Sequence[Block]) -> list[TextLine]:
    return list(text_lines(blocks))


def _cell_lines(blocks: Sequence[Block]) -> tuple[TextLine, ...]:
    return tuple(text_lines(blocks))


def _without_start(line: TextLine, count: int) -> TextLine:
    runs = list(line.runs)
    left = count
    while runs and left > 0:
        cut = min(left, len(runs[0].text))
        left -= cut
        runs[0] = Run(runs[0].text[cut:], runs[0].link, runs[0].is_strong, runs[0].is_emphasis)
        if not runs[0].text:
            runs.pop(0)
    return text_line(line.number, runs, is_broken=line.is_broken)


def _inline_lines(token: Token, number: int) -> list[TextLine]:
    builder = InlineBuilder(number)
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline":
                builder.add(_SHORTCODE.sub("", child.content) if child.type == "text" else child.content)
            case "softbreak" | "hardbreak":
                builder.end_line(is_broken=child.type == "hardbreak")
            case "link_open":
                builder.link = str(child.attrs.get("href", "")) or None
            case "link_close":
                builder.link = None
            case "strong_open" | "strong_close":
                builder.strong += child.nesting
            case "em_open" | "em_close":
                builder.emphasis += child.nesting
            case "html_inline":
                builder.take_tag(child.content)
            case _:
                pass
    builder.end_line()
    return builder.lines
