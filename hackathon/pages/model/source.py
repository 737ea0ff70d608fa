"""The bytes of a file as the numbered lines of a page."""

import re
from dataclasses import dataclass

from hackathon.core.errors import BadEntry, NotAPage
from hackathon.core.text import decoding
from hackathon.core.text.messages import message

MAX_UPLOAD_BYTES = 5_000_000
"""Bytes of a page that a browser may send; the largest wiki page known to us has about 200,000."""
MAX_FILE_BYTES = 50_000_000
"""Bytes of a page that a command may read: an event of thousands of topics, written by us, has more."""

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


def decode(data: bytes, *, most: int = MAX_UPLOAD_BYTES) -> str:
    """Return the text of a file.

    Raises NotAPage if the file is too large, empty or not text.
    """
    if len(data) > most:
        if most < MAX_FILE_BYTES:
            raise NotAPage(
                message(
                    "The file has more than the %(most)s bytes that are allowed here. The command "
                    "“hackathon import” reads up to %(more)s.",
                    most=f"{most:,}",
                    more=f"{MAX_FILE_BYTES:,}",
                )
            )
        raise NotAPage(
            message(
                "The file has more than the %(most)s bytes that are allowed here. Please import it in parts.",
                most=f"{most:,}",
            )
        )
    try:
        text = decoding.text_of(data)
    except BadEntry as refusal:
        raise NotAPage(refusal.message) from refusal
    if not text.strip():
        raise NotAPage(message("The file is empty. Copy the whole page, from its title to its last line."))
    return with_line_feeds(text)


def with_line_feeds(text: str) -> str:
    """Return the text with a line feed after each line; browsers send forms with carriage returns too."""
    return _NEW_LINE.sub("\n", text) if "\r" in text else text


def count_lines(text: str) -> int:
    """Return the number of lines; a final line break does not start another line."""
    parts = _NEW_LINE.split(text)
    return len(parts) - (parts[-1] == "")


def lines_of(text: str) -> list[Line]:
    """Return the lines that are not blank, numbered from 1, each with the number of blank lines above it."""
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
