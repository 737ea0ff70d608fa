"""Parses reStructuredText with docutils; no directive may read a file or fetch anything."""

import re
from collections.abc import Iterable

from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import SystemMessage

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
    Run,
    Table,
    TextLine,
    Verbatim,
    plain_line,
    text_line,
    text_lines,
)
from hackathon.pages.document.parsers.plain import parse_plain
from hackathon.pages.model.limits import check_rst

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "_disable_config": True,
    "doctitle_xform": False,
    "sectsubtitle_xform": False,
    "docinfo_xform": False,
    "smart_quotes": False,
    "syntax_highlight": "none",
    "line_length_limit": 20_000,
    "input_encoding": "unicode",
}
_DIRECTIVES = """
    attention caution danger error hint important note tip warning admonition topic sidebar compound container
    epigraph highlights pull-quote parsed-literal code code-block math list-table table contents"""
_KNOWN = frozenset(_DIRECTIVES.split())


def parse_rst(text: str) -> Document:
    """Return a reStructuredText page as a document.

    A page that docutils refuses, for example because its section levels are inconsistent, is read as plain
    text. Raises NotAPage if it is too large.
    """
    check_rst(text)
    source = _without_unknown(text)
    try:
        tree = publish_doctree(source, settings_overrides=_SETTINGS)
    except (SystemMessage, RecursionError, ValueError, AssertionError):
        return parse_plain(text)
    walk = _Walk()
    blocks = walk.blocks_of(tree.children, level=0)
    lines = tuple(text.split("\n"))
    hidden = [
        Hidden(number, number, HiddenKind.MARKUP)
        for number, line in enumerate(lines, start=1)
        if _MARKUP.fullmatch(line)
    ]
    return Document(format="rst", blocks=tuple(blocks), source=lines, hidden=(*walk.hidden, *hidden))


_MARKUP = re.compile(
    r"\s*(?:([=\-~^\"'+#*`:._<>!])\1{2,}|\.\. [\w-]+::.*|:(?:orphan|nosearch|depth|backlinks|local|class"
    r"|name):.*|\.\. _[^:]{1,100}:.*)\s*"
)
_DIRECTIVE = re.compile(r"^(\s*)\.\. ([\w:-]{1,60})::(.*)$")


