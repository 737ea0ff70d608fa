"""The content of a topic as a JSON document, for its history and for restoring a version."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from hackathon.core.domain.topics import ContactRole, NamedContact, ProgrammeState, ReviewState, TopicFields

Content = Mapping[str, Any]
"""All fields of a topic by name: the area as a slug, contacts as pairs of person id and role."""

NAMES = tuple(field.name for field in fields(TopicFields))
"""The fields of a topic in the order in which the history shows them."""


def as_kept(value: object) -> object:
    """Return the value of a field in a JSON-compatible form."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def changed(before: Content | None, after: Content) -> tuple[str, ...]:
    """Return the names of the fields that differ; for a first version, of those that are not empty."""
    old: Content = before or {}
    return tuple(name for name in NAMES if (old.get(name) or None) != (after.get(name) or None))


def fields_of(content: Content, now: TopicFields) -> TopicFields:
    """Return the fields of a topic as they were in an old version.

    Fields that did not exist then keep their current value. So does the review state: it belongs to the
    review and not to the content, and is changed on the topic's own page.
    """
    known = {name: content[name] for name in NAMES if name in content and name != "review_state"}
    inserted_on = content.get("inserted_on")
    return replace(
        now,
        **{
            **known,
            "inserted_on": date.fromisoformat(inserted_on) if inserted_on else None,
            "programme": ProgrammeState(content.get("programme", now.programme)),
            "needs": tuple(content.get("needs", now.needs)),
            "contacts": tuple(
                NamedContact(person_id=person, role=ContactRole(role))
                for person, role in content.get("contacts", ())
            ),
        },
    )


def review_state(content: Content) -> ReviewState | None:
    """Return the review state of a version."""
    state = content.get("review_state")
    return ReviewState(state) if state else None
