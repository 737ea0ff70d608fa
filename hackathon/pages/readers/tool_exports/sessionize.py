"""Reads the views of Sessionize's API: all, sessions, the grid and speakers."""

import re
from collections.abc import Iterator
from typing import Any

from hackathon.pages.model.page import NamedPerson
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    minutes_between,
    moment_in,
    object_in,
    objects_in,
    person_in,
    text_in,
)
from hackathon.pages.readers.tool_exports.sessions import (
    Export,
    ExportedRoom,
    ExportedSession,
    export_without_speakers,
)
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label

_LEVEL = re.compile(r"level|difficulty|niveau|audience level", re.IGNORECASE)


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is one of Sessionize's views."""
    return any(True for _ in _flat_sessions(document)) or _is_of_speakers(document)


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the sessions with speakers, track, level, room and times."""
    if _is_of_speakers(document):
        return _of_speakers(objects_in(document))
    everything = object_in(document)
    names = {
        text_in(each.get("id")): person
        for each in objects_in(everything.get("speakers"))
        if (person := person_in(each))
    }
    rooms = {text_in(each.get("id")): text_in(each) for each in objects_in(everything.get("rooms"))}
    categories = dict(_categories(everything))
    questions = {
        text_in(each.get("id")): text_in(each.get("question"))
        for each in objects_in(everything.get("questions"))
    }
    entries = {text_in(each.get("id")) or str(n): each for n, each in enumerate(_flat_sessions(document))}
    sessions = tuple(
        _session(each, names, rooms, categories) for each in entries.values() if text_in(each.get("title"))
    )
    asked = {
        questions.get(text_in(answer.get("questionId")), "") or text_in(answer.get("question"))
        for each in entries.values()
        for answer in objects_in(each.get("questionAnswers"))
    }
    return Export(
        tool="Sessionize",
        sessions=sessions,
        rooms=tuple(ExportedRoom(name=name) for name in rooms.values() if name)
        or tuple(ExportedRoom(name=name) for name in dict.fromkeys(each.room for each in sessions) if name),
        private=tuple(f"answers to “{question}”" for question in sorted(asked - {""})),
        questions=()
        if any(session.people for session in sessions)
        else (export_without_speakers("Sessionize"),),
    )


def _flat_sessions(document: Any) -> Iterator[JsonObject]:  # noqa: ANN401 -- JSON
    """Yield the sessions of any view: of all, of groups, or of the rooms of each day."""
    if isinstance(document, dict):
        yield from (each for each in objects_in(document.get("sessions")) if "isServiceSession" in each)
        return
    for part in objects_in(document):
        yield from (each for each in objects_in(part.get("sessions")) if "isServiceSession" in each)
        for room in objects_in(part.get("rooms")):
            yield from (each for each in objects_in(room.get("sessions")) if "isServiceSession" in each)


def _categories(everything: JsonObject) -> Iterator[tuple[str, tuple[str, str]]]:
    for category in objects_in(everything.get("categories")):
        for item in objects_in(category.get("items")):
            yield text_in(item.get("id")), (text_in(category.get("title")), text_in(item))


def _session(
    entry: JsonObject,
    names: dict[str, NamedPerson],
    rooms: dict[str, str],
    categories: dict[str, tuple[str, str]],
) -> ExportedSession:
    chosen = list(_chosen(entry, categories))
    areas = [value for label, value in chosen if field_for_label(label) is Field.AREA]
    levels = [value for label, value in chosen if _LEVEL.fullmatch(label)]
    starts = moment_in(entry.get("startsAt"))
    is_service = bool(entry.get("isServiceSession"))
    return ExportedSession(
        title=text_in(entry["title"]),
        key=text_in(entry.get("id")) or None,
        people=tuple(_speakers(entry, names)),
        area=areas[0] if areas else None,
        texts=(text_in(entry.get("description")),),
        difficulty=levels[0] if levels else None,
        further=tuple(
            (label, value) for label, value in chosen if value and value not in areas[:1] + levels[:1]
        ),
        minutes=minutes_between(starts, moment_in(entry.get("endsAt"))),
        room=rooms.get(text_in(entry.get("roomId"))) or text_in(entry.get("room")) or None,
        starts=starts,
        state=text_in(entry.get("status")) or None,
        is_service=is_service,
        is_plenary=True if entry.get("isPlenumSession") and not is_service and starts else None,
    )


def _speakers(entry: JsonObject, names: dict[str, NamedPerson]) -> Iterator[NamedPerson]:
    """Yield the speakers, who are ids in one view and objects in another."""
    listed = entry.get("speakers")
    for each in listed if isinstance(listed, list) else ():
        key = text_in(each) if isinstance(each, str) else text_in(object_in(each).get("id"))
        if person := names.get(key) or (None if isinstance(each, str) else person_in(each)):
            yield person


def _chosen(entry: JsonObject, categories: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each category of a session with what was chosen of it."""
    for each in entry.get("categoryItems") or ():
        if (key := text_in(each)) in categories:
            yield categories[key]
    for category in objects_in(entry.get("categories")):
        for item in objects_in(category.get("categoryItems")):
            yield text_in(category), text_in(item)


def _is_of_speakers(document: Any) -> bool:  # noqa: ANN401 -- JSON
    entries = objects_in(document) if isinstance(document, list) else []
    return bool(entries) and all("fullName" in each and "sessions" in each for each in entries)


def _of_speakers(entries: list[JsonObject]) -> Export:
    people: dict[str, list[NamedPerson]] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        person = person_in(entry)
        for session in objects_in(entry.get("sessions")):
            key = text_in(session.get("id")) or text_in(session)
            titles[key] = text_in(session)
            people.setdefault(key, []).extend([person] if person else [])
    return Export(
        tool="Sessionize",
        sessions=tuple(
            ExportedSession(title=title, key=key, people=tuple(people[key]))
            for key, title in titles.items()
            if title
        ),
        questions=(
            Question(about=QuestionSubject.LEFT_OUT, kind=QuestionKind.SPEAKERS_ONLY, title="Sessionize"),
        ),
    )
