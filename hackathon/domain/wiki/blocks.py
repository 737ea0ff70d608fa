"""Blocks of a page as Markdown, so that each shows as it was written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import dedent

from hackathon.domain.wiki.texts import Block, BlockKind

_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)
# Underscores between letters mean nothing in Markdown, and an ampersand only before an entity's name.
_SPECIAL = re.compile(r"[\\`*\[\]<]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_AT_START = re.compile(r"[#>+=~|-]|\d{1,9}(?=[.)](?:\s|$))")


def as_markdown(blocks: Iterable[Block], *, shown: Callable[[Block], str] | None = None) -> str:
    """Return the blocks as Markdown: paragraphs, nested lists and verbatim lines, nothing else interpreted.

    Only what would be read as markup is escaped, so addresses of web pages and most sentences stay as
    they are. `shown` gives the words of a block where they are more than its plain text; it is asked for each
    block in order, but for verbatim ones.
    """
    words_of = shown or (lambda block: escaped(block.text))
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


def escaped(text: str) -> str:
    """Return one line of plain text as Markdown that shows it, its white space narrowed to single spaces."""
    return guarded(" ".join(text.split()))


def guarded(words: str) -> str:
    """Return one line of plain text as Markdown that shows it, letter for letter."""
    safe = _SPECIAL.sub(r"\\\g<0>", words)
    start = _AT_START.match(safe)
    if not start:
        return safe
    return f"{start.group()}\\{safe[start.end() :]}" if start.group()[0].isdigit() else f"\\{safe}"


def _list_lines(items: Sequence[Block], words_of: Callable[[Block], str]) -> Iterator[str]:
    """Yield one line an item, each indented below the mark of the item that holds it."""
    widths: list[int] = []
    for item in items:
        depth = min(max(item.depth, 1), len(widths) + 1)
        mark = f"{item.number or 1}. " if item.kind is BlockKind.NUMBERED else "- "
        widths = widths[: depth - 1]
        yield f"{' ' * sum(widths)}{mark}{words_of(item)}"
        widths.append(len(mark))


def _fenced(lines: Sequence[str]) -> str:
    longest = max((len(ticks) for line in lines for ticks in re.findall(r"`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([fence, *lines, fence])
