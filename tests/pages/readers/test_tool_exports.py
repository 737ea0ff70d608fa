"""Exports of conference tools: what they have is kept, what is turned down is asked about."""

import json
from typing import cast

import pytest

from hackathon.core.errors import NotAPage
from hackathon.importing.question_messages import question_message
from hackathon.pages.merge.records import topic_fields
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import PageFormat, read_text, recognize_format

ADA = {"code": "ADA", "name": "Ada Quill", "biography": "Old hand", "email": "ada@x.example"}
PRETALX = {
    "count": 3,
    "next": None,
    "results": [
        {
            "code": "A1",
            "title": "Faster builds",
            "speakers": [ADA],
            "track": {"en": "Tools"},
            "state": "accepted",
            "abstract": "Share objects.",
            "description": "Over the network.",
            "duration": 90,
            "internal_notes": "?",
            "submission_type": {"en": "Workshop"},
            "answers": [],
        },
        {
            "code": "A2",
            "title": "Better errors",
            "speakers": [ADA],
            "track": None,
            "state": "submitted",
            "abstract": "Say it.",
            "description": None,
            "duration": 45,
            "submission_type": {"en": "Talk"},
        },
        {
            "code": "A3",
            "title": "Old hats",
            "speakers": [ADA],
            "track": None,
            "state": "withdrawn",
            "abstract": "",
            "description": None,
            "duration": 45,
            "submission_type": {"en": "Talk"},
        },
    ],
}
SESSIONIZE = {
    "sessions": [
        {
            "id": "s",
            "title": "Lunch",
            "isServiceSession": True,
            "speakers": [],
            "categoryItems": [],
            "roomId": 7,
            "startsAt": "2028-05-20T12:00:00",
            "endsAt": "2028-05-20T13:00:00",
        },
        {
            "id": "1",
            "title": "Faster builds",
            "isServiceSession": False,
            "speakers": ["u"],
            "categoryItems": [10, 20],
            "roomId": 7,
            "startsAt": "2028-05-20T10:00:00",
            "endsAt": "2028-05-20T10:45:00",
            "status": "Accepted",
        },
    ],
    "speakers": [
        {"id": "u", "firstName": "Ada", "lastName": "Quill", "fullName": "Ada Quill", "bio": "Old hand"}
    ],
    "categories": [
        {"id": 1, "title": "Track", "items": [{"id": 10, "name": "Tools"}]},
        {"id": 2, "title": "Level", "items": [{"id": 20, "name": "Beginner"}]},
    ],
    "rooms": [{"id": 7, "name": "Blue"}],
    "questions": [],
}
INDICO = {
    "_type": "HTTPAPIResult",
    "results": [
        {
            "_type": "Conference",
            "title": "Days",
            "timezone": "Europe/Zurich",
            "startDate": {"date": "2028-05-16", "time": "09:00:00"},
            "endDate": {"date": "2028-05-17", "time": "18:00:00"},
            "contributions": [
                {
                    "id": "3",
                    "title": "Faster builds",
                    "description": "<p>Share <b>objects</b>.</p>",
                    "duration": 45,
                    "track": "Tools",
                    "room": "Blue",
                    "startDate": {"date": "2028-05-16", "time": "09:00:00"},
                    "speakers": [
                        {"fullName": "Quill, Ada", "affiliation": "Example Ltd", "email": "ada@x.example"}
                    ],
                }
            ],
        }
    ],
}
EVENTYAY = [
    {
        "id": 1,
        "title": "Registration",
        "short-abstract": "",
        "long-abstract": "",
        "session-type": None,
        "speakers": [],
        "microlocation": None,
        "state": "accepted",
    },
    {
        "id": 2,
        "title": "Faster builds",
        "short-abstract": "Share objects.",
        "long-abstract": "",
        "state": "accepted",
        "speakers": [{"id": 5, "name": "Ada Quill", "organisation": "Example Ltd"}],
        "track": {"name": "Tools"},
        "session-type": {"name": "Talk", "length": "00.15"},
        "microlocation": {"name": "Blue"},
        "starts-at": "2028-04-10T10:00:00-07:00",
        "ends-at": "2028-04-10T10:15:00-07:00",
    },
]
XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule><conference><title>Days &amp; Nights</title>
<start>2028-06-16</start><end>2028-06-17</end></conference>
<day index="1" date="2028-06-16"><room name="Blue"><event guid="g1" id="218">
<date>2028-06-16T09:00:00+02:00</date>
<start>09:00</start><duration>00:45</duration><room>Blue</room><title>Faster builds</title><track>Tools
</track><type>lecture</type><abstract>Share objects.</abstract>
<persons><person id="3">Ada Quill</person></persons>
</event></room></day></schedule>"""


def read(document: object) -> Page:
    return read_text(document if isinstance(document, str) else json.dumps(document))


def asked(page: Page) -> str:
    return "\n".join(str(question_message(question)) for question in page.questions)


@pytest.mark.parametrize("document", [PRETALX, SESSIONIZE, INDICO, EVENTYAY, XML])
def test_titles_speakers_and_tracks_of_every_tool_are_kept(document: object) -> None:
    page = read(document)
    topic = page.topics[0]

    assert topic.title == "Faster builds"
    assert topic.contact is not None
    assert [person.name for person in topic.contact.people] == ["Ada Quill"]
    assert topic.contact.raw == "Ada Quill"
    assert topic.area == "Tools"
    assert topic.anchor
    assert "Old hand" not in json.dumps(topic_fields(topic))


def test_submissions_are_found_in_whatever_order_a_site_has_put_them() -> None:
    first, second, *_ = cast("list[object]", PRETALX["results"])
    by_slot = {"2028-05-01": {"530": {"12": first}, "580": {"12": second}}}

    assert [topic.title for topic in read({"schedule": by_slot}).topics] == ["Faster builds", "Better errors"]


def test_a_session_without_an_end_lasts_until_the_next_one_in_its_room() -> None:
    sessions: list[dict[str, object]] = [
        {"title": title, "isServiceSession": False, "speakers": [], "roomId": 7, "endsAt": None,
         "startsAt": f"2028-05-20T{clock}:00"}
        for title, clock in (("One", "10:00"), ("Two", "10:30"))
    ]  # fmt: skip

    setup = read({**SESSIONIZE, "sessions": sessions}).setup

    assert setup is not None
    assert [(str(slot.starts), str(slot.ends)) for slot in setup.slots] == [
        ("10:00:00", "10:30:00"),
        ("10:30:00", "11:30:00"),
    ]


def test_what_was_withdrawn_and_items_of_the_agenda_are_no_topics_but_asked_about() -> None:
    pretalx, sessionize, eventyay = map(read, (PRETALX, SESSIONIZE, EVENTYAY))

    assert [topic.title for topic in pretalx.topics] == ["Faster builds", "Better errors"]
    assert "1 session was turned down or withdrawn: “Old hats” (withdrawn)." in asked(pretalx)
    assert "may be private: “internal notes”" in asked(pretalx)
    assert [topic.length for topic in pretalx.topics] == [2, 1]
    assert "1 line looks like an agenda item, not a topic: “Lunch”." in asked(sessionize)
    assert "“Registration”" in asked(eventyay)


def test_rooms_and_times_become_a_first_draft() -> None:
    page = read(SESSIONIZE)

    assert page.setup is not None
    assert [room.name for room in page.setup.rooms] == ["Blue"]
    assert [(slot.starts.hour, slot.is_break, slot.label) for slot in page.setup.slots] == [
        (10, False, ""),
        (12, True, "Lunch"),
    ]
    assert [(session.topic, session.room, session.starts.hour) for session in page.setup.sessions] == [
        (1, "blue", 10)
    ]


def test_the_event_of_a_schedule_is_kept_and_html_is_text() -> None:
    schedule, indico = read(XML), read(INDICO)

    assert schedule.event is not None
    assert (schedule.event.name, str(schedule.event.ends)) == ("Days & Nights", "2028-06-17")
    assert indico.event is not None
    assert indico.event.zone == "Europe/Zurich"
    assert topic_fields(indico.topics[0])["description"] == "Share objects."


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            {"count": 1, "results": [{"code": "A", "name": "Ada", "submissions": ["X"]}]},
            "pretalx export of speakers",
        ),
        ({"schedule": {"conference": {"days": []}}}, "has no sessions"),
        (
            '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "b">]><schedule>&a;</schedule>',
            "document type or entities",
        ),
        ("<schedule><day", "incomplete or broken"),
    ],
)
def test_a_refusal_is_about_the_file_at_hand(document: object, words: str) -> None:
    with pytest.raises(NotAPage, match=words):
        read(document)


def test_an_export_without_speakers_says_so() -> None:
    codes = {
        "results": [{"code": "A1", "title": "Faster builds", "speakers": ["ADA"], "track": 4, "slots": [5]}]
    }

    page = read(codes)

    assert page.topics[0].area is None
    assert "This pretalx export has only the codes of speakers, tracks and rooms." in asked(page)
    codes["results"][0]["speakers"] = []
    assert "This pretalx export has no speakers." in asked(read(codes))


def test_a_page_of_our_own_is_never_taken_for_that_of_a_tool() -> None:
    assert recognize_format('{"format": "hackathon-page-1", "page": {}}').kind is PageFormat.JSON
