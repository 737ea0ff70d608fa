"""Parses the source of MediaWiki pages with mwparserfromhell."""

import mwparserfromhell
from mwparserfromhell.nodes import Comment, ExternalLink, HTMLEntity, Node, Tag, Template, Text, Wikilink
from mwparserfromhell.nodes import Heading as WikiHeading
from mwparserfromhell.wikicode import Wikicode

from hackathon.pages.document.blocks import (
    Block,
    Cell,
    Definition,
    Document,
    Heading,
    Hidden,
    HiddenKind,
    Paragraph,
    Row,
    Rule,
    Run,
    Table,
    TemplateCall,
    TextLine,
    Verbatim,
    plain_line,
    text_line,
    text_lines,
)
from hackathon.pages.document.parsers.nested_lists import FlatItem, nested_list
from hackathon.pages.document.parsers.open_comments import without_open_comments
from hackathon.pages.document.parsers.wikitext_marks import (
    HIDDEN_LINKS,
    HIDDEN_TAGS,
    MAGIC_WORD,
    PERSON_TEMPLATES,
    VERBATIM,
    plain_words,
)

_MOST_NESTING = 40


def parse_wikitext(text: str) -> Document:
    """Return the source of a wiki page as a document."""
    walk = _Walk()
    walk.take_all(mwparserfromhell.parse(without_open_comments(text)))
    walk.end()
    return Document(
        format="wikitext",
        blocks=tuple(walk.blocks),
        source=tuple(text.split("\n")),
        hidden=tuple(walk.hidden),
    )


class _Walk:
    """The blocks so far, and the line, paragraph or list that the next node goes on with."""

    def __init__(self, number: int = 1, depth: int = 0) -> None:
        self.number = number
        self.depth = depth
        self.blocks: list[Block] = []
        self.hidden: list[Hidden] = []
        self.runs: list[Run] = []
        self.prefix = self.term = ""
        self.paragraph: list[TextLine] = []
        self.items: list[FlatItem] = []
        self.strong = self.emphasis = 0

    def take_all(self, code: Wikicode) -> None:
        if self.depth > _MOST_NESTING:
            self._add_text(str(code))
            return
        self.depth += 1
        for node in code.nodes:
            self._take(node)
        self.depth -= 1

    def _take(self, node: Node) -> None:
        match node:
            case Text():
                self._add_text(str(node.value))
            case WikiHeading():
                self._end_block()
                if MAGIC_WORD.sub("", plain_words(node.title)).strip():
                    self.blocks.append(
                        Heading(self.number, node.level, text_line(self.number, self._runs_of(node.title)))
                    )
                self.number += str(node).count("\n")
            case Tag():
                self._take_tag(node)
            case Wikilink():
                self._take_link(node)
            case ExternalLink():
                words = plain_words(node.title) if node.title else str(node.url)
                self._add(words, str(node.url))
            case Template():
                self._take_template(node)
            case Comment():
                self._hide(node, HiddenKind.COMMENT)
            case _:
                self._add_text(node.normalize() if isinstance(node, HTMLEntity) else str(node))

    def _runs_of(self, code: Wikicode) -> list[Run]:
        walk = _Walk()
        walk.take_all(code)
        return walk.runs or [Run(plain_words(code))]

    def _add(self, text: str, link: str | None) -> None:
        words = " ".join(text.split("\n"))
        self.runs.append(Run(words, link, self.strong > 0, self.emphasis > 0))
        self.number += text.count("\n")

    def _add_text(self, text: str) -> None:
        for position, part in enumerate(MAGIC_WORD.sub("", text).split("\n")):
            if position:
                self._end_line()
                self.number += 1
            if part.strip() or self.runs:
                self._add(part, None)

    def _hide(self, node: Node, kind: HiddenKind) -> None:
        breaks = str(node).count("\n")
        self.hidden.append(Hidden(self.number, self.number + breaks, kind))
        self.number += breaks

    def _take_tag(self, node: Tag) -> None:
        name = str(node.tag).strip().casefold()
        if node.wiki_markup and str(node.wiki_markup) in ("*", "#", ":", ";"):
            self._take_list_mark(str(node.wiki_markup))
        elif name == "br":
            self._end_line(is_broken=True)
        elif name == "hr":
            self._end_block()
            self.blocks.append(Rule(self.number))
        elif name == "table":
            self._take_table(node)
        elif name in VERBATIM:
            self._take_verbatim(node)
        elif name in HIDDEN_TAGS or node.contents is None:
            self._hide(node, HiddenKind.MARKUP)
        else:
            self._take_styled(name, node.contents)

    def _take_list_mark(self, mark: str) -> None:
        if not self.runs:
            self.prefix += mark
            self.strong += mark == ";"
        elif mark == ":" and self.prefix.endswith(";") and self.strong:  # "; term : text" on one line
            self.strong -= 1
            self._add(": ", None)

    def _take_styled(self, name: str, contents: Wikicode) -> None:
        before = self.strong, self.emphasis
        self.strong += name in ("b", "strong")
        self.emphasis += name in ("i", "em")
        self.take_all(contents)
        self.strong, self.emphasis = before

    def _take_verbatim(self, node: Tag) -> None:
        self._end_block()
        lines = str(node.contents or "").strip("\n").split("\n")
        self.blocks.append(Verbatim(tuple(plain_line(self.number + n, line) for n, line in enumerate(lines))))
        self.number += str(node).count("\n")

    def _take_link(self, node: Wikilink) -> None:
        title = str(node.title).strip()
        if HIDDEN_LINKS.match(title):
            self._hide(node, HiddenKind.MARKUP)
        else:
            words = plain_words(node.text) if node.text else title.lstrip(":")
            self._add(words or title, title)

    def _take_template(self, node: Template) -> None:
        first = self.number
        if str(node.name).strip().casefold() in PERSON_TEMPLATES and node.params:
            name = plain_words(node.params[0].value)
            self._add(name, f"User:{name}")
            return
        named = [parameter for parameter in node.params if parameter.showkey]
        if len(named) < 2 or self.runs or self.prefix:
            self._hide(node, HiddenKind.TEMPLATE)
            return
        self._end_block()
        line = first + str(node.name).count("\n")
        fields = []
        for parameter in node.params:
            fields.append(_template_field(parameter.name, parameter.value, line))
            line += str(parameter).count("\n")
        self.blocks.append(TemplateCall(first, str(node.name).strip(), tuple(fields)))
        self.number += str(node).count("\n")

    def _take_table(self, node: Tag) -> None:
        self._end_block()
        table = _TableWalk(self.number, self.depth)
        table.number += str(node).partition("\n")[0].count("\n") + 1
        table.take_rows(node.contents)
        if table.header or table.rows:
            self.blocks.append(Table(self.number, table.header, tuple(table.rows), table.caption))
        self.number += str(node).count("\n")

    def _end_line(self, *, is_broken: bool = False) -> None:
        line = text_line(self.number, self.runs, is_broken=is_broken)
        had_words = bool(line.text)
        prefix, self.runs = self.prefix, []
        if prefix.endswith(";") and not is_broken:
            self.strong = 0
        if not is_broken:
            self.prefix = ""
        if prefix and had_words:
            self._add_item(prefix, line)
        elif had_words:
            self._end_items()
            self.paragraph.append(line)
        elif not is_broken:
            self._end_paragraph()
            self._end_items()

    def _add_item(self, prefix: str, line: TextLine) -> None:
        self._end_paragraph()
        last = self.items[-1] if self.items else None
        is_of_term = prefix.endswith(":") and self.term == f"{prefix[:-1]};"
        if not is_of_term:
            self.term = prefix
        prefix += ":" * is_of_term
        if last and last.lines and last.lines[-1].is_broken and last.depth == len(prefix):
            last.lines.append(line)
        else:
            self.items.append(FlatItem(len(prefix), [line], line.number))

    def _end_paragraph(self) -> None:
        if self.paragraph:
            self.blocks.append(Paragraph(tuple(self.paragraph)))
            self.paragraph = []

    def _end_items(self) -> None:
        if self.items:
            self.blocks.append(nested_list(self.items))
            self.items = []

    def _end_block(self) -> None:
        self._end_line()
        self._end_paragraph()
        self._end_items()

    def end(self) -> None:
        """End whatever is open."""
        self._end_block()


