"""What a topic says at one moment, as a document that JSON holds: for its history, and to be brought back."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from hackathon.domain.topics import ContactRole, NamedContact, ProgrammeState, ReviewState, TopicFields

Content = Mapping[str, Any]
"""Every field of a topic by its name: the area by slug, contacts as pairs of a person's key and a role."""

NAMES = tuple(field.name for field in fields(TopicFields))
"""The fields of a topic, in the order in which a history shows them."""


def as_kept(value: object) -> object:
    """Return the value of a field in words and numbers that JSON holds."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def changed(before: Content | None, after: Content) -> tuple[str, ...]:
    """Return the names of the fields that differ; of a first version, of those that say something."""
    old: Content = before or {}
    return tuple(name for name in NAMES if (old.get(name) or None) != (after.get(name) or None))


def fields_of(content: Content, now: TopicFields) -> TopicFields:
    """Return the fields of a topic as they were then.

    A field that nobody knew then stays as it is now. So does the review state: it tells of the review and
    not of the words, and is moved on the topic's own page.
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
    """Return where the topic stood in its review."""
    state = content.get("review_state")
    return ReviewState(state) if state else None
