"""Whoever picks a wrong file is told which file they picked; a file that only looks wrong is read."""

import pytest

from hackathon.core.errors import NotAPage
from hackathon.pages.model.questions import QuestionKind
from hackathon.pages.readers.formats import PageFormat, page_text
from hackathon.pages.readers.understanding import check_has_content, understand_text
from hackathon.pages.recognition.corrections.operations import MapLabel
from hackathon.pages.recognition.labels.field_labels import Field
from tests.pages.wrong_files import UNUSUAL_FILES, WRONG_FILES


def read(data: bytes) -> list[str]:
    understanding = understand_text(page_text(data))
    check_has_content(understanding, page_text(data), PageFormat.AUTO)
    return [topic.title for topic in understanding.page.topics]


@pytest.mark.parametrize("name", WRONG_FILES)
def test_a_wrong_file_is_refused_as_what_it_is(name: str) -> None:
    data, words = WRONG_FILES[name]

    with pytest.raises(NotAPage) as refusal:
        read(data)

    assert str(refusal.value.message).startswith(words)
    assert "\n" not in str(refusal.value.message)


@pytest.mark.parametrize("name", UNUSUAL_FILES)
def test_a_file_that_looks_wrong_is_read(name: str) -> None:
    data, titles = UNUSUAL_FILES[name]

    assert read(data) == titles


def test_an_export_without_speakers_asks_who_the_contacts_are() -> None:
    page = understand_text(page_text(UNUSUAL_FILES["pretalx without speakers"][0])).page

    assert [question.kind for question in page.questions] == [QuestionKind.EXPORT_WITHOUT_SPEAKERS]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_with_columns_that_nobody_knows_is_read_once_a_person_says_what_they_are(
    separator: str,
) -> None:
    text = "Foo,Bar\nFaster builds,Ada Quill\nBetter errors,Bo Roe\n".replace(",", separator)
    before = understand_text(text)
    after = understand_text(text, corrections=[MapLabel("Foo", Field.TITLE), MapLabel("Bar", Field.CONTACT)])

    assert [(label.label, label.field) for label in before.labels] == [("Foo", None), ("Bar", None)]
    assert before.page.topics == ()
    with pytest.raises(NotAPage, match=r"This is a table, but none of its columns .*“Foo”, “Bar”"):
        check_has_content(before, text, PageFormat.AUTO)
    assert [topic.title for topic in after.page.topics] == ["Faster builds", "Better errors"]
    assert [topic.contact.people[0].name for topic in after.page.topics if topic.contact] == [
        "Ada Quill",
        "Bo Roe",
    ]


@pytest.mark.parametrize(
    "begin",
    ["[[Category:Ideas]]", "[![status](x.svg)](https://x.example)", "[1]: https://x.example", "[TOC]"],
)
def test_a_page_may_begin_with_a_link(begin: str) -> None:
    text = f"{begin}\n\n## Topics\n\n### Quiet fans\n\nContact: Ada Quill\n\n**Note** [here](x.md)\n"

    assert read(text.encode()) == ["Quiet fans"]
