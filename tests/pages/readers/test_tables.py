"""Tables of topics and people, whoever made them: what each column is taken for, and what is asked."""

import pytest

from hackathon.core.domain.attendance import Status
from hackathon.core.errors import ColumnsAlike, NotAPage
from hackathon.importing.question_messages import question_message
from hackathon.pages.merge.records import topic_fields
from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.readers.formats import PageFormat, page_text, read_bytes, recognize_format
from hackathon.pages.readers.understanding import understand_text
from hackathon.pages.recognition.corrections.correction_codec import (
    as_options,
    corrections_as_json,
    corrections_from_json,
)
from hackathon.pages.recognition.corrections.operations import MapLabel
from hackathon.pages.recognition.labels.field_labels import Field
from tests.pages.workbooks import rows, workbook

FORM = """Timestamp,Your name,E-mail address,What would you like to work on?,Tell us more about it,\
What should be there at the end?,May we publish your name?
2028-05-01,Ada Quill,ada@x.example,Faster builds,Share objects.,A cache,yes
2028-05-02,Cleo Marsh,cleo@x.example,Better errors,Say what is wrong.,A patch,yes
2028-05-03,Ada Quill,ada@x.example,Faster builds,Share objects over the network.,A cache,yes
2028-05-03,test,test@x.example,test please ignore,,,
"""


def people_of(topic: PageTopic) -> list[tuple[str, str | None, str | None]]:
    contact = topic.contact
    return [(each.name, each.email, each.affiliation) for each in contact.people] if contact else []


def contacts(page: Page) -> dict[str, list[str]]:
    return {topic.title: [name for name, _, _ in people_of(topic)] for topic in page.topics}


def asked(page: Page) -> str:
    return "\n".join(str(question_message(question)) for question in page.questions)


def test_the_answers_of_a_form_are_read_by_its_questions() -> None:
    page = read_bytes(FORM.encode("utf-16"))

    assert [people_of(topic) for topic in page.topics] == [
        [("Ada Quill", "ada@x.example", None)],
        [("Cleo Marsh", "cleo@x.example", None)],
    ]
    assert topic_fields(page.topics[0])["description"] == "Share objects over the network."
    assert "“Faster builds” was sent twice, in lines 2 and 4." in asked(page)
    assert "“test please ignore”" in asked(page)
    assert "“Timestamp” and “May we publish your name?”" in asked(page)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Topic,Name,Email,Description\nFaster builds,Ada Quill,a@x.example,Share\n",
         {"Faster builds": ["Ada Quill"]}),
        ("Name,Notes,Champion\nFaster builds,x,Ada Quill\nKernel,y,\n",
         {"Faster builds": ["Ada Quill"], "Kernel": []}),
        ("Project,Lead\nFaster builds,\"Ada Quill (https://x.example/a), Bo Roe (https://x.example/b)\"\n",
         {"Faster builds": ["Ada Quill", "Bo Roe"]}),
        ("Title,Presenters\nOne,\"Quill, Ada (Example Ltd); Marsh, Cleo (x)\"\nTwo,\"Roe, Bo\"\n",
         {"One": ["Ada Quill", "Cleo Marsh"], "Two": ["Bo Roe"]}),
        ("Nr.;Titel;Ansprechpartner\n1,0;Kühle Räume;Jörg Roe und Ann Lee\n",
         {"Kühle Räume": ["Jörg Roe", "Ann Lee"]}),
        ("Session Id,Title,Owner,FirstName,LastName\n7,One,Bo Roe,Ada,Quill\n7,One,Bo Roe,Cleo,Marsh\n",
         {"One": ["Ada Quill", "Cleo Marsh"]}),
        ("Sprint list,,\n,,\nProject,Champion,Skills\nTools,,\nOne,Ada Quill,C\nTests,,\nTwo,Bo Roe,Go\n",
         {"One": ["Ada Quill"], "Two": ["Bo Roe"]}),
    ],
)  # fmt: skip
def test_columns_are_told_by_header_and_by_what_stands_in_them(
    table: str, expected: dict[str, list[str]]
) -> None:
    assert contacts(read_bytes(table.encode("cp1252"))) == expected


