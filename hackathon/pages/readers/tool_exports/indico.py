"""Reads Indico's JSON: events with contributions, timetables, and abstracts."""

from collections.abc import Iterator
from typing import Any

from hackathon.pages.model.page import NamedPerson
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    day_in,
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

_FURTHER = {"type": "Type", "session": "Session", "board_number": "Board"}
_BREAKS = ("Break", "TimeSchEntry")


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is an answer of Indico's API, a timetable, or its export of abstracts."""
    return bool(_events(document)) or bool(_abstracts(document)) or any(True for _ in _entries(document))


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the contributions with their speakers."""
    if abstracts := _abstracts(document):
        return Export(
            tool="Indico", sessions=tuple(_abstract(each) for each in abstracts if text_in(each.get("title")))
        )
    events = _events(document)
    if not events:
        return Export(tool="Indico", sessions=tuple(_contribution(each) for each in _entries(document)))
    event = events[0]
    sessions = tuple(_contribution(each) for each in _contributions(event) if text_in(each.get("title")))
    questions = []
    if len(events) > 1:
        questions.append(
            Question(
                about=QuestionSubject.LEFT_OUT,
                kind=QuestionKind.ONE_OF_SEVERAL_EVENTS,
                title=text_in(event.get("title")),
                count=len(events),
            )
        )
    if not sessions:
        questions.append(
            Question(
                about=QuestionSubject.LEFT_OUT,
                kind=QuestionKind.EXPORT_WITHOUT_CONTRIBUTIONS,
                title="Indico",
            )
        )
    return Export(
        tool="Indico",
        sessions=sessions,
        title=text_in(event.get("title")) or None,
        starts=day_in(event.get("startDate")),
        ends=day_in(event.get("endDate")),
        zone=text_in(event.get("timezone")) or None,
        place=", ".join(part for key in ("location", "address") if (part := text_in(event.get(key)))) or None,
        questions=tuple(questions),
    )


def _events(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    answer = object_in(document)
    events = objects_in(answer.get("results")) if isinstance(answer.get("results"), list) else []
    kinds = ("Conference", "Meeting", "SimpleEvent", "Lecture")
    is_answer = answer.get("_type") == "HTTPAPIResult"
    return [each for each in events if is_answer or each.get("_type") in kinds or "contributions" in each]


def _contributions(event: JsonObject) -> Iterator[JsonObject]:
    seen: set[str] = set()
    within = [event, *objects_in(event.get("sessions"))]
    for holder in within:
        for each in objects_in(holder.get("contributions")):
            key = first_text(each, "db_id", "id", "title")
            if key not in seen:
                seen.add(key)
                session = text_in(holder.get("title")) if holder is not event else ""
                yield {"session": session, **each} if session and not each.get("session") else each


def _entries(document: Any, depth: int = 0) -> Iterator[JsonObject]:  # noqa: ANN401 -- JSON
    """Yield the entries of a timetable, which is days of blocks of contributions."""
    results = object_in(document).get("results") if depth == 0 else document
    for each in objects_in(results) if isinstance(results, dict) else ():
        if each.get("entryType") in ("Contribution", "Break") and text_in(each.get("title")):
            yield {**each, "is_break": each["entryType"] == "Break"}
        elif depth < 5:
            inner = each.get("entries") if isinstance(each.get("entries"), dict) else each
            yield from _entries(inner, depth + 1)


def _contribution(entry: JsonObject) -> ExportedSession:
    starts = moment_in(entry.get("startDate"))
    people = next(
        (
            found
            for key in ("speakers", "presenters", "primaryauthors")
            if (found := people_in(entry.get(key)))
        ),
        (),
    )
    return ExportedSession(
        title=text_in(entry["title"]),
        key=first_text(entry, "db_id", "contributionId", "id", "friendlyId") or None,
        people=tuple(_natural(person) for person in people),
        area=text_in(entry.get("track")) or None,
        texts=(text_in(entry.get("description")),),
        further=tuple(named_texts(entry, _FURTHER)),
        minutes=minutes_in(entry.get("duration")) or minutes_between(starts, moment_in(entry.get("endDate"))),
        room=first_text(entry, "room", "roomFullname", "location") or None,
        starts=starts,
        is_service=True if entry.get("is_break") else None,
    )


def _natural(person: NamedPerson) -> NamedPerson:
    """Return the person with the first name first: "Prof. Quill, Ada" is how Indico shows them."""
    last, comma, first = person.name.partition(", ")
    name = f"{first} {last}" if comma and first else person.name
    return NamedPerson(name=name, email=person.email, affiliation=person.affiliation)


def _abstracts(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    entries = objects_in(object_in(document).get("abstracts"))
    return entries if entries and all("persons" in each for each in entries[:20]) else []


def _abstract(entry: JsonObject) -> ExportedSession:
    persons = objects_in(entry.get("persons"))
    speakers = [each for each in persons if each.get("is_speaker")] or persons[:1]
    tracks = [
        each
        for key in ("accepted_track", "reviewed_for_tracks", "submitted_for_tracks")
        for each in ([entry[key]] if isinstance(entry.get(key), dict) else objects_in(entry.get(key)))
    ]
    return ExportedSession(
        title=text_in(entry["title"]),
        key=first_text(entry, "friendly_id", "id") or None,
        people=people_in(speakers),
        area=text_in(tracks[0]) or None if tracks else None,
        texts=(text_in(entry.get("content")),),
        state=text_in(entry.get("state")) or None,
    )
