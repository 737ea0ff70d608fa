import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from hackathon.agenda.feeds.exports.frab import schedule_json, schedule_xml
from hackathon.core.domain.agenda import Agenda
from tests.agendas import CLOSING, NETWORK, PORTATHON, ROOMS, any_agenda, dublin_at, publish
from tests.examples import examples

URL = "https://hackathon.example/dublin-2013"
SCHEMAS = Path(__file__).parents[5] / "shared/schemas"

beside_schemas = pytest.mark.skipif(
    not SCHEMAS.exists(), reason="the public schemas are not beside this checkout"
)


def conference(agenda: Agenda) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schedule_json(agenda, URL))["schedule"]["conference"]
    return found


def test_an_event_says_what_when_where_and_who() -> None:
    found = conference(publish(PORTATHON))

    assert (found["acronym"], found["start"], found["end"], found["daysCount"]) == (
        "dublin_2013",
        "2013-05-16",
        "2013-05-17",
        2,
    )
    assert found["days"][0]["rooms"]["Liffey"] == [
        {
            "guid": "e3c5948f-b076-5878-b277-9ffba6ed6708",
            "id": 3,
            "date": "2013-05-16T11:30:00+01:00",
            "start": "11:30",
            "duration": "01:30",
            "room": "Liffey",
            "slug": "dublin_2013-topic-3-xen-on-arm-portathon",
            "url": f"{URL}/topics/3-xen-on-arm-portathon",
            "title": 'Xen on ARM "Portathon"',
            "subtitle": "",
            "track": "Hypervisor",
            "type": "discussion",
            "language": None,
            "abstract": "",
            "description": "",
            "persons": [
                {"id": 2676946201, "public_name": "Ian Campbell"},
                {"id": 374842219, "public_name": "Stefano Stabellini"},
            ],
            "links": [],
        }
    ]


def test_an_event_keeps_its_guid_and_number_when_it_moves() -> None:
    first = publish(NETWORK)
    second = publish(replace(NETWORK, room="dodder"), previous=first)
    (before,) = conference(first)["days"][0]["rooms"]["Tolka"]
    (after,) = conference(second)["days"][0]["rooms"]["Dodder"]

    assert (after["guid"], after["id"]) == (before["guid"], before["id"])


def test_what_is_cancelled_is_left_out() -> None:
    agenda = publish(CLOSING, previous=publish(CLOSING, NETWORK))

    assert [len(events) for events in conference(agenda)["days"][0]["rooms"].values()] == [1]


def test_a_topic_that_runs_twice_is_two_events() -> None:
    again = replace(NETWORK, occurrence=2, starts=dublin_at(16, 14), ends=dublin_at(16, 15, 30))
    events = conference(publish(NETWORK, again))["days"][0]["rooms"]["Tolka"]

    assert len({(each["guid"], each["id"], each["slug"]) for each in events}) == 2


def test_rooms_of_one_name_lose_no_session() -> None:
    twins = (ROOMS[0], replace(ROOMS[1], name="Liffey"), ROOMS[2])

    assert len(conference(publish(NETWORK, PORTATHON, rooms=twins))["days"][0]["rooms"]["Liffey"]) == 2


def test_a_short_slug_makes_a_long_enough_acronym() -> None:
    assert conference(publish(NETWORK, event="xen"))["acronym"] == "xen_"


@given(any_agenda())
def test_xml_and_json_say_the_same(agenda: Agenda) -> None:
    days = conference(agenda)["days"]
    root = ET.fromstring(schedule_xml(agenda, URL))  # noqa: S314 -- our own document

    assert [event.get("guid") for event in root.iter("event")] == [
        event["guid"] for day in days for events in day["rooms"].values() for event in events
    ]
    assert [event.findtext("title") for event in root.iter("event")] == [
        event["title"] for day in days for events in day["rooms"].values() for event in events
    ]


@beside_schemas
@examples(20)
@given(agenda=any_agenda())
def test_the_xml_is_valid_by_the_public_schema(agenda: Agenda) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(str(SCHEMAS / "schedule.xml.xsd"))

    assert [str(error) for error in schema.iter_errors(schedule_xml(agenda, URL).decode())] == []


@beside_schemas
@examples(20)
@given(agenda=any_agenda())
def test_the_json_is_valid_by_the_public_schema(agenda: Agenda) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((SCHEMAS / "schedule.schema.json").read_text())
    validator = jsonschema.Draft6Validator(schema, format_checker=jsonschema.Draft6Validator.FORMAT_CHECKER)

    assert [error.message for error in validator.iter_errors(json.loads(schedule_json(agenda, URL)))] == []
