"""Lists with people before titles or behind colons: "Ada Quill: Quiet lamps", "Loud bells: Orla Roe"."""

import re
from dataclasses import replace

from hackathon.pages.document.blocks import ListBlock, Run, TextLine, text_line
from hackathon.pages.recognition.labels.field_labels import field_for_label
from hackathon.pages.recognition.topics.title_people import looks_like_name, people_of_text

_NAME_BEFORE = re.compile(r"(?P<name>[^:()\[\]]{3,60}?)(?:\s*:|\s+[-\N{EN DASH}\N{EM DASH}])\s+(?=\S)")
_OF_TALKS = re.compile(r"\b(?:talks?|presentations?|speakers?|demos?|vorträge)\b", re.IGNORECASE)
# Titles are written like names too; these words are in no name of a person.
_IN_NO_NAME = re.compile(
    r"\b(?:open|source|machine|learning|data|web|cloud|deep|network\w*|programming|testing|security|software"
    r"|hardware|systems?|design|projects?|development|engineering|native|studio|servers?|apis?|languages?"
    r"|computing|science|quantum|linux|python|java\w*|rust|docker|kubernetes|graph\w*|models?|basics?"
    r"|intelligence|community|mobile|game|games|digital|virtual|free|the|new|user|users|support|management)\b",
    re.IGNORECASE,
)
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


def people_come_last(block: ListBlock) -> bool:
    """Whether all items of a list are a title and, behind a colon, nothing but people."""
    lines = [item.first for item in block.items]
    return len(lines) >= _FEWEST and all(
        line is not None and _people_behind(line) is not None for line in lines
    )


def with_people_in_brackets(line: TextLine) -> TextLine:
    """Return the line with the people behind its colon where most write them: "Loud bells (Orla Roe)"."""
    position = _people_behind(line)
    last = line.runs[-1]
    if position is None or len(line.runs) > 1:
        return line
    text = f"{line.text[:position]} ({line.text[position + 1 :].strip()})"
    return text_line(line.number, [replace(last, text=text)], is_broken=line.is_broken)


def _people_behind(line: TextLine) -> int | None:
    """Return where the colon stands between a title and people; None for a label and for any other line."""
    title, colon, people = line.text.rpartition(": ")
    if not colon or field_for_label(title) is not None or len(line.runs) > 1:
        return None
    if _IN_NO_NAME.search(people):
        return None
    return len(title) if people_of_text(people, lenient=False) else None


def _name_before(line: TextLine) -> re.Match[str] | None:
    first = line.runs[0] if line.runs else None
    match = _NAME_BEFORE.match(first.text) if first and not first.link and not first.is_strong else None
    if match is None or _IN_NO_NAME.search(match["name"]) or looks_like_name(line.text[match.end() :]):
        return None
    name = match["name"].strip()
    return match if len(name.split()) <= _MOST_NAME_WORDS and looks_like_name(name) else None
