"""The labelled fields of a topic: how each label is spelt, and what counts as no value."""

import re

from hackathon.domain.topics import ProgrammeState
from hackathon.domain.wiki.page import Programme
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.texts import FieldValue

DATE_OF_INSERT = "date_of_insert"
TEXT_FIELDS = ("skills", "description", "outcomes", "steps", "references")

_LABELS = {
    "date of insert": DATE_OF_INSERT,
    "verified": "verified",
    "gsoc": "gsoc",
    "technical contact": "contact",
    "technical contacts": "contact",
    "contact": "contact",
    "contacts": "contact",
    "mentor": "contact",
    "mentors": "contact",
    "mailing list/forum for project": "mailing_list",
    "mailing list": "mailing_list",
    "irc channel for project": "irc",
    "irc channel": "irc",
    "irc": "irc",
    "difficulty": "difficulty",
    "skills needed": "skills",
    "skills required": "skills",
    "required skills": "skills",
    "skills": "skills",
    "description": "description",
    "outcomes": "outcomes",
    "outcome": "outcomes",
    "expected results": "outcomes",
    "expected outcomes": "outcomes",
    "steps": "steps",
    "references": "references",
}
_LONGEST_LABEL = max(map(len, _LABELS))
_SEVERAL_ON_A_LINE = re.compile(r";\s*(?=(?:Verified|GSoC)\s*:)", re.IGNORECASE)
_UNKNOWN_LABEL = re.compile(r"([A-Z][\w/-]*(?: [\w/()-]+){0,3}):(?:\s+(.*))?")
_LONGEST_UNKNOWN = 40
_NOTHING = {"", "n/a", "?", "unknown"}
_TEMPLATE_DEFAULT = re.compile(r"not (specified|updated in \d{4})\b", re.IGNORECASE)


def labelled(text: str) -> tuple[str, str, str] | None:
    """Return field, label as written and value of "Label: value"; None where no known label begins it."""
    label, colon, value = text.partition(":")
    if not colon or len(label) > _LONGEST_LABEL + 8:
        return None
    field = _LABELS.get(" ".join(label.split()).casefold())
    return (field, label.strip(), " ".join(value.split())) if field else None


def unknown_label(line: Line) -> tuple[str, str] | None:
    """Return label and value of a line such as "Priority: high", whose label is none of those we know."""
    label = line.text[: _LONGEST_UNKNOWN + 1].partition(":")[0]
    found = _UNKNOWN_LABEL.fullmatch(line.text) if len(label) <= _LONGEST_UNKNOWN else None
    return (found[1], found[2] or "") if found else None


def on_one_line(text: str) -> list[tuple[str, str, str]]:
    """Return all fields of the line that begins a topic: date, and behind semicolons Verified and GSoC."""
    parts = (labelled(part) for part in _SEVERAL_ON_A_LINE.split(text))
    return [part for part in parts if part]


def begins_topic(text: str) -> bool:
    """Whether the line is the first of a topic's fields, with the date of insert."""
    field = labelled(text[: _LONGEST_LABEL + 9])
    return field is not None and field[0] == DATE_OF_INSERT and not text.startswith(" ")


def is_placeholder(text: str) -> bool:
    """Whether the text only fills a place: blank, N/A, ?, Unknown or a template's default."""
    return text.strip().casefold() in _NOTHING or _TEMPLATE_DEFAULT.match(text.strip()) is not None


def value_of(raw: str) -> FieldValue:
    """Return a field of one line, without a value where it is only a placeholder."""
    return FieldValue(raw=raw, value=None if is_placeholder(raw) else raw)


def programme(raw: str) -> Programme:
    """Return whether the topic is offered to a student programme; only a plain yes or N/A decides."""
    said = raw.strip().casefold()
    if said in ("yes", "y"):
        return Programme(raw=raw, state=ProgrammeState.YES)
    if said in ("n/a", "no"):
        return Programme(raw=raw, state=ProgrammeState.NOT_APPLICABLE)
    return Programme(raw=raw, state=ProgrammeState.UNKNOWN)
