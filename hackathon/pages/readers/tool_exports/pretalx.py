"""Reads pretalx's API: pages of submissions, and the data of its schedule widget."""

from collections.abc import Iterator
from typing import Any

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
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
    person_in,
    text_in,
    texts_in,
)
from hackathon.pages.readers.tool_exports.sessions import (
    Export,
    ExportedRoom,
    ExportedSession,
    export_without_speakers,
)

_ONLY_CODES = Question(about=QuestionSubject.LEFT_OUT, kind=QuestionKind.ONLY_CODES, title="pretalx")
_DEEPEST = 5
_FURTHER = {"submission_type": "Session type", "content_locale": "Language"}


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is an answer of pretalx's API, several of them, or its widget's data."""
    if _is_widget(document):
        return True
    entries = _entries(document)
    return (
        bool(entries)
        and all("code" in entry for entry in entries[:20])
        and ("speakers" in entries[0] or "submission_type" in entries[0] or _is_of_speakers(entries[0]))
    )


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the submissions with their speakers; raises NotAPage for a list of speakers alone."""
    if _is_widget(document):
        return _widget(document)
    entries = _entries(document)
    if _is_of_speakers(entries[0]):
        raise NotAPage(
            message(
                "This is a pretalx export of speakers without their sessions. Export the submissions "
                "instead: they name their speakers."
            )
        )
    sessions = tuple(_session(entry) for entry in entries if text_in(entry.get("title")))
    has_notes = any(entry.get("internal_notes") for entry in entries)
    return Export(
        tool="pretalx",
        sessions=sessions,
        rooms=tuple(_rooms(entries)),
        private=("internal notes",) if has_notes else (),
        questions=tuple(_what_is_missing(document, entries, sessions)),
    )


def _entries(document: Any) -> list[JsonObject]:  # noqa: ANN401 -- JSON
    pages = document if isinstance(document, list) else [document]
    if pages and all(isinstance(page, dict) and isinstance(page.get("results"), list) for page in pages):
        return [entry for page in pages for entry in objects_in(page["results"])]
    return objects_in(document) if isinstance(document, list) else list(_nested(document))


def _nested(value: Any, depth: int = 0) -> Iterator[JsonObject]:  # noqa: ANN401 -- JSON
    """Yield the submissions that a site has put into an order of its own, such as by day and room."""
    for entry in objects_in(value):
        if text_in(entry.get("title")) and "code" in entry and "submission_type" in entry:
            yield entry
        elif depth < _DEEPEST:
            yield from _nested(entry, depth + 1)


def _is_of_speakers(entry: JsonObject) -> bool:
    return "submissions" in entry and "title" not in entry


def _session(entry: JsonObject) -> ExportedSession:
    slots = [slot for slot in [entry.get("slot"), *_listed(entry.get("slots"))] if isinstance(slot, dict)]
    slot = object_in(slots[0]) if slots else {}
    starts = moment_in(slot.get("start"))
    answers = [answer for answer in objects_in(entry.get("answers")) if _is_public(answer)]
    track, kind = entry.get("track"), entry.get("submission_type")
    return ExportedSession(
        title=text_in(entry["title"]),
        key=text_in(entry.get("code")) or None,
        people=tuple(
            person
            for speaker in _listed(entry.get("speakers"))
            if isinstance(speaker, dict) and (person := person_in(speaker))
        ),
        # Unless it was asked for more, the API gives a number for the track.
        area=(text_in(track) or None) if not isinstance(track, int) else None,
        texts=(text_in(entry.get("abstract")), text_in(entry.get("description"))),
        further=(
            *named_texts({} if isinstance(kind, int) else entry, _FURTHER),
            *((text_in(answer["question"]), text_in(answer.get("answer"))) for answer in answers),
        ),
        minutes=minutes_in(entry.get("duration")) or minutes_between(starts, moment_in(slot.get("end"))),
        room=text_in(slot.get("room")) or None if not isinstance(slot.get("room"), int) else None,
        starts=starts,
        state=text_in(entry.get("state")) or None,
    )


