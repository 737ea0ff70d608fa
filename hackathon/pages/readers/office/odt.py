"""Reads the text of an ODT file: headings, paragraphs, lists, tables, bold and italic words, links."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from hackathon.pages.readers.office.packages import Lines, Package, styled_words

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = frozenset(
    {
        f"{_TEXT}tracked-changes",
        f"{_TEXT}table-of-content",
        f"{_TEXT}sequence-decls",
        f"{_OFFICE}annotation",
        f"{_OFFICE}forms",
        f"{_TEXT}note",
    }
)
_MOST_REPEATED = 100


def odt_as_html(package: Package) -> str:
    """Return the body of the document."""
    root = package.part("content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        return ""
    reading = _Reading(_styles(root))
    reading.take(body)
    return reading.lines.html()


def _styles(root: Element) -> dict[str, tuple[bool, bool, bool]]:
    """Return for each style whether it is bold, slanted, and that of the title."""
    styles = {}
    for style in root.iter(f"{_STYLE}style"):
        words = style.find(f"{_STYLE}text-properties")
        weight = (words.get(f"{_FO}font-weight") or "") if words is not None else ""
        slant = (words.get(f"{_FO}font-style") or "") if words is not None else ""
        is_title = style.get(f"{_STYLE}parent-style-name") == "Title"
        styles[style.get(f"{_STYLE}name") or ""] = (weight == "bold", slant == "italic", is_title)
    return styles


class _Reading:
    """The lines so far."""

    def __init__(self, styles: dict[str, tuple[bool, bool, bool]]) -> None:
        self.styles = styles
        self.lines = Lines()

    def take(self, parent: Element, depth: int = 0) -> None:
        for child in parent:
            if child.tag in (f"{_TEXT}h", f"{_TEXT}p"):
                self._take_paragraph(child, depth)
            elif child.tag == f"{_TEXT}list":
                self.take(child, depth + 1)
            elif child.tag == f"{_TABLE}table":
                self.lines.table([list(self._cells(row)) for row in child.iter(f"{_TABLE}table-row")])
            elif child.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header", f"{_TEXT}section"):
                self.take(child, depth)

    def _take_paragraph(self, paragraph: Element, depth: int) -> None:
        name = paragraph.get(f"{_TEXT}style-name") or ""
        is_strong, is_emphasis, is_title = self.styles.get(name, (False, False, name == "Title"))
        inner = "".join(self._inline(paragraph, is_strong=is_strong, is_emphasis=is_emphasis)).strip()
        if paragraph.tag == f"{_TEXT}h":
            level = paragraph.get(f"{_TEXT}outline-level") or "1"
            self.lines.block(f"h{min(int(level), 6) if level.isdigit() else 1}", inner)
        elif is_title:
            self.lines.block("h1", inner)
        elif depth:
            self.lines.item(depth, inner)
        else:
            self.lines.block("p", inner)

    def _cells(self, row: Element) -> Iterator[str]:
        for cell in row.findall(f"{_TABLE}table-cell"):
            parts = ("".join(self._inline(each)).strip() for each in cell.iter(f"{_TEXT}p"))
            repeated = cell.get(f"{_TABLE}number-columns-repeated") or "1"
            inner = "<br>".join(part for part in parts if part)
            yield from [inner] * min(int(repeated) if repeated.isdigit() else 1, _MOST_REPEATED)

    def _inline(
        self, parent: Element, *, is_strong: bool = False, is_emphasis: bool = False
    ) -> Iterator[str]:
        yield styled_words(parent.text or "", is_strong=is_strong, is_emphasis=is_emphasis)
        for child in parent:
            if child.tag not in _SKIPPED:
                yield from self._part(child, is_strong=is_strong, is_emphasis=is_emphasis)
            yield styled_words(child.tail or "", is_strong=is_strong, is_emphasis=is_emphasis)

    def _part(self, part: Element, *, is_strong: bool, is_emphasis: bool) -> Iterator[str]:
        if part.tag == f"{_TEXT}line-break":
            yield "<br>"
        elif part.tag in (f"{_TEXT}tab", f"{_TEXT}s"):
            yield " "
        else:
            style = self.styles.get(part.get(f"{_TEXT}style-name") or "", (False, False, False))
            words = "".join(
                self._inline(part, is_strong=is_strong or style[0], is_emphasis=is_emphasis or style[1])
            )
            target = part.get(_LINK)
            yield f'<a href="{escape(target)}">{words}</a>' if target else words