def test_who_registers_with_a_topic_is_an_attendee_too() -> None:
    page = read_bytes(
        b"Last name\tFirst name\tCompany\tTopic you would lead\tStatus\n"
        b"Quill\tAda\tExample Ltd\tFaster builds\tconfirmed\n"
        b"Marsh\tCleo\t\t\twaiting list\n"
        b"Roe\tBo\t\t\tcancelled\n"
    )

    assert contacts(page) == {"Faster builds": ["Ada Quill"]}
    assert [(each.name, each.affiliation, each.status) for each in page.attendees] == [
        ("Ada Quill", "Example Ltd", Status.CONFIRMED),
        ("Cleo Marsh", None, Status.INVITED),
    ]
    assert "Bo Roe (cancelled)" in asked(page)


def test_what_may_be_private_is_left_out_and_named() -> None:
    page = read_bytes(b"Title,Speaker,Bio,Internal notes,Other\nOne,Ada Quill,Old,Ask again,or a@x.example\n")

    assert page.topics[0].further == ()
    assert "“Bio”, “Internal notes” and “Other”" in asked(page)
    assert "Ask again" not in asked(page)


def test_two_titles_are_asked_about_and_a_correction_decides() -> None:
    table = "Title,Topic,Lead\nKühle Räume,Ports,Ada Quill\n"
    with pytest.raises(ColumnsAlike):
        read_bytes(table.encode())

    corrections = (MapLabel("Topic", Field.TITLE), MapLabel("Title", None))
    understanding = understand_text(table, corrections=corrections)

    assert contacts(understanding.page) == {"Ports": ["Ada Quill"]}
    assert corrections_from_json(corrections_as_json(corrections)) == corrections
    assert as_options(corrections) == "--map Topic=title --map Title=nothing"
    assert [(line.number, line.use.value) for line in understanding.lines[:2]] == [
        (1, "label"),
        (2, "title"),
    ]


def test_a_list_of_objects_is_a_table() -> None:
    names = b'"Speaker names": ["Ada Quill", "Bo Roe"]'
    page = read_bytes(b'[{"Proposal title": "One", "Track": {"en": "Tools"}, ' + names + b"}]")

    assert contacts(page) == {"One": ["Ada Quill", "Bo Roe"]}
    assert page.topics[0].area == "Tools"


def test_a_workbook_gives_topics_and_people_and_no_hidden_lists() -> None:
    people = rows(("Autumn sprint",), ("Name", "Coming?"), ("Ada Quill", "yes"), ("Bo Roe", "maybe"))
    topics = rows(("Topic", "Who", "+1"), ("One", "Ada Quill", "Bo Roe, Cleo Marsh"), ("Two",))
    merged = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'

    page = read_bytes(
        workbook(
            ("Who comes", "", people),
            ("Topics", "", topics),
            ("Lists", "hidden", rows(("Title",), ("yes",))),
            strings=merged,
        )
    )

    assert contacts(page) == {"One": ["Ada Quill"], "Two": ["Ada Quill"]}
    assert [comment.author for comment in page.topics[0].comments] == ["Bo Roe", "Cleo Marsh"]
    assert [each.status.value for each in page.attendees] == ["confirmed", "invited"]
    assert [each.text for each in page.unplaced] == ["Autumn sprint"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook(("A", "", '<row r="9"><c r="XFD1048576"/></row>')), "too large when unpacked"),
        (workbook(("A", "", " " * 61_000_000)), "too large when unpacked"),
        (workbook(("A", "", rows(("Title", "Who"))))[:-40], "ZIP or office document"),
        (workbook(("A", "hidden", rows(("Title", "Who"), ("One", "Ada Quill")))), "no visible sheet"),
    ],
)  # fmt: skip
def test_a_workbook_that_could_do_harm_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(NotAPage, match=words) as refused:
        page_text(data)

    assert "\n" not in str(refused.value)


def test_a_thousand_topics_are_read_from_a_table() -> None:
    table = "Idea,Mentors,Skills\n" + "".join(f'Idea {n},"Ada Quill, Bo Roe","C, Go"\n' for n in range(1_000))

    assert sum(len(each) for each in contacts(read_bytes(table.encode())).values()) == 2_000


@pytest.mark.parametrize(
    "page",
    [
        "Sprint\nWho comes\nWhere\n\nProject\tLead\tSkills\nFaster builds\tAda Quill\tC\n",
        "This page contains project ideas, please send yours to the list\n\nFaster builds\n\nErrors\n",
    ],
)
def test_a_page_with_a_table_or_a_comma_in_it_is_no_table(page: str) -> None:
    assert recognize_format(page).kind is not PageFormat.TABLE