class _TableWalk:
    """The rows of one table."""

    def __init__(self, number: int, depth: int) -> None:
        self.number = number
        self.depth = depth
        self.caption: TextLine | None = None
        self.header: Row | None = None
        self.rows: list[Row] = []

    def take_rows(self, contents: Wikicode) -> None:
        loose: list[Tag] = []
        for node in contents.nodes:
            name = str(node.tag).strip().casefold() if isinstance(node, Tag) else ""
            if name in ("td", "th") and not str(node).startswith("|+"):
                loose.append(node)
            elif name == "tr":
                self._end_row(loose)
                loose = []
                self.number += str(node).partition("\n")[0].count("\n") + 1
                self._end_row([cell for cell in node.contents.nodes if isinstance(cell, Tag)])
            elif name == "td":
                text = plain_words(node.contents).lstrip("+ ")
                self.caption = plain_line(self.number, text)
                self.number += str(node).count("\n")
            else:
                self.number += str(node).count("\n")
        self._end_row(loose)

    def _end_row(self, tags: list[Tag]) -> None:
        first = self.number
        cells = []
        for tag in tags:
            walk = _Walk(self.number, self.depth)
            walk.take_all(tag.contents)
            walk.end()
            cells.append(Cell(tuple(text_lines(walk.blocks))))
            self.number += str(tag).count("\n")
        if not any(cell.lines for cell in cells):
            return
        if all(str(tag.tag).strip() == "th" for tag in tags) and not self.header and not self.rows:
            self.header = Row(first, tuple(cells))
        else:
            self.rows.append(Row(first, tuple(cells)))


def _template_field(name: Wikicode, value: Wikicode, number: int) -> Definition:
    walk = _Walk(number)
    walk.take_all(value)
    walk.end()
    return Definition(plain_line(number, str(name).strip()), tuple(walk.blocks))
