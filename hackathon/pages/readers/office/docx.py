"""Reads the text of a DOCX file: headings, paragraphs, lists, tables, bold and italic words, links."""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from hackathon.pages.readers.office.packages import Lines, Package, styled_words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "none"})


def docx_as_html(package: Package) -> str:
    """Return the body of the document."""
    body = package.part("word/document.xml").find(f"{_W}body")
    if body is None:
        return ""
    reading = _Reading(_levels(package), _links(package))
    reading.take(body)
    return reading.lines.html()


def _levels(package: Package) -> dict[str, int]:
    """Return the level of each style that is a heading's, whatever language its name is in."""
    styles = package.part_or_none("word/styles.xml")
    levels: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name = _value(style.find(f"{_W}name")) or ""
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        match = _HEADING.fullmatch(name)
        if match or name.casefold() == "title" or (outline or "").isdigit():
            level = int(match[1]) if match else int(outline or "0") + 1
            levels[style.get(f"{_W}styleId") or ""] = min(level, 6)
    return levels


def _links(package: Package) -> dict[str, str]:
    relations = package.part_or_none("word/_rels/document.xml.rels")
    return {
        each.get("Id") or "": each.get("Target") or ""
        for each in (relations if relations is not None else ())
        if (each.get("Type") or "").endswith("/hyperlink")
    }


def _value(element: Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None


class _Reading:
    """The lines so far."""

    def __init__(self, levels: dict[str, int], links: dict[str, str]) -> None:
        self.levels = levels
        self.links = links
        self.lines = Lines()

    def take(self, parent: Element) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self._take_paragraph(child)
            elif child.tag == f"{_W}tbl":
                self.lines.table([list(self._cells(row)) for row in child.iter(f"{_W}tr")])
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                self.take(child)

    def _take_paragraph(self, paragraph: Element) -> None:
        inner = "".join(self._inline(paragraph)).strip()
        properties = paragraph.find(f"{_W}pPr")
        style = _value(properties.find(f"{_W}pStyle")) if properties is not None else None
        numbered = properties.find(f"{_W}numPr") if properties is not None else None
        level = self.levels.get(style or "")
        if level:
            self.lines.block(f"h{level}", inner)
        elif numbered is not None or (style or "").startswith("List"):
            depth = _value(numbered.find(f"{_W}ilvl")) if numbered is not None else None
            self.lines.item(int(depth) + 1 if depth and depth.isdigit() else 1, inner)
        else:
            self.lines.block("p", inner)

    def _cells(self, row: Element) -> Iterator[str]:
        for cell in row.findall(f"{_W}tc"):
            parts = ("".join(self._inline(each)).strip() for each in cell.iter(f"{_W}p"))
            yield "<br>".join(part for part in parts if part)

    def _inline(self, parent: Element) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{_W}r":
                yield from _run(child)
            elif child.tag == f"{_W}hyperlink":
                target = self.links.get(child.get(f"{_R}id") or "", "")
                words = "".join(self._inline(child))
                yield f'<a href="{escape(target)}">{words}</a>' if target else words
            elif child.tag in (f"{_W}ins", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent"):
                yield from self._inline(child)


def _run(run: Element) -> Iterator[str]:
    properties = run.find(f"{_W}rPr")
    is_strong, is_emphasis = (_is_on(properties, name) for name in ("b", "i"))
    for part in run:
        if part.tag == f"{_W}t":
            yield styled_words(part.text or "", is_strong=is_strong, is_emphasis=is_emphasis)
        elif part.tag == f"{_W}tab":
            yield " "
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            yield "<br>"


def _is_on(properties: Element | None, name: str) -> bool:
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return found is not None and (_value(found) or "1") not in _OFF
