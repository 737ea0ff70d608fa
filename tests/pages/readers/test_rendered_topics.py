"""One topic: its fields, its comments, and what must not be taken for either."""

from datetime import UTC, date, datetime

import pytest

from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.pages.model.page import (
    CommentKind,
    FurtherField,
    Icon,
    PageComment,
)
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.model.texts import Block, BlockKind, TextField
from hackathon.pages.readers.rendered.reader import read
from hackathon.pages.recognition.people.contact_lines import parse_contact
from tests.pages.sample_pages import a_page, a_topic, only_topic, read_topic

REVIEW = "Peer Review Comments\n"
STAMP = "18:02, 29 April 2013 (UTC)"
VOTE = "Pictogram vote 15px.png\u00a0"
COMMENT = "Pictogram voting comment 15px.png\u00a0"


def comments(text: str) -> list[PageComment]:
    return list(read_topic(a_topic() + REVIEW + text).comments)


@pytest.mark.parametrize(
    "nothing", ["", "N/A", "?", "Unknown", "Not specified, project outcomes", "Not updated in 2020"]
)
def test_every_spelling_of_nothing_is_no_value(nothing: str) -> None:
    topic = read_topic(a_topic(description=nothing))

    assert topic.description is not None
    assert (topic.description.is_placeholder, topic.description.is_empty) == (True, nothing == "")


def test_a_list_keeps_its_depth_and_a_paragraph_follows_it() -> None:
    topic = read_topic(a_topic(description="Bring:\n  • a board\n    • or a model\n  1. Linux\nAnd time."))

    assert topic.description == TextField(
        is_placeholder=False,
        blocks=(
            Block(kind=BlockKind.PARAGRAPH, text="Bring:"),
            Block(kind=BlockKind.BULLET, text="a board", depth=1),
            Block(kind=BlockKind.BULLET, text="or a model", depth=2),
            Block(kind=BlockKind.NUMBERED, text="Linux", depth=1, number=1),
            Block(kind=BlockKind.PARAGRAPH, text="And time."),
        ),
    )


def test_a_label_seen_before_is_a_word_of_the_text() -> None:
    topic = read_topic(a_topic(description="Plain.\nDifficulty: none for us"))

    assert topic.difficulty is not None
    assert topic.difficulty.raw == "N/A"
    assert topic.description is not None
    assert [block.text for block in topic.description.blocks] == ["Plain.", "Difficulty: none for us"]


def test_a_field_that_we_do_not_know_is_kept_under_its_own_name() -> None:
    topic = read_topic(a_topic().replace("Difficulty: N/A\n", "Difficulty: N/A\nPriority: high\n"))

    assert topic.further == (FurtherField(name="Priority", raw="high"),)


def test_a_line_between_short_fields_is_kept_and_asked_about() -> None:
    page = read(a_page(a_topic().replace("Difficulty: N/A\n", "Difficulty: N/A\nWe said so.\n")))

    assert [(line.line, line.text) for line in page.unplaced] == [(14, "We said so.")]
    assert [question.line for question in page.questions if question.about is QuestionSubject.UNPLACED] == [
        14
    ]


@pytest.mark.parametrize(
    ("raw", "people", "note"),
    [
        ("John Garbutt, Mike McClurg (or other reps)", ["John Garbutt", "Mike McClurg"], "(or other reps)"),
        ("Mentor: Ann Lee; Student: Bo Ek", ["Ann Lee", "Bo Ek"], None),
        ("Lars Kurth and Ian Campbell", ["Lars Kurth", "Ian Campbell"], None),
        ("Konrad Wilk <konrad@example.org>", ["Konrad Wilk"], None),
        ("Avi Kivity [email protected]", ["Avi Kivity"], None),
        ("N/A", [], None),
    ],
)
def test_a_contact_field_names_people(raw: str, people: list[str], note: str | None) -> None:
    found = parse_contact("Technical contact", raw)

    assert ([person.name for person in found.people], found.note, found.raw) == (people, note, raw)


def test_an_address_in_a_contact_field_belongs_to_its_person() -> None:
    found = parse_contact("Mentor", "Konrad Wilk <konrad@example.org>, lars@example.org")

    assert [(person.name, person.email) for person in found.people] == [
        ("Konrad Wilk", "konrad@example.org"),
        ("lars", "lars@example.org"),
    ]
    assert found.role is ContactRole.MENTOR


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        ("Yes", ProgrammeState.YES),
        ("N/A", ProgrammeState.NOT_APPLICABLE),
        ("Unknown", ProgrammeState.UNKNOWN),
        ("ask Lars", ProgrammeState.UNKNOWN),
    ],
)
def test_only_a_plain_answer_decides_on_the_programme(raw: str, state: ProgrammeState) -> None:
    topic = read_topic(a_topic().replace("GSoC: N/A", f"GSoC: {raw}"))

    assert topic.gsoc is not None
    assert topic.gsoc.state is state


