"""Corrections as JSON, for storage, and as options of the command."""

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import Any

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.pages.recognition.corrections.operations import (
    Answer,
    Correction,
    IgnoreLines,
    MapLabel,
    Role,
    TakeAs,
)
from hackathon.pages.recognition.labels.field_labels import Field

NOTHING = "nothing"
"""What a label means that is to be left out."""

ROLE_OPTIONS = {
    "topics": Role.TOPICS,
    "areas": Role.AREAS,
    "sections": Role.SECTIONS,
    "people": Role.PEOPLE,
    "ignore": Role.IGNORED,
}
"""The options that say what a collection is, without their dashes."""

_LINES = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?")


def corrections_as_json(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """Return corrections as JSON."""
    return [_as_json(correction) for correction in corrections]


def _as_json(correction: Correction) -> dict[str, Any]:
    match correction:
        case TakeAs(collection=collection, role=role):
            return {"collection": collection, "role": role.value}
        case MapLabel(label=label, field=field):
            return {"label": label, "field": field.value if field else None}
        case IgnoreLines(first=first, last=last):
            return {"first": first, "last": last}
        case Answer(question=question, answer=answer):
            return {"question": question, "answer": answer}


def corrections_from_json(raw: Iterable[dict[str, Any]]) -> tuple[Correction, ...]:
    """Return the corrections that `corrections_as_json` wrote."""
    return tuple(_from_json(entry) for entry in raw)


def _from_json(entry: dict[str, Any]) -> Correction:
    if "collection" in entry:
        return TakeAs(collection=entry["collection"], role=Role(entry["role"]))
    if "label" in entry:
        return MapLabel(label=entry["label"], field=Field(entry["field"]) if entry["field"] else None)
    if "question" in entry:
        return Answer(question=entry["question"], answer=entry["answer"])
    return IgnoreLines(first=entry["first"], last=entry["last"])


def as_options(corrections: Iterable[Correction]) -> str:
    """Return corrections as they are typed behind `hackathon import FILE`."""
    return " ".join(word for correction in corrections for word in _options(correction))


def _options(correction: Correction) -> Iterator[str]:
    match correction:
        case TakeAs(collection=collection, role=role):
            option = next((name for name, each in ROLE_OPTIONS.items() if each is role), "ignore")
            yield f"--{option}"
            yield shlex.quote(collection)
        case MapLabel(label=label, field=field):
            yield "--map"
            yield shlex.quote(f"{label}={field.value if field else NOTHING}")
        case IgnoreLines(first=first, last=last):
            yield "--ignore"
            yield f"{first}-{last}"
        case Answer(question=question, answer=answer):
            yield "--answer"
            yield shlex.quote(f"{question}={answer}")


def read_role(option: str, value: str) -> Correction:
    """Parse an option such as `--topics heading:3` or `--ignore 5-9`."""
    lines = _LINES.fullmatch(value) if option == "ignore" else None
    if lines:
        return IgnoreLines(first=int(lines[1]), last=int(lines[2] or lines[1]))
    return TakeAs(collection=value, role=ROLE_OPTIONS[option])


def read_answer(value: str) -> Answer:
    """Parse `--answer "contact:12=yes"`; raises BadEntry for an invalid answer."""
    question, equals, answer = value.partition("=")
    if not (question.strip() and equals and answer.strip()):
        raise BadEntry(
            message("“%(answer)s” is not a valid answer. Write it like “contact:12=yes”.", answer=value)
        )
    return Answer(question=question.strip(), answer=answer.strip())


def read_mapping(value: str) -> MapLabel:
    """Return what `--map "Lead=contact"` says; raises BadEntry for a field that there is not."""
    label, equals, name = value.rpartition("=")
    fields = [*(field.value for field in Field), NOTHING]
    if not equals or not label.strip() or name.strip() not in fields:
        raise BadEntry(
            message(
                "“%(mapping)s” is not a mapping like “Lead=contact”. Fields: %(fields)s.",
                mapping=value,
                fields=tuple(fields),
            )
        )
    return MapLabel(label=label.strip(), field=None if name.strip() == NOTHING else Field(name.strip()))
