"""Splits a GitHub wiki page: no dates and no template, each idea ends with labels such as "Difficulty"."""

import re
from collections.abc import Sequence

from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.outline import Part, PartKind, looks_like_heading, split_into_parts
from hackathon.pages.recognition.collections.headings import names_topics
from hackathon.pages.recognition.labels.fields import begins_topic, parse_label, parse_unknown_label

_FOOT = "clone this wiki locally"
_EDITED = re.compile(r"\S{1,60} edited this page .{1,80}")
_CLOSES = frozenset({"difficulty", "skills", "contact"})
_LONGEST_TITLE = 120


def is_github_wiki(lines: Sequence[Line]) -> bool:
    """Whether the text has a GitHub wiki's frame, or at least ideas that only labels close."""
    head = [line.words for line in lines[:10] if len(line.text) <= 200]
    has_frame = any(_EDITED.fullmatch(words) for words in head) or any(
        line.text.strip().casefold() == _FOOT for line in lines[-8:]
    )
    has_dates = any(begins_topic(line.text) for line in lines)
    return not has_dates and (has_frame or _closed_ideas(lines) > 0)


def split_ideas(lines: Sequence[Line]) -> list[Part]:
    """Cut the page into ideas: each ends with the labels that close it, and the next line is a title."""
    ends = _ends_of_ideas(lines)
    parts: list[Part] = []
    start = 0
    for end in ends:
        title = _title(lines, start, end, is_first=start == 0)
        parts += split_into_parts(lines[start:title])
        parts.append(Part(kind=PartKind.TOPIC, lines=tuple(lines[title:end])))
        start = end
    return parts + split_into_parts(lines[start:])


def _closed_ideas(lines: Sequence[Line]) -> int:
    return len(_ends_of_ideas(lines)) if any(_label(line) == "difficulty" for line in lines) else 0


def _label(line: Line) -> str | None:
    label = None if line.indent else parse_label(line.text)
    return label[0] if label else None


def _is_labelled(lines: Sequence[Line], n: int) -> bool:
    """Whether a label begins the line, be it one that we do not know between two that we do."""
    if n >= len(lines) or _label(lines[n]) is not None:
        return n < len(lines)
    return (
        parse_unknown_label(lines[n]) is not None and n + 1 < len(lines) and _label(lines[n + 1]) is not None
    )


def _ends_of_ideas(lines: Sequence[Line]) -> list[int]:
    """Return behind which lines an idea ends: those with a closing label and no further label below."""
    ends: list[int] = []
    for n, line in enumerate(lines):
        if _label(line) in _CLOSES and not _is_labelled(lines, n + 1):
            ends.append(n + 1)
    return ends


def _title(lines: Sequence[Line], start: int, end: int, *, is_first: bool) -> int:
    """Return where the idea's title stands: behind the ideas before it, or below the heading of the list."""
    headings = [n for n in range(start, end) if _is_heading(lines, n)]
    above = [
        n for n in headings if names_topics(lines[n].words) and n + 1 < end and _is_heading(lines, n + 1)
    ]
    if above and (is_first or above[0] == headings[0]):
        return above[-1] + 1 if is_first else above[0] + 1
    return headings[0] if headings else start


def _is_heading(lines: Sequence[Line], n: int) -> bool:
    line = lines[n]
    following = lines[n + 1].gap if n + 1 < len(lines) else 1
    return (
        len(line.text) <= _LONGEST_TITLE
        and (n == 0 or line.gap > 0)
        and following > 0
        and looks_like_heading(line)
    )
