"""Lists of talks that name the speaker before the title: "Ada Quill: Quiet lamps"."""

import re
from dataclasses import replace

from hackathon.pages.document.blocks import ListBlock, Run, TextLine, text_line
from hackathon.pages.recognition.topics.title_people import looks_like_name

_NAME_BEFORE = re.compile(r"(?P<name>[^:()\[\]]{3,60}?)(?:\s*:|\s+[-\N{EN DASH}\N{EM DASH}])\s+(?=\S)")
_OF_TALKS = re.compile(r"\b(?:talks?|presentations?|speakers?|demos?|vorträge)\b", re.IGNORECASE)
_FEWEST = 3
_MOST_NAME_WORDS = 3


def names_come_first(heading: str, block: ListBlock) -> bool:
    """Whether all items of a list of talks begin with a name.

    Titles such as "Quiet Lamps: A Study" look like it, so one item that does not is enough to say no.
    """
    if len(block.items) < _FEWEST or not _OF_TALKS.search(heading):
        return False
    return all(item.first is not None and _name_before(item.first) is not None for item in block.items)


def with_name_behind(line: TextLine) -> TextLine:
    """Return the line of a talk with its speaker where most people write one: "Quiet lamps (Ada Quill)"."""
    match = _name_before(line)
    if match is None:
        return line
    first, *others = line.runs
    rest = replace(first, text=first.text[match.end() :])
    name = Run(f" ({match['name'].strip()})")
    return text_line(line.number, [rest, *others, name], is_broken=line.is_broken)


def _name_before(line: TextLine) -> re.Match[str] | None:
    first = line.runs[0] if line.runs else None
    match = _NAME_BEFORE.match(first.text) if first and not first.link and not first.is_strong else None
    if match is None or looks_like_name(line.text[match.end() :]):
        return None
    name = match["name"].strip()
    return match if len(name.split()) <= _MOST_NAME_WORDS and looks_like_name(name) else None
