"""Reads EventYay's (Open Event's) sessions: a list with hyphenated keys, or a JSON:API response."""

from typing import Any

from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    first_text,
    minutes_between,
    minutes_in,
    moment_in,
    named_texts,
    object_in,
    objects_in,
    people_in,
    text_in,
)
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedSession

_MARKS = frozenset({"short-abstract", "long-abstract", "session-type", "microlocation"})
_FURTHER = {"subtitle": "Subtitle", "session-type": "Session type", "language": "Language"}


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is a list of sessions in EventYay's words."""
    entries = _entries(document)
    return bool(entries) and any(len(_MARKS & each.keys()) > 1 for each in entries[:20])


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the sessions with speakers, tracks, rooms and times."""
    return Export(
        tool="EventYay",
        sessions=tuple(_session(each) for each in _entries(document) if text_in(each.get("title"))),
    )


def _entries(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    if isinstance(document, list):
        return objects_in(document)
    answer = object_in(document)
    if "data" not in answer:
        return objects_in(answer.get("sessions")) if isinstance(answer.get("sessions"), list) else []
    included = {
        (text_in(each.get("type")), text_in(each.get("id"))): object_in(each.get("attributes"))
        for each in objects_in(answer.get("included"))
    }
    return [_resolved(each, included) for each in objects_in(answer["data"]) if each.get("type") == "session"]


def _resolved(entry: JsonObject, included: dict[tuple[str, str], JsonObject]) -> JsonObject:
    """Return a session of JSON:API with what it refers to in its place."""
    found: JsonObject = {"id": entry.get("id"), **object_in(entry.get("attributes"))}
    for name, relation in object_in(entry.get("relationships")).items():
        data = object_in(relation).get("data")
        targets = data if isinstance(data, list) else [data] if isinstance(data, dict) else []
        values = [
            included.get((text_in(object_in(each).get("type")), text_in(object_in(each).get("id"))), {})
            for each in targets
        ]
        found[name] = values if isinstance(data, list) else values[0] if values else None
    return found


def _session(entry: JsonObject) -> ExportedSession:
    starts = moment_in(entry.get("starts-at"))
    length = object_in(entry.get("session-type")).get("length")
    return ExportedSession(
        title=text_in(entry["title"]),
        key=text_in(entry.get("id")) or None,
        people=people_in(entry.get("speakers")),
        area=text_in(entry.get("track")) or None,
        texts=(text_in(entry.get("short-abstract")), text_in(entry.get("long-abstract"))),
        difficulty=first_text(entry, "level") or None,
        further=tuple(named_texts(entry, _FURTHER)),
        minutes=minutes_between(starts, moment_in(entry.get("ends-at"))) or minutes_in(length),
        room=text_in(entry.get("microlocation")) or None,
        starts=starts,
        state=text_in(entry.get("state")) or None,
    )
