"""Reads the notes of OpenReview: submissions with their authors, in both versions of its API."""

from typing import Any

from hackathon.pages.model.page import NamedPerson
from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    first_text,
    object_in,
    objects_in,
    text_in,
    texts_in,
)
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedSession


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether these are notes with a content that has a title."""
    notes = _notes(document)
    return bool(notes) and all(isinstance(note.get("content"), dict) for note in notes[:20])


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the submissions."""
    return Export(
        tool="OpenReview",
        sessions=tuple(_session(note) for note in _notes(document) if text_in(_value(note, "title"))),
    )


def _notes(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    notes = (
        objects_in(document) if isinstance(document, list) else objects_in(object_in(document).get("notes"))
    )
    return notes if notes and "forum" in notes[0] else []


def _value(note: JsonObject, key: str) -> Any:  # noqa: ANN401 -- JSON
    """Return a field of the content, which the second version of the API wraps."""
    value = object_in(note["content"]).get(key)
    return value.get("value") if isinstance(value, dict) else value


def _session(note: JsonObject) -> ExportedSession:
    names, keys = texts_in(_value(note, "authors")), texts_in(_value(note, "authorids"))
    venue = text_in(_value(note, "venue"))
    return ExportedSession(
        title=text_in(_value(note, "title")),
        key=first_text(note, "forum", "id") or None,
        people=tuple(
            NamedPerson(name=name, email=keys[n] if n < len(keys) and "@" in keys[n] else None)
            for n, name in enumerate(names)
        ),
        area=text_in(_value(note, "track")) or None,
        texts=(text_in(_value(note, "TL;DR")), text_in(_value(note, "abstract"))),
        further=(("Keywords", ", ".join(texts_in(_value(note, "keywords")))), ("Venue", venue)),
        state=next((state for state in ("withdrawn", "reject") if state in venue.casefold()), None),
        is_service=False,
    )
