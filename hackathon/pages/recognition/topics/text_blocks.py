"""Lines of plain text as paragraphs, lists and verbatim blocks."""

import re
from dataclasses import replace

from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import Block, BlockKind

BULLETS = "•◦▪‣·○●□■☐*-"
"""The marks that browsers and printing programs put before the items of a list."""

_BULLET = re.compile(rf"\s*[{re.escape(BULLETS)}]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_VERBATIM_INDENT = 2


def list_item(text: str) -> str | None:
    """Return the text of a bulleted item; None for any other line."""
    marker = _BULLET.match(text)
    return " ".join(text[marker.end() :].split()) if marker else None


def text_blocks(lines: list[Line]) -> tuple[Block, ...]:
    """Return the lines as blocks.

    Each plain line is a paragraph, since rendered text does not wrap. The depth of a list item follows from
    its indentation relative to the items above it. An indented line without a bullet continues the item
    above.
    """
    blocks: list[tuple[Block, list[str]]] = []
    indents: list[int] = []
    for line in lines:
        item = _item(line)
        if item:
            indents = [indent for indent in indents if indent < line.indent] + [line.indent]
            blocks.append((replace(item, depth=len(indents)), []))
        elif indents and line.gap == 0 and line.indent > indents[-1]:
            blocks[-1][1].append(line.words)
        else:
            indents = []
            blocks.append((_plain(line), []))
    return tuple(
        replace(block, text=" ".join([block.text, *further])) if further else block
        for block, further in blocks
    )


def _item(line: Line) -> Block | None:
    bullet = list_item(line.text)
    if bullet is not None:
        return Block(kind=BlockKind.BULLET, text=bullet)
    marker = _NUMBERED.match(line.text)
    if marker:
        words = " ".join(line.text[marker.end() :].split())
        return Block(kind=BlockKind.NUMBERED, text=words, number=int(marker.group(1)))
    return None


def _plain(line: Line) -> Block:
    if line.indent >= _VERBATIM_INDENT:
        return Block(kind=BlockKind.VERBATIM, text=line.text)
    return Block(kind=BlockKind.PARAGRAPH, text=line.words)


def verbatim_blocks(lines: list[Line]) -> tuple[Block, ...]:
    """Return the lines as verbatim blocks."""
    return tuple(Block(kind=BlockKind.VERBATIM, text=line.text) for line in lines)
