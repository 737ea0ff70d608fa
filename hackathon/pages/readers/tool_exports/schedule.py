"""Reads schedule.json and schedule.xml, as written by frab, Pentabarf, pretalx and us."""

import re
from collections.abc import Iterator
from typing import Any

from hackathon.pages.readers.tool_exports.json_values import (
    JsonObject,
    day_in,
    first_text,
    minutes_in,
    moment_in,
    named_texts,
    object_in,
    objects_in,
    people_in,
    text_in,
)
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedRoom, ExportedSession

REPEATED = 1_000_000
"""In our own files the number of a session that runs again is that of its topic, and so much more."""
_OURS = re.compile(r"hackathon\b", re.IGNORECASE)
_SLUG = re.compile(r"https?://[^/\s]+/(?:[^\s]*/)?([a-z0-9][a-z0-9-]*)/?")
_ZONE = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+){1,2}|UTC")
_FURTHER = {"subtitle": "Subtitle", "type": "Session type", "language": "Language"}


def recognizes(document: Any) -> bool:  # noqa: ANN401 -- JSON
    """Whether this is a schedule with its conference."""
    return isinstance(_conference(document).get("days"), list)


def read(document: Any) -> Export:  # noqa: ANN401 -- JSON
    """Return the event with its rooms and sessions."""
    schedule, conference = object_in(object_in(document).get("schedule")), _conference(document)
    generator = text_in(object_in(document).get("generator")) or text_in(schedule.get("generator"))
    is_ours = _OURS.match(generator) is not None
    slug = _SLUG.fullmatch(text_in(schedule.get("base_url")) or text_in(conference.get("url")))
    zone = text_in(conference.get("time_zone_name"))
    sessions = tuple(_sessions(conference, is_ours))
    names = [text_in(room) for room in objects_in(conference.get("rooms"))]
    capacities = {text_in(room): room.get("capacity") for room in objects_in(conference.get("rooms"))}
    names += [session.room for session in sessions if session.room]
    return Export(
        tool="hackathon" if is_ours else "a conference tool",
        sessions=sessions,
        title=text_in(conference.get("title")) or None,
        starts=day_in(conference.get("start")),
        ends=day_in(conference.get("end")) or day_in(conference.get("start")),
        zone=zone if _ZONE.fullmatch(zone) else None,
        place=text_in(conference.get("venue")) or None,
        city=text_in(conference.get("city")) or None,
        slug=slug[1] if is_ours and slug else None,
        rooms=tuple(
            ExportedRoom(
                name=name, capacity=capacity if isinstance(capacity := capacities.get(name), int) else 0
            )
            for name in dict.fromkeys(names)
            if name
        ),
    )


def _conference(document: Any) -> JsonObject:  # noqa: ANN401 -- JSON
    return object_in(object_in(object_in(document).get("schedule")).get("conference"))


def _sessions(conference: JsonObject, is_ours: bool) -> Iterator[ExportedSession]:
    for day in objects_in(conference.get("days")):
        for room, events in object_in(day.get("rooms")).items():
            for event in objects_in(events):
                if text_in(event.get("title")):
                    yield _session(event, day, room, is_ours)


def _session(event: JsonObject, day: JsonObject, room: str, is_ours: bool) -> ExportedSession:
    clock = text_in(event.get("start"))
    starts = moment_in(event.get("date")) or moment_in(f"{text_in(day.get('date'))}T{clock.zfill(5)}")
    number = event.get("id")
    ours = number if is_ours and isinstance(number, int) and number > 0 else None
    return ExportedSession(
        title=text_in(event["title"]),
        key=None if is_ours else first_text(event, "guid", "code", "slug", "id") or None,
        people=people_in(event.get("persons")),
        area=text_in(event.get("track")) or None,
        texts=(text_in(event.get("abstract")), text_in(event.get("description"))),
        further=() if is_ours else tuple(named_texts(event, _FURTHER)),
        minutes=minutes_in(event.get("duration")),
        room=room or text_in(event.get("room")) or None,
        starts=starts,
        state=first_text(event, "state", "status") or None,
        is_plenary=(text_in(event.get("type")) == "meeting" or None) if is_ours else None,
        number=ours % REPEATED if ours else None,
        occurrence=ours // REPEATED + 1 if ours else 1,
    )
