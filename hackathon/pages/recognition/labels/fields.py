"""The labelled fields of a topic: known labels, and what counts as empty."""

import re

from hackathon.core.domain.topics import ProgrammeState
from hackathon.pages.model.page import Programme
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import FieldValue

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


def parse_label(text: str) -> tuple[str, str, str] | None:
    """Return field, label as written and value of "Label: value"; None if no known label starts the line."""
    label, colon, value = text.partition(":")
    if not colon or len(label) > _LONGEST_LABEL + 8:
        return None
    field = _LABELS.get(" ".join(label.split()).casefold())
    return (field, label.strip(), " ".join(value.split())) if field else None


def parse_unknown_label(line: Line) -> tuple[str, str] | None:
    """Return label and value of a line such as "Priority: high" with an unknown label."""
    label = line.text[: _LONGEST_UNKNOWN + 1].partition(":")[0]
    match = _UNKNOWN_LABEL.fullmatch(line.text) if len(label) <= _LONGEST_UNKNOWN else None
    return (match[1], match[2] or "") if match else None


def parse_first_line(text: str) -> list[tuple[str, str, str]]:
    """Return the fields of a topic's first line: the date, and after semicolons Verified and GSoC."""
    parts = (parse_label(part) for part in _SEVERAL_ON_A_LINE.split(text))
    return [part for part in parts if part]


def begins_topic(text: str) -> bool:
    """Whether this is the first line of a topic's fields, with the date it was added."""
    field = parse_label(text[: _LONGEST_LABEL + 9])
    return field is not None and field[0] == DATE_OF_INSERT and not text.startswith(" ")


def is_placeholder(text: str) -> bool:
    """Whether the text is only a placeholder: blank, N/A, ?, Unknown or a template's default."""
    return text.strip().casefold() in _NOTHING or _TEMPLATE_DEFAULT.match(text.strip()) is not None


def field_value(raw: str) -> FieldValue:
    """Return a one-line field; a placeholder has no value."""
    return FieldValue(raw=raw, value=None if is_placeholder(raw) else raw)


def parse_programme(raw: str) -> Programme:
    """Return whether the topic is offered to a student programme; only a plain yes or N/A counts."""
    answer = raw.strip().casefold()
    if answer in ("yes", "y"):
        return Programme(raw=raw, state=ProgrammeState.YES)
    if answer in ("n/a", "no"):
        return Programme(raw=raw, state=ProgrammeState.NOT_APPLICABLE)
    return Programme(raw=raw, state=ProgrammeState.UNKNOWN)