def test_a_signed_vote_has_author_and_instant() -> None:
    assert comments(f"{VOTE}Lars.kurth {STAMP}: Will attend\n") == [
        PageComment(
            line=18, kind=CommentKind.WILL_ATTEND, icon=Icon.VOTE, author="Lars.kurth", stamp_raw=STAMP,
            stamp=datetime(2013, 4, 29, 18, 2, tzinfo=UTC), text="Will attend",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind", "is_signed"),
    [
        (f"{VOTE}Msw {STAMP}: I am interested", CommentKind.INTERESTED, True),
        (f"{VOTE}Msw {STAMP}: Feel free", CommentKind.COMMENT, True),
        (f"{COMMENT}Msw {STAMP}: Will attend", CommentKind.WILL_ATTEND, True),
        (f"{VOTE}Interested", CommentKind.INTERESTED, False),
        (f"  • Msw {STAMP}: Why C?", CommentKind.COMMENT, True),
        ("A remark that nobody signed.", CommentKind.COMMENT, False),
    ],
)
def test_words_and_signature_tell_what_a_line_is(line: str, kind: CommentKind, is_signed: bool) -> None:
    (said,) = comments(line + "\n")

    assert (said.kind, said.is_signed) == (kind, is_signed)


def test_a_reply_stands_below_what_it_answers() -> None:
    question, answer = comments(f"  • Ijc {STAMP}: Why C?\n    • Lars.kurth 30 April 2013: Because.\n")

    assert (answer.kind, answer.reply_to, answer.day) == (CommentKind.REPLY, question.line, date(2013, 4, 30))


def test_a_comment_may_hold_a_list() -> None:
    (said,) = comments(f"{COMMENT}Ijc {STAMP}: Two things:\n  • one\n  • two\n")

    assert [block.text for block in said.nested] == ["one", "two"]


def test_a_comment_inside_a_description_does_not_end_it() -> None:
    topic = read_topic(a_topic(description=f"First.\n{COMMENT}Ijc {STAMP}: Which?\nSecond."))

    assert topic.description is not None
    assert [block.text for block in topic.description.blocks] == ["First.", "Second."]
    assert [said.text for said in topic.comments] == ["Which?"]


def test_a_date_in_a_sentence_signs_nothing() -> None:
    assert read_topic(a_topic(description="Started 8 February 2013 by us.")).comments == ()


def test_headings_above_a_title_are_its_area_and_its_list() -> None:
    ideas = (
        "Projects\n\nFrom Xen\n\nList of peer reviewed Projects\n\nHypervisor\n\n"
        f"{a_topic(title='NUMA')}\n\n{a_topic(title='Perf')}\nToolstack\n\n{a_topic(title='Snapshots')}\n"
        f"Projects that need review\n\nMirage OS\n\n{a_topic(title='Fuzzing')}"
    )

    assert [(topic.title, topic.area, topic.section, topic.review_state) for topic in read(ideas).topics] == [
        ("NUMA", "Hypervisor", "List of peer reviewed Projects", ReviewState.REVIEWED),
        ("Perf", "Hypervisor", "List of peer reviewed Projects", ReviewState.REVIEWED),
        ("Snapshots", "Toolstack", "List of peer reviewed Projects", ReviewState.REVIEWED),
        ("Fuzzing", "Mirage OS", "Projects that need review", ReviewState.NEEDS_REVIEW),
    ]


def test_a_last_paragraph_two_lines_above_a_title_is_no_area() -> None:
    page = read(a_page(a_topic().rstrip() + "\n\nFaster ports\n", a_topic(title="Perf")))

    assert [topic.area for topic in page.topics] == [None, None]
    assert page.topics[0].outcomes is not None
    assert [block.text for block in page.topics[0].outcomes.blocks] == ["N/A", "Faster ports"]


def test_a_template_quoted_in_the_instructions_is_no_topic() -> None:
    quoted = "Instructions\n\nUse {{project}} with Date of insert: today.\n\n  • Date of insert: today\n\n"
    page = read(a_page(a_topic()).replace("Topics\n", f"{quoted}Topics\n", 1))

    assert only_topic(page).title == "Portathon"


def test_a_title_without_fields_is_a_topic_that_is_asked_about() -> None:
    page = read(a_page(a_topic(), "Passing a GPU through\n", a_topic(title="Perf")))

    assert [(topic.title, topic.is_empty) for topic in page.topics] == [
        ("Portathon", False),
        ("Passing a GPU through", True),
        ("Perf", False),
    ]
    assert [
        question.line for question in page.questions if question.about is QuestionSubject.EMPTY_TOPIC
    ] == [19]


def test_the_bars_of_a_table_are_no_text() -> None:
    table = (
        "Ideas\n|\nPortathon\nDate of insert: 29/04/2013; Verified: no; GSoC: Yes |\nMentor: Ian Campbell |\n"
        "Description: Port it:\n- to a board\n|\nOutcomes: Boards |\n|\nGPU\n|\n"
        "Perf\nDate of insert: 13/05/2013; Verified: no; GSoC: Yes |\nMentor: Boris Ostrovsky |\n"
        "Description: Use perf |\nOutcomes: A | B |\n|\n"
    )
    page = read(table)

    assert page.rendering == "pipe-table"
    # The bar in line 8 ends a cell, as those at the ends of lines do; the others end rows.
    assert [line.number for line in page.chrome] == [2, 10, 12, 18]
    assert [
        (
            topic.title,
            [block.text for text in (topic.description, topic.outcomes) if text for block in text.blocks],
        )
        for topic in page.topics
    ] == [("Portathon", ["Port it:", "to a board", "Boards"]), ("GPU", []), ("Perf", ["Use perf", "A | B"])]
