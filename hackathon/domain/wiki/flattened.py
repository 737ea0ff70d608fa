"""A page that was shown as a table and became text: cells end in " |", rows in a line with only "|"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hackathon.domain.wiki.source import Line

_BAR = "|"
_FEWEST_CELLS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Unflattened:
    """The lines as if there had been no table, and the lines that only drew it."""

    lines: tuple[Line, ...]
    bars: tuple[Line, ...]


def is_flattened(lines: Sequence[Line]) -> bool:
    """Whether the text has the marks of a table; a single bar may stand in any sentence."""
    has_row = any(line.words == _BAR for line in lines)
    return has_row and sum(line.text.endswith(f" {_BAR}") for line in lines) >= _FEWEST_CELLS


def unflatten(lines: Sequence[Line]) -> Unflattened:
    """Take the bars away; the end of a row counts as the two blank lines that elsewhere part topics."""
    kept: list[Line] = []
    bars: list[Line] = []
    is_new_row = False
    for line in lines:
        text = line.text.removesuffix(_BAR).rstrip()
        if not text.strip():
            bars.append(line)
            is_new_row = True
        else:
            kept.append(replace(line, text=text, gap=2 if is_new_row else line.gap))
            is_new_row = False
    return Unflattened(lines=tuple(kept), bars=tuple(bars))
