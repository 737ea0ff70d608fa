"""The parts of a zipped document, limited in size and depth, and words as HTML."""

import io
import zipfile
import zlib
from html import escape
from xml.etree.ElementTree import Element, ParseError, iterparse

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import Message, message

ZIP_MARK = b"PK\x03\x04"
MOST_UNPACKED = 30_000_000
"""Bytes that the parts that we read may have together, unpacked; pictures are never unpacked."""
MOST_DEPTH = 200
MOST_ELEMENTS = 1_000_000
_TOO_LARGE = message("The document is too large when unpacked. Save the part you need as HTML.")
PROTECTED = message("The file is protected by a password. Save it without one.")


_MOST_NAMED = 3


def other_package(data: bytes) -> Message:
    """Return a description of a zipped file that is neither a workbook nor a text document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return message(
            "This ZIP or office document is damaged, or only a part of it was saved. Please save or "
            "download it again."
        )
    if "ppt/presentation.xml" in names or b"opendocument.presentation" in data[:200]:
        return message("These are slides. Copy their text and paste it.")
    if b"application/epub" in data[:200]:
        return message("This is an e-book (EPUB). Copy its text and paste it.")
    named = ", ".join(f"“{name[:60]}”" for name in names[:_MOST_NAMED])
    return message(
        "This is a ZIP archive with %(number)s files: %(named)s. Unpack it, and import the file that has the "
        "topics.",
        number=len(names),
        named=f"{named}, …" if len(names) > _MOST_NAMED else named,
    )


class Package:
    """A packed document; parts are unpacked and parsed one by one, up to the limits."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.left = MOST_UNPACKED

    def part(self, name: str) -> Element:
        """Return a part as XML; raises KeyError, ParseError or ValueError if there is no valid one."""
        info = self.archive.getinfo(name)
        if info.flag_bits & 1:
            raise NotAPage(PROTECTED)
        try:
            with self.archive.open(info) as packed:
                content = packed.read(self.left + 1)
        except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ValueError(str(error)) from error
        self.left -= len(content)
        if self.left < 0:
            raise NotAPage(_TOO_LARGE)
        return parse_xml(content)

    def part_or_none(self, name: str) -> Element | None:
        """Return a part as XML; None where the document has none of that name."""
        return self.part(name) if name in self.archive.namelist() else None


def parse_xml(content: bytes) -> Element:
    """Return XML without declarations of its own, nested no deeper than people write."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("a document declares no entities")
    root: Element | None = None
    depth = count = 0
    events = iterparse(io.BytesIO(content), ("start", "end"))  # noqa: S314 -- no entities, see above
    for event, element in events:
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > MOST_DEPTH or count > MOST_ELEMENTS:
            raise NotAPage(_TOO_LARGE)
    if root is None:
        raise ParseError("nothing in it")
    return root


def styled_words(text: str, *, is_strong: bool, is_emphasis: bool) -> str:
    """Return words as HTML, with their marks around all but outer space."""
    words = text.strip()
    if not words or not (is_strong or is_emphasis):
        return escape(text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    inner = escape(words)
    inner = f"<em>{inner}</em>" if is_emphasis else inner
    inner = f"<strong>{inner}</strong>" if is_strong else inner
    return f"{before}{inner}{after}"


class Lines:
    """HTML, one block on each line; items of lists are gathered with how deep they stand."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.depth = 0

    def block(self, name: str, inner: str) -> None:
        """Add a paragraph or a heading."""
        self.end_list()
        if inner.strip():
            self.lines.append(f"<{name}>{inner}</{name}>")

    def item(self, depth: int, inner: str) -> None:
        """Add a list item; a deeper one goes inside the item before it."""
        if not inner.strip():
            return
        wanted = min(depth, self.depth + 1)
        while self.depth < wanted:
            self.lines.append("<ul>")
            self.depth += 1
        while self.depth > wanted:
            self.lines.append("</ul>")
            self.depth -= 1
        self.lines.append(f"<li>{inner}")

    def end_list(self) -> None:
        """Close the list that is open."""
        while self.depth:
            self.lines.append("</ul>")
            self.depth -= 1

    def table(self, rows: list[list[str]]) -> None:
        """Add a table; its first row is its header."""
        self.end_list()
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        if not filled:
            return
        self.lines.append("<table>")
        for n, row in enumerate(filled):
            tag = "th" if n == 0 else "td"
            cells = "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
            self.lines.append(f"<tr>{cells}</tr>")
        self.lines.append("</table>")

    def html(self) -> str:
        """Return all lines."""
        self.end_list()
        return "\n".join(self.lines)