def _without_unknown(text: str) -> str:
    """Return the text with every directive that docutils does not know made into a box of text."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _DIRECTIVE.match(line)
        if match and match[2] not in _KNOWN:
            lines[number] = f"{match[1]}.. container::"
    return "\n".join(lines)


_HIDDEN = nodes.comment | nodes.substitution_definition | nodes.target | nodes.pending
_SKIPPED = nodes.system_message | nodes.image | nodes.raw | nodes.footnote


class _Walk:
    """Turns docutils' nodes into blocks."""

    def __init__(self) -> None:
        self.hidden: list[Hidden] = []
        self.line = 1

    def blocks_of(self, children: Iterable[nodes.Node], level: int) -> list[Block]:
        blocks: list[Block] = []
        for node in children:
            blocks += self._blocks(node, level)
        return blocks

    def _blocks(self, node: nodes.Node, level: int) -> list[Block]:
        if node.line:
            self.line = max(self.line, node.line) if not isinstance(node, nodes.title) else node.line
        if isinstance(node, nodes.section):
            return self.blocks_of(node.children, level + 1)
        if isinstance(node, nodes.bullet_list | nodes.enumerated_list):
            items = [self._item(item, n, level) for n, item in enumerate(node.children, start=1)]
            kept = tuple(item for item in items if item.blocks)
            return [ListBlock(kept)] if kept else []
        if isinstance(node, nodes.field_list | nodes.definition_list | nodes.option_list):
            return [part for child in node.children for part in self._definition(child, level)]
        if isinstance(node, _HIDDEN):
            first = node.line or self.line
            self.hidden.append(Hidden(first, first + node.astext().count("\n"), HiddenKind.COMMENT))
            return []
        leaf = self._leaf(node, level)
        return leaf if leaf is not None else self._inner(node, level)

    def _leaf(self, node: nodes.Node, level: int) -> list[Block] | None:
        """Return the blocks of a node that holds text; None for one that holds other nodes."""
        match node:
            case nodes.title() | nodes.subtitle() | nodes.rubric():
                number = max(1, self.line - 1) if isinstance(node, nodes.title) else self.line
                line = self._joined(node, number)
                return [Heading(number, max(1, level), line)] if line.text else []
            case nodes.paragraph() | nodes.line() | nodes.attribution() | nodes.term():
                lines = self._lines(node)
                return [Paragraph(lines)] if lines else []
            case nodes.table():
                return self._table(node)
            case nodes.literal_block() | nodes.doctest_block() | nodes.math_block():
                return self._verbatim(node)
            case nodes.transition():
                return [Rule(self.line)]
            case _:
                return None

    def _inner(self, node: nodes.Node, level: int) -> list[Block]:
        if not isinstance(node, nodes.Element) or isinstance(node, _SKIPPED):
            return []
        inner = self.blocks_of(node.children, level)
        is_box = isinstance(node, nodes.Admonition | nodes.block_quote | nodes.container)
        return [Quote(tuple(inner))] if inner and is_box else inner

    def _item(self, node: nodes.Node, number: int, level: int) -> ListItem:
        first = node.line or self.line
        blocks = self.blocks_of(node.children, level)
        line = blocks[0].line if blocks else first
        return ListItem(line, tuple(blocks), number)

    def _definition(self, node: nodes.Node, level: int) -> list[Block]:
        if not isinstance(node, nodes.Element) or len(node.children) < 2:
            return []
        name, body = node.children[0], node.children[-1]
        self.line = node.line or name.line or self.line
        term = self._joined(name, self.line)
        blocks = self.blocks_of(body.children, level) if isinstance(body, nodes.Element) else []
        return [Definition(term, tuple(blocks))]

    def _table(self, node: nodes.table) -> list[Block]:
        first = node.line or self.line
        header: Row | None = None
        rows: list[Row] = []
        for part in node.findall(nodes.row):
            row = Row(self.line, tuple(self._cell(entry) for entry in part.children))
            if isinstance(part.parent, nodes.thead) and header is None:
                header = row
            else:
                rows.append(row)
        return [Table(first, header, tuple(rows))] if rows or header else []

    def _cell(self, entry: nodes.Node) -> Cell:
        blocks = self.blocks_of(entry.children, 1) if isinstance(entry, nodes.Element) else []
        return Cell(tuple(text_lines(blocks)))

    def _verbatim(self, node: nodes.Element) -> list[Block]:
        lines = node.astext().split("\n")
        first = node.line or self.line
        return [Verbatim(tuple(plain_line(first + n, line) for n, line in enumerate(lines)))]

    def _joined(self, node: nodes.Node, number: int) -> TextLine:
        return text_line(
            number,
            [
                Run(run.text.replace("\n", " "), run.link, run.is_strong, run.is_emphasis)
                for run in _runs(node)
            ],
        )

    def _lines(self, node: nodes.Node) -> tuple[TextLine, ...]:
        number = node.line or self.line
        lines: list[TextLine] = []
        runs: list[Run] = []
        for run in _runs(node):
            for position, part in enumerate(run.text.split("\n")):
                if position:
                    lines.append(text_line(number, runs))
                    runs, number = [], number + 1
                runs.append(Run(part, run.link, run.is_strong, run.is_emphasis))
        lines.append(text_line(number, runs))
        self.line = max(self.line, number)
        return tuple(line for line in lines if line.text)


def _runs(
    node: nodes.Node, link: str | None = None, *, strong: bool = False, emphasis: bool = False
) -> list[Run]:
    if isinstance(node, nodes.Text):
        return [Run(str(node), link, strong, emphasis)]
    if not isinstance(node, nodes.Element) or isinstance(node, nodes.system_message | nodes.image):
        return []
    if isinstance(node, nodes.reference):
        link = node.get("refuri") or node.get("refname") or link
    strong = strong or isinstance(node, nodes.strong)
    emphasis = emphasis or isinstance(node, nodes.emphasis)
    return [run for child in node.children for run in _runs(child, link, strong=strong, emphasis=emphasis)]
