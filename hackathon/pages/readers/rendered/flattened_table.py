"""Restores a table that became text: cells end in " |", rows in a line with only "|"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.outline import Part, PartKind, looks_like_heading, split_into_parts
from hackathon.pages.recognition.labels.fields import parse_label

_BAR = "|"
_FEWEST_CELLS = 3
_NEW_ROW = 2  # as many blank lines as elsewhere part one topic from the next
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredLines:
    """The lines as if there had been no table, and the lines that only ended its rows."""

    lines: tuple[Line, ...]
    bars: tuple[Line, ...]


def is_flattened(lines: Sequence[Line]) -> bool:
    """Whether the text has the marks of a table; a single bar may occur in any sentence."""
    has_row = any(line.words == _BAR for line in lines)
    return has_row and sum(line.text.endswith(f" {_BAR}") for line in lines) >= _FEWEST_CELLS


def restore_lines(lines: Sequence[Line]) -> RestoredLines:
    """Take the bars away; the end of a row counts as the two blank lines that elsewhere part topics.

    A bar above a labelled field ends the cell before it, as the bar at the end of a line does elsewhere.
    """
    kept: list[Line] = []
    bars: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        text = line.text.removesuffix(_BAR).rstrip()
        if not text.strip():
            waiting.append(line)
            continue
        if waiting and not parse_label(text):
            bars += waiting
            kept.append(replace(line, text=text, gap=_NEW_ROW))
        else:
            kept.append(replace(line, text=text))
        waiting = []
    return RestoredLines(lines=tuple(kept), bars=(*bars, *waiting))


def split_table(lines: Sequence[Line]) -> list[Part]:
    """Cut a page that was a table; each row of its text is a text of its own."""
    return [row for part in split_into_parts(lines, _is_heading) for row in _rows(part)]


def _is_heading(lines: Sequence[Line], n: int) -> bool:
    """Whether a line outside a topic is a heading: there are no blank lines, so only its look can tell."""
    line = lines[n]
    return len(line.text) <= _LONGEST_HEADING and looks_like_heading(line) and line.text[0].isupper()


def _rows(part: Part) -> list[Part]:
    if part.kind is not PartKind.TEXT:
        return [part]
    rows: list[list[Line]] = []
    for line in part.lines:
        if not rows or line.gap >= _NEW_ROW:
            rows.append([])
        rows[-1].append(line)
    return [Part(kind=PartKind.TEXT, lines=tuple(row)) for row in rows]