def _rooms(entries: list[JsonObject]) -> Iterator[ExportedRoom]:
    """Yield the rooms of all slots with how many they hold, each once."""
    rooms = [object_in(slot.get("room")) for entry in entries
             for slot in objects_in([entry.get("slot"), *_listed(entry.get("slots"))])]  # fmt: skip
    for name, room in {text_in(room): room for room in rooms}.items():
        capacity = room.get("capacity")
        if name:
            yield ExportedRoom(name=name, capacity=capacity if isinstance(capacity, int) else 0)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 -- JSON
    return value if isinstance(value, list) else []


def _is_public(answer: JsonObject) -> bool:
    question = answer.get("question")
    shown = object_in(question).get("is_public", answer.get("is_public"))
    return bool(shown) and bool(text_in(question)) and bool(text_in(answer.get("answer")))


def _what_is_missing(
    document: Any,  # noqa: ANN401 -- JSON
    entries: list[JsonObject],
    sessions: tuple[ExportedSession, ...],
) -> list[Question]:
    questions = []
    page = object_in(document)
    count = page.get("count")
    if page.get("next") and isinstance(count, int) and count > len(entries):
        questions.append(
            Question(
                about=QuestionSubject.LEFT_OUT,
                kind=QuestionKind.ONE_PAGE_OF_EXPORT,
                title="pretalx",
                count=len(entries),
                total=count,
            )
        )
    if not any(session.people for session in sessions):
        has_codes = any(texts_in(entry.get("speakers")) for entry in entries)
        questions.append(_ONLY_CODES if has_codes else export_without_speakers("pretalx"))
    if any(
        answer for entry in entries for answer in objects_in(entry.get("answers")) if not _is_public(answer)
    ):
        questions.append(
            Question(about=QuestionSubject.LEFT_OUT, kind=QuestionKind.HIDDEN_ANSWERS, title="pretalx")
        )
    return questions


def _is_widget(document: Any) -> bool:  # noqa: ANN401 -- JSON
    return isinstance(document, dict) and {"talks", "speakers", "rooms"} <= document.keys()


def _widget(document: JsonObject) -> Export:
    rooms = _by_id(document["rooms"])
    return Export(
        tool="pretalx",
        sessions=tuple(_talks(document, rooms)),
        starts=day_in(document.get("event_start")),
        ends=day_in(document.get("event_end")),
        zone=text_in(document.get("timezone")) or None,
        rooms=tuple(ExportedRoom(name=name) for name in rooms.values() if name),
    )


def _by_id(entries: Any) -> dict[str, str]:  # noqa: ANN401 -- JSON
    return {text_in(entry.get("id")): text_in(entry) for entry in objects_in(entries)}


def _talks(document: JsonObject, rooms: dict[str, str]) -> Iterator[ExportedSession]:
    speakers, tracks = objects_in(document["speakers"]), _by_id(document.get("tracks"))
    people = {text_in(each.get("code")): person for each in speakers if (person := person_in(each))}
    for talk in objects_in(document["talks"]):
        title, starts = text_in(talk.get("title")), moment_in(talk.get("start"))
        if not title:
            continue
        named = _listed(talk.get("speakers"))
        yield ExportedSession(
            title=title,
            key=first_text(talk, "code") or None,
            people=tuple(people[code] for each in named if (code := text_in(each)) in people)
            or people_in([each for each in named if isinstance(each, dict)]),
            area=tracks.get(text_in(talk.get("track"))) or None,
            texts=(text_in(talk.get("abstract")), text_in(talk.get("description"))),
            minutes=minutes_in(talk.get("duration")) or minutes_between(starts, moment_in(talk.get("end"))),
            room=rooms.get(text_in(talk.get("room"))) or None,
            starts=starts,
            state=text_in(talk.get("state")) or None,
            # Without a code it is a break that was put into the schedule.
            is_service=None if talk.get("code") else True,
        )
