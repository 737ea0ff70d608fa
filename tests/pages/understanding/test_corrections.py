"""What a person says of a page is applied at once, and leaving it out again gives the first reading."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.pages.document.formats import DocumentFormat, parse_document
from hackathon.pages.recognition.collections.layout_fingerprint import layout_fingerprint
from hackathon.pages.recognition.corrections.operations import Correction, IgnoreLines, MapLabel, Role, TakeAs
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.understand import understand
from hackathon.pages.recognition.understanding import LineUse, Understanding

PAGE = """# Gull days

Some words.

## Ships

Nothing tells what this is.

## Boats

Steersman: Ada Quill

## Rafts

Steersman: Cleo Marsh

## Crew

- Ada Quill, Example Ltd
- Orla Roe
"""
LINES = [
    *("# A", "## Projects", "### b", "**Mentor:** Ada Quill", "- Ada Quill", "| a | b |", "|---|---|", ""),
    *("1) One (Ada Quill)", "+1 Ada", "text", "* [x](y) (Ada Quill)", "== c ==", "{{t|a=b}}", "\tq\tr"),
    *("<ul><li>x", "```", "> quoted", "---", "Name: x", "~~~", "* x", "  * y", ".. note::", ":Mentor: Ada"),
]
TEXTS = st.lists(st.sampled_from(LINES), max_size=40).map("\n".join)


def titles(understanding: Understanding) -> list[str]:
    return [topic.title for topic in understanding.page.topics]


def test_headings_are_topics_when_a_person_says_so_and_no_longer_when_it_is_taken_back() -> None:
    before = understand(PAGE)
    after = understand(PAGE, [TakeAs("heading:2", Role.TOPICS), TakeAs("heading:2@Gull days", Role.TOPICS)])
    one = understand(PAGE, [TakeAs("heading:2", Role.TOPICS), TakeAs("line:17", Role.PEOPLE)])

    assert titles(before) == []
    assert titles(after) == ["Ships", "Boats", "Rafts", "Crew"]
    assert titles(one) == ["Ships", "Boats", "Rafts"]
    assert [(person.name, person.affiliation) for person in one.page.attendees] == [
        ("Ada Quill", "Example Ltd"),
        ("Orla Roe", None),
    ]
    assert understand(PAGE) == before


def test_a_label_means_what_a_person_says() -> None:
    said: list[Correction] = [TakeAs("heading:2", Role.TOPICS), MapLabel("Steersman", Field.CONTACT)]
    topics = {topic.title: topic for topic in understand(PAGE, said).page.topics}

    assert [person.name for person in topics["Boats"].contact.people] == ["Ada Quill"]  # type: ignore[union-attr]
    assert topics["Ships"].contact is None


def test_lines_are_left_out_when_a_person_says_so() -> None:
    corrections: list[Correction] = [TakeAs("heading:2", Role.TOPICS), IgnoreLines(17, 20)]
    understanding = understand(PAGE, corrections)

    assert titles(understanding) == ["Ships", "Boats", "Rafts"]
    assert [line.use for line in understanding.lines if line.number in (17, 19, 20)] == [LineUse.IGNORED] * 3


def test_of_a_list_only_the_ignored_items_go() -> None:
    page = understand(PAGE, [TakeAs("line:17", Role.PEOPLE), IgnoreLines(19, 19)]).page

    assert [person.name for person in page.attendees] == ["Orla Roe"]


def test_a_collection_says_how_many_of_what_and_why() -> None:
    understanding = understand(
        "# Ideas\n\n## One\n\nMentor: Ada Quill\n\n## Your project here\n\nMentor: you\n"
    )
    (headings,) = [guess for guess in understanding.collections if guess.key == "heading:2"]

    assert dict(headings.counts) == {Role.TOPICS: 1, Role.TEMPLATE: 1}
    assert [(member.line, member.text) for member in headings.members] == [
        (3, "One"),
        (7, "Your project here"),
    ]
    assert [(guess.label, guess.field) for guess in understanding.labels] == [("Mentor", Field.CONTACT)]


def test_pages_of_one_layout_have_one_fingerprint() -> None:
    first = "# Ideas\n\n## One\n\n**Mentor:** Ada\n\n## Two\n\n**Mentor:** Cleo\n"
    other = "# Dreams\n\n## Eins\n\n**Mentor:** Orla\n\n## Zwei\n\n**Mentor:** Tova\n"
    another = "# Ideas\n\n| Project | Lead |\n|---|---|\n| One | Ada |\n"
    prints = [layout_fingerprint(parse_document(text)) for text in (first, other, another)]

    assert prints[0] == prints[1] != prints[2]


@pytest.mark.parametrize("kind", DocumentFormat)
@given(text=TEXTS)
def test_every_line_is_accounted_for_once(kind: DocumentFormat, text: str) -> None:
    understanding = understand(text, kind=kind)
    numbers = [line.number for line in understanding.lines]

    assert numbers == list(range(1, text.count("\n") + 2))
    assert sum(understanding.line_counts.values()) == len(numbers)
    assert all(line.use is LineUse.BLANK for line in understanding.lines if not line.text.strip())
    lost = {line.number for line in understanding.lines if line.use is LineUse.UNPLACED}
    assert lost <= {unplaced.line for unplaced in understanding.page.unplaced}


@given(text=TEXTS, first=st.integers(1, 20), count=st.integers(0, 5))
def test_a_correction_that_is_left_out_again_leaves_no_trace(text: str, first: int, count: int) -> None:
    before = understand(text)
    understand(text, [IgnoreLines(first, first + count), TakeAs("heading:2", Role.PEOPLE)])

    assert understand(text) == before
    assert all(one.line <= two.line for one, two in pairwise(before.page.topics))
