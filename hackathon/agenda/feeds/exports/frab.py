"""An agenda as schedule.xml and schedule.json, which conference apps read (Giggity, EventFahrplan)."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET
from zlib import crc32

from hackathon.core.domain.agenda import Agenda, AgendaRoom, AgendaSession
from hackathon.core.text.files import one_line, plain

# The format requires a number; a repeated topic must not share it with another topic.
REPEATED = 1_000_000
USUAL_SLOT = timedelta(minutes=30)


def schedule_json(agenda: Agenda, url: str) -> bytes:
    """Return the running sessions as schedule.json; `url` is the event's, without a trailing slash."""
    document = {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": "hackathon"},
        "schedule": {
            "version": f"revision {agenda.revision}",
            "base_url": f"{url}/",
            "conference": _conference(agenda, url),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def schedule_xml(agenda: Agenda, url: str) -> bytes:
    """Return the running sessions as schedule.xml; `url` is the event's, without a trailing slash."""
    conference = _conference(agenda, url)
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name="hackathon")
    _child(root, "version", f"revision {agenda.revision}")
    about = ET.SubElement(root, "conference")
    for name in ("title", "acronym", "start", "end", "timeslot_duration", "url", "time_zone_name"):
        if name in conference:
            _child(about, name, conference[name])
    for each in conference["days"]:
        day = ET.SubElement(
            root,
            "day",
            {
                "index": str(each["index"]),
                "date": each["date"],
                "start": each["day_start"],
                "end": each["day_end"],
            },
        )
        for name, events in each["rooms"].items():
            room = ET.SubElement(day, "room", name=name)
            for event in events:
                room.append(_event_element(event))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _conference(agenda: Agenda, url: str) -> dict[str, Any]:
    conference = {
        # A slug may contain dashes, but the acronym in the JSON schema may not.
        "acronym": _acronym(agenda),
        "title": one_line(agenda.title),
        "start": agenda.days[0].isoformat() if agenda.days else "",
        "end": agenda.days[-1].isoformat() if agenda.days else "",
        "daysCount": len(agenda.days),
        "timeslot_duration": _hours(
            min((each.ends - each.starts for each in agenda.slots if not each.is_break), default=USUAL_SLOT)
        ),
        "url": f"{url}/",
        "rooms": [_room(room, url) for room in agenda.rooms_used],
        "days": [_day(agenda, index, day, url) for index, day in enumerate(agenda.days, 1)],
    }
    # The schema only knows names such as Europe/Dublin; every time has its offset in any case.
    if re.match(r"[A-Z][a-z]+/[A-Z][a-z]+", agenda.zone):
        conference["time_zone_name"] = agenda.zone
    return conference


def _room(room: AgendaRoom, url: str) -> dict[str, Any]:
    guid = str(uuid5(NAMESPACE_URL, f"{url}/rooms/{room.slug}"))
    return {"name": one_line(room.name), "guid": guid, "capacity": room.capacity}


def _day(agenda: Agenda, index: int, day: date, url: str) -> dict[str, Any]:
    sessions, slots = agenda.sessions_on(day), agenda.slots_on(day)
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in agenda.rooms_used:
        here = [_event(each, agenda, url) for each in sessions if each.room == room.slug]
        # Two rooms may have the same name; then they share a list.
        rooms.setdefault(one_line(room.name), []).extend(here)
    starts = min([each.starts for each in sessions] + [each.starts for each in slots])
    ends = max([each.ends for each in sessions] + [each.ends for each in slots])
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": agenda.local(starts).isoformat(),
        "day_end": agenda.local(ends).isoformat(),
        "rooms": rooms,
    }


def _event(session: AgendaSession, agenda: Agenda, url: str) -> dict[str, Any]:
    area, starts = agenda.area(session.area), agenda.local(session.starts)
    again = "" if session.occurrence == 1 else f"-{session.occurrence}"
    return {
        "guid": str(uuid5(NAMESPACE_URL, session.uid)),
        "id": session.topic + REPEATED * (session.occurrence - 1),
        "date": starts.isoformat(),
        "start": f"{starts:%H:%M}",
        "duration": _hours(session.ends - session.starts),
        "room": one_line(agenda.room(session.room).name),
        "slug": f"{_acronym(agenda)}-topic-{session.address}{again}",
        "url": f"{url}/topics/{session.address}",
        "title": one_line(session.name),
        "subtitle": "",
        "track": one_line(area.name) if area else "",
        "type": "meeting" if session.is_plenary else "discussion",
        "language": None,
        "abstract": plain(session.summary).strip(),
        "description": "",
        "persons": list(_persons(session)),
        "links": [],
    }


def _persons(session: AgendaSession) -> Iterator[dict[str, Any]]:
    for name in map(one_line, session.contacts):
        yield {"id": crc32(name.encode()), "public_name": name}


def _event_element(event: dict[str, Any]) -> ET.Element:
    element = ET.Element("event", guid=event["guid"], id=str(event["id"]))
    texts = (
        "room",
        "title",
        "subtitle",
        "type",
        "date",
        "start",
        "duration",
        "abstract",
        "slug",
        "track",
        "url",
    )
    for name in texts:
        _child(element, name, event[name])
    persons = ET.SubElement(element, "persons")
    for person in event["persons"]:
        _child(persons, "person", person["public_name"]).set("id", str(person["id"]))
    return element


def _child(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _acronym(agenda: Agenda) -> str:
    return agenda.event.replace("-", "_").ljust(4, "_")


def _hours(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
