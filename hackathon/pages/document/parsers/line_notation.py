"""An engine for line-based formats that have no maintained parser.

A `LineNotation` describes how a format writes headings, items, rows and styles. Every pattern is linear.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hackathon.pages.document.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    Hidden,
    HiddenKind,
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
)
from hackathon.pages.document.parsers.nested_lists import FlatItem, nested_list


@dataclass(frozen=True, slots=True)
class ItemMark:
    """The beginning of a list item: its depth, its number or checkbox, its text."""

    depth: int
    text: str
    number: int | None = None
    is_checked: bool | None = None


@dataclass(frozen=True, slots=True)
class RowMark:
    """The cells of a line that is a row of a table."""

    cells: tuple[str, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNotation:
    """The notation of a format; a pattern for something it lacks never matches.

    `styles` has groups named `strong`, `emphasis`, and `target` with `words` for a link.
    """

    name: str
    heading: Callable[[int, str], tuple[int, str] | None]
    item: Callable[[str], ItemMark | None]
    row: Callable[[int, str], RowMark | None] = lambda _number, _line: None
    hidden: Callable[[int, str], HiddenKind | None] = lambda _number, _line: None
    verbatim: Mapping[str, str] = field(default_factory=dict)
    styles: re.Pattern[str] | None = None
    hard_break: re.Pattern[str] | None = None
    end: re.Pattern[str] | None = None
    rule: re.Pattern[str] = re.compile(r"\s*(?:-{4,}|\*{5,}|_{5,}|={5,})\s*")
    quote: re.Pattern[str] | None = None
    lines_break: bool = False
    lazy_items: bool = False


def parse_lines(
    text: str, notation: LineNotation, *, skip: int = 0, metadata: Mapping[str, object] | None = None
) -> Document:
    """Return the text as a document; the first `skip` lines are metadata."""
    source = text.split("\n")
    walk = _Walk(notation)
    for number, line in enumerate(source[skip:], start=skip + 1):
        walk.take(number, line.replace("\N{NO-BREAK SPACE}", " ").rstrip())
    walk.end()
    hidden = [*([Hidden(1, skip, HiddenKind.METADATA)] if skip else []), *walk.hidden]
    return Document(
        format=notation.name,
        blocks=tuple(walk.blocks),
        source=tuple(source),
        hidden=tuple(hidden),
        metadata=metadata or {},
    )


def styled_runs(text: str, styles: re.Pattern[str] | None) -> list[Run]:
    """Return the text as runs, with the marks of its styles gone."""
    runs: list[Run] = []
    end = 0
    for match in styles.finditer(text) if styles else ():
        part = match.groupdict()
        runs.append(Run(text[end : match.start()]))
        if part.get("strong") is not None:
            runs += [
                Run(run.text, run.link, True, run.is_emphasis) for run in styled_runs(part["strong"], styles)
            ]
        elif part.get("emphasis") is not None:
            runs.append(Run(part["emphasis"], None, False, True))
        elif part.get("target") is not None:
            words = part.get("words") or part["target"]
            runs.append(Run(words.strip(), part["target"].strip()))
        elif part.get("bare") is not None:
            runs.append(Run(part["bare"]))
        end = match.end()
    runs.append(Run(text[end:]))
    return [run for run in runs if run.text]


class _Walk:
    """The blocks so far, and the paragraph, list or table that the next line may go on with."""

    def __init__(self, notation: LineNotation) -> None:
        self.notation = notation
        self.blocks: list[Block] = []
        self.hidden: list[Hidden] = []
        self.paragraph: list[TextLine] = []
        self.items: list[FlatItem] = []
        self.rows: list[Row] = []
        self.header: Row | None = None
        self.verbatim: list[TextLine] = []
        self.closing: str | None = None
        self.quoted: list[TextLine] = []
        self.gap = False

    def take(self, number: int, line: str) -> None:
        if self.closing is not None:
            self._take_verbatim(number, line)
            return
        opening = next(
            (mark for mark in self.notation.verbatim if line.strip().casefold().startswith(mark)), None
        )
        if opening:
            self.end()
            self.closing = self.notation.verbatim[opening]
            self.hidden.append(Hidden(number, number, HiddenKind.MARKUP))
        elif not line.strip():
            self._take_blank()
        elif kind := self.notation.hidden(number, line):
            self.hidden.append(Hidden(number, number, kind))
            if self.notation.end and self.notation.end.fullmatch(line):
                self.end()
        elif heading := self.notation.heading(number, line):
            self.end()
            self.blocks.append(Heading(number, heading[0], self._line(number, heading[1])))
        elif self.notation.rule.fullmatch(line):
            self.end()
            self.blocks.append(Rule(number))
        else:
            self._take_text(number, line)

    def _take_verbatim(self, number: int, line: str) -> None:
        if self.closing is not None and line.strip().casefold().startswith(self.closing):
            self.closing = None
            self.hidden.append(Hidden(number, number, HiddenKind.MARKUP))
            self.end()
        else:
            self.verbatim.append(plain_line(number, line))

    def _take_blank(self) -> None:
        self._end_rows()
        self._end_quote()
        if self.items:
            self.gap = True
        else:
            self._end_paragraph()

    def _take_text(self, number: int, line: str) -> None:
        quote = self.notation.quote.match(line) if self.notation.quote else None
        row = self.notation.row(number, line)
        mark = self.notation.item(line) if not row and not quote else None
        if quote:
            self._end_items()
            self._end_paragraph()
            self.quoted.append(self._line(number, line[quote.end() :]))
        elif row:
            self._take_row(number, row)
        elif mark:
            self._end_paragraph()
            self._end_rows()
            lines = [self._line(number, mark.text)] if mark.text.strip() else []
            self.items.append(FlatItem(mark.depth, lines, number, mark.number, mark.is_checked))
            self.gap = False
        elif self.items and self._continues(line):
            self._continue_item(number, line)
        else:
            self._end_items()
            self._end_rows()
            self.paragraph.append(self._line(number, line.strip()))

    def _continues(self, line: str) -> bool:
        indent = len(line) - len(line.lstrip())
        return indent > 0 or (not self.gap and self.notation.lazy_items)

    def _continue_item(self, number: int, line: str) -> None:
        item = self.items[-1]
        indent = len(line) - len(line.lstrip())
        holder = (
            next((above for above in reversed(self.items) if above.depth < indent), item) if indent else item
        )
        holder = holder if holder is item or self.gap else item
        words = self._line(number, line.strip())
        if self.gap or holder.blocks:
            last = holder.blocks[-1] if holder.blocks and not self.gap else None
            if isinstance(last, Paragraph):
                holder.blocks[-1] = Paragraph((*last.lines, words))
            else:
                holder.blocks.append(Paragraph((words,)))
        else:
            holder.lines.append(words)
        self.gap = False

    def _take_row(self, number: int, row: RowMark) -> None:
        self._end_paragraph()
        self._end_items()
        cells = tuple(Cell(tuple([self._line(number, cell)] if cell.strip() else [])) for cell in row.cells)
        if not any(cell.lines for cell in cells):
            self.hidden.append(Hidden(number, number, HiddenKind.MARKUP))
        elif not self.rows and not self.header and row.is_header:
            self.header = Row(number, cells)
        else:
            self.rows.append(Row(number, cells))

    def _line(self, number: int, text: str) -> TextLine:
        pattern = self.notation.hard_break
        ending = pattern.search(text) if pattern else None
        plain = text[: ending.start()] if ending else text
        is_broken = ending is not None or self.notation.lines_break
        return text_line(number, styled_runs(plain, self.notation.styles), is_broken=is_broken)

    def end(self) -> None:
        """End whatever is open."""
        self._end_paragraph()
        self._end_items()
        self._end_rows()
        self._end_quote()
        if self.verbatim:
            self.blocks.append(Verbatim(tuple(self.verbatim)))
            self.verbatim = []

    def _end_paragraph(self) -> None:
        lines = [line for line in self.paragraph if line.text]
        self.paragraph = []
        if lines:
            self.blocks.append(Paragraph(tuple(lines)))

    def _end_items(self) -> None:
        if self.items:
            block = nested_list(self.items)
            self.items = []
            self.blocks += [block] if block.items else []
        self.gap = False

    def _end_rows(self) -> None:
        if self.rows or self.header:
            first = self.header or self.rows[0]
            self.blocks.append(Table(first.line, self.header, tuple(self.rows)))
            self.rows, self.header = [], None

    def _end_quote(self) -> None:
        lines = [line for line in self.quoted if line.text]
        self.quoted = []
        if lines:
            self.blocks.append(Quote((Paragraph(tuple(lines)),), is_reply=True))


def indented_item(
    line: str, pattern: re.Pattern[str], checked: Sequence[str] = ("x", "X")
) -> ItemMark | None:
    """Return the item of a line by a pattern with the groups `indent`, `text` and, if it has them, more."""
    match = pattern.match(line)
    if not match:
        return None
    part = match.groupdict()
    number = part.get("number")
    box = part.get("box")
    return ItemMark(
        depth=len((part.get("indent") or "").expandtabs(4)),
        text=line[match.end() :],
        number=int(number) if number else None,
        is_checked=None if box is None else box in checked,
    )
