"""From the bytes of a file to the numbered lines of a page."""

import re
from dataclasses import dataclass

from hackathon.domain.errors import NotAPage

LARGEST = 5_000_000
"""Bytes of a page that a browser may send; the largest wiki page known to us has about 200,000."""
LARGEST_FILE = 50_000_000
"""Bytes of a page that a command may read: an event of thousands of topics, written by us, has more."""

_OTHER_KINDS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or office document",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Tab, line feed, form feed and carriage return are the only control characters that text has.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NEW_LINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page that is not blank.

    `text` keeps its indentation but no space at its end; `gap` counts the blank lines above it.
    """

    number: int
    text: str
    gap: int

    @property
    def indent(self) -> int:
        """How many spaces stand before the text."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def words(self) -> str:
        """The text with its outer space gone and each run of inner space as one."""
        return " ".join(self.text.split())


def decode(data: bytes, *, most: int = LARGEST) -> str:
    """Return the text of a file.

    Raises NotAPage for a file of more than that many bytes, or that is empty, binary or not UTF-8, saying
    what to do.
    """
    if len(data) > most:
        instead = (
            f"The command “hackathon import” reads up to {LARGEST_FILE:,}."
            if most < LARGEST_FILE
            else "Import its parts one by one."
        )
        raise NotAPage(f"The file has more than the {most:,} bytes that a page may have here. {instead}")
    if data.startswith(_UTF_16):
        raise NotAPage("The file is UTF-16, not UTF-8. Save it again with the encoding UTF-8.")
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise NotAPage(f"The file is {kind}, not text. Copy the text of the page into a plain text file.")
    if _CONTROL.search(data):
        raise NotAPage("The file is binary, not text. Copy the text of the page into a plain text file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotAPage(
            f"The file is not UTF-8 (line {line}). Save it again with the encoding UTF-8."
        ) from error
    if not text.strip():
        raise NotAPage("The file is empty. Copy the whole page, from its title to its last line.")
    return text


def count_lines(text: str) -> int:
    """Return how many lines the text has; an end of line at the very end begins no further one."""
    parts = _NEW_LINE.split(text)
    return len(parts) - (parts[-1] == "")


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not blank, numbered from 1, with the blank lines above each counted."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(_NEW_LINE.split(text), start=1):
        # Pages put non-breaking spaces after icons and before question marks; they mean a space.
        tidy = raw.replace("\N{NO-BREAK SPACE}", " ").expandtabs(4).rstrip()
        if tidy:
            lines.append(Line(number=number, text=tidy, gap=gap))
            gap = 0
        else:
            gap += 1
    return lines
