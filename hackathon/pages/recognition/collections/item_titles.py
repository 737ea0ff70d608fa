"""The title line of a list item: its first line, with the lines that it was wrapped over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hackathon.pages.document.blocks import Block, ListItem, Paragraph, Run, TextLine, text_line
from hackathon.pages.recognition.labels.label_lines import LabelBook, labelled_line
from hackathon.pages.recognition.people.votes import read_votes

_FEWEST_WRAPPED = 55
"""Whoever wraps lines does so at 60 letters at least; a shorter one was ended on purpose."""
_LONGEST_TITLE = 120
"""A wrapped text that is longer is cut behind its first sentence, where it has several."""
_SENTENCE_END = re.compile(r"(?<=[\w)\]'\"]{2}[.!?])\s+(?=[^\Wa-z_])")
_ENDINGS = (".", "!", "?", ":", ")", "]")
_OWN_LINE = re.compile(r"\s*(?:by\b|\(|@|https?:|[-*+\N{BULLET}]\s)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ItemTitle:
    """The title line of an item, all the lines that it stands on, and what is inside the item besides."""

    line: TextLine
    numbers: tuple[int, ...]
    rest: tuple[Block, ...]


def item_title(item: ListItem) -> ItemTitle | None:
    """Return the title line of an item; None where the item begins with something else than text.

    Of an item that is a whole text, the first sentence is the title.
    """
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return None
    count = 1
    while count < len(first.lines) and _goes_on(first.lines[count - 1], first.lines[count]):
        count += 1
    lines = first.lines[:count]
    joined = _joined(lines)
    cut = _end_of_title(joined.text) if count > 1 else None
    if cut is None:
        below = [Paragraph(first.lines[count:])] if first.lines[count:] else []
        return ItemTitle(joined, tuple(line.number for line in lines), (*below, *item.blocks[1:]))
    return _split(lines, first.lines[count:], cut, item.blocks[1:])


def _goes_on(line: TextLine, following: TextLine) -> bool:
    """Whether a line was wrapped, so that the one below it belongs to the same sentence."""
    if line.is_broken or _width(line) < _FEWEST_WRAPPED or _OWN_LINE.match(following.text):
        return False
    if line.text.endswith(_ENDINGS) and not following.text[:1].islower():
        return False  # "Faster builds (Ada Quill)" is a title, and what follows is another sentence
    label = labelled_line(following, LabelBook())
    return (label is None or label.field is None) and read_votes(following.text) is None


def _width(line: TextLine) -> int:
    return sum(len(run.text) + (len(run.link) + 4 if run.link else 0) for run in line.runs)


def _end_of_title(text: str) -> int | None:
    """Return where the first sentence of a text that is too long for a title ends."""
    if len(text) <= _LONGEST_TITLE or text.endswith((")", "]")):
        return None
    match = _SENTENCE_END.search(text)
    return match.start() if match else None


def _split(
    lines: tuple[TextLine, ...], below: tuple[TextLine, ...], cut: int, blocks: tuple[Block, ...]
) -> ItemTitle:
    """Return the first sentence as the title, and the others as a paragraph of the item."""
    title: list[TextLine] = []
    rest: list[TextLine] = []
    position = 0
    for line in lines:
        end = position + len(line.text)
        if position >= cut:
            rest.append(line)
        elif end <= cut:
            title.append(line)
        else:
            before, behind = _cut(line, cut - position)
            title.append(_without_stop(before))
            rest += [behind] if behind.text else []
        position = end + 1
    numbers = tuple(line.number for line in title)
    return ItemTitle(_joined(title), numbers, (Paragraph((*rest, *below)), *blocks))


def _cut(line: TextLine, count: int) -> tuple[TextLine, TextLine]:
    """Return a line up to so many letters of its text, and from there on."""
    before: list[Run] = []
    behind: list[Run] = []
    left = count
    for run in line.runs:
        kept = max(left, 0)
        before.append(replace(run, text=run.text[:kept]))
        behind.append(replace(run, text=run.text[kept:]))
        left -= len(run.text)
    filled = ([run for run in part if run.text] for part in (before, behind))
    start, rest = (text_line(line.number, part, is_broken=line.is_broken) for part in filled)
    return start, rest


def _without_stop(line: TextLine) -> TextLine:
    """Return the end of a sentence without its full stop, as titles are written."""
    last = line.runs[-1] if line.runs else None
    if last is None or not last.text.endswith("."):
        return line
    runs = [*line.runs[:-1], replace(last, text=last.text[:-1])]
    return text_line(line.number, runs, is_broken=line.is_broken)


def _joined(lines: Sequence[TextLine]) -> TextLine:
    if len(lines) == 1:
        return lines[0]
    return text_line(lines[0].number, _runs(lines), is_broken=lines[-1].is_broken)


def _runs(lines: Sequence[TextLine]) -> Iterator[Run]:
    """Yield the runs of several lines with a space between; bold that was wrapped stays one run."""
    for n, line in enumerate(lines):
        last = lines[n - 1].runs[-1] if n and lines[n - 1].runs else None
        if n and last and line.runs and replace(last, text="") == replace(line.runs[0], text=""):
            yield replace(last, text=" ")
        elif n:
            yield Run(" ")
        yield from line.runs
