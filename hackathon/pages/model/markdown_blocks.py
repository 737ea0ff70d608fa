"""Markdown as text blocks; the inverse of `blocks.blocks_as_markdown`."""

import re
from dataclasses import replace

from hackathon.pages.model.texts import Block, BlockKind

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,9})[.)])(?: +|$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def unescape(text: str) -> str:
    """Return the text without the backslashes that keep Markdown from reading its signs."""
    return _ESCAPED.sub(r"\1", text)


def strip_blank_lines(text: str) -> str:
    """Return the text without the blank lines around it."""
    lines = text.split("\n")
    filled = [n for n, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def blocks_of_markdown(text: str) -> tuple[Block, ...]:
    """Return what a Markdown text holds: paragraphs, list items and verbatim lines; other markup stays text.

    Lines that follow each other are one paragraph.
    """
    reading = _Reading()
    for line in text.split("\n"):
        reading.take(line)
    reading.finish()
    return tuple(reading.blocks)


class _Reading:
    """What was read so far; `fence` closes the verbatim lines that it stands in.

    `further` are the lines that go on with the last block, joined only when that ends.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.further: list[str] = []
        self.indents: list[int] = []
        self.fence: str | None = None
        self.goes_on = False

    def take(self, line: str) -> None:
        if self.fence is not None:
            self._take_verbatim(line, self.fence)
        elif opening := _FENCE.match(line):
            self.fence, self.goes_on, self.indents = opening[1], False, []
        elif not line.strip():
            self.goes_on = False
        elif item := _ITEM.match(line):
            self._take_item(item, line[item.end() :])
        else:
            self._take_words(line)

    def _take_verbatim(self, line: str, fence: str) -> None:
        closing = line.strip()
        if closing.startswith(fence) and not closing.strip(fence[0]):
            self.fence = None
        else:
            self._begin(Block(kind=BlockKind.VERBATIM, text=line))

    def finish(self) -> None:
        """Give the last block all of its lines."""
        if self.further:
            last = self.blocks[-1]
            self.blocks[-1] = replace(last, text=" ".join([last.text, *self.further]).strip())
            self.further = []

    def _begin(self, block: Block) -> None:
        self.finish()
        self.blocks.append(block)

    def _take_item(self, item: re.Match[str], words: str) -> None:
        indent = len(item[1])
        self.indents = [above for above in self.indents if above < indent] + [indent]
        kind = BlockKind.BULLET if item[2] else BlockKind.NUMBERED
        number = int(item[3]) if item[3] else None
        self._begin(Block(kind=kind, text=_words(words), depth=len(self.indents), number=number))
        self.goes_on = True

    def _take_words(self, line: str) -> None:
        is_in_item = bool(self.indents) and line.startswith(" ")
        if self.goes_on or is_in_item:
            self.further.append(_words(line))
        else:
            self.indents = []
            self._begin(Block(kind=BlockKind.PARAGRAPH, text=_words(line)))
        self.goes_on = True


def _words(text: str) -> str:
    return " ".join(unescape(text).split())
