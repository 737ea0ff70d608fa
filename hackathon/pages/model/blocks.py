"""Text blocks as Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import dedent

from hackathon.pages.model.limits import MAX_LIST_DEPTH
from hackathon.pages.model.texts import Block, BlockKind

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)
# Underscores between letters mean nothing in Markdown, and an ampersand only before an entity's name.
_SPECIAL = re.compile(r"[\\`*\[\]<]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_AT_START = re.compile(r"[#>+=~|-]|\d{1,9}(?=[.)](?:\s|$))")


def blocks_as_markdown(blocks: Iterable[Block], *, shown: Callable[[Block], str] | None = None) -> str:
    """Return the blocks as Markdown: paragraphs, nested lists and verbatim lines.

    Only what would be read as markup is escaped, so web addresses and most sentences stay as they are.
    `shown` returns the Markdown of a block that is more than plain text; it is called for each block in
    order, except for verbatim ones.
    """
    words_of = shown or (lambda block: escape_line(block.text))
    parts: list[str] = []
    for kind, run in groupby(
        blocks, key=lambda block: BlockKind.BULLET if block.kind in _LISTS else block.kind
    ):
        if kind is BlockKind.BULLET:
            parts.append("\n".join(_list_lines(list(run), words_of)))
        elif kind is BlockKind.VERBATIM:
            parts.append(_fenced(dedent("\n".join(block.text for block in run)).split("\n")))
        else:
            parts += [words_of(block) for block in run]
    return "\n\n".join(part for part in parts if part)


def escape_line(text: str) -> str:
    """Escape one line of plain text for Markdown, with white space collapsed."""
    return escape_text(" ".join(text.split()))


def escape_text(words: str) -> str:
    """Escape one line of plain text for Markdown, unchanged otherwise."""
    safe = _SPECIAL.sub(r"\\\g<0>", words)
    start = _AT_START.match(safe)
    if not start:
        return safe
    return f"{start.group()}\\{safe[start.end() :]}" if start.group()[0].isdigit() else f"\\{safe}"


def _list_lines(items: Sequence[Block], words_of: Callable[[Block], str]) -> Iterator[str]:
    """Yield one line an item, each indented below the mark of the item that holds it."""
    widths: list[int] = []
    for item in items:
        depth = min(max(item.depth, 1), len(widths) + 1, MAX_LIST_DEPTH)
        mark = f"{item.number or 1}. " if item.kind is BlockKind.NUMBERED else "- "
        widths = widths[: depth - 1]
        yield f"{' ' * sum(widths)}{mark}{words_of(item)}"
        widths.append(len(mark))


def _fenced(lines: Sequence[str]) -> str:
    longest = max((len(ticks) for line in lines for ticks in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])
