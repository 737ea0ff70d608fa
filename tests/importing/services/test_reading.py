"""Pages are read in a process of their own, which says no in words and can be killed."""

import pytest

from hackathon.core.errors import ColumnsAlike, NotAPage, ReadingStopped
from hackathon.importing.services import reading
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.readers.understanding import understand_text
from hackathon.pages.recognition.corrections.operations import MapLabel
from hackathon.pages.recognition.labels.field_labels import Field

TABLE = "Topic,Driver,Stuff\nFaster builds,Ada Quill,C\n"


def test_what_the_process_understood_is_what_it_would_be_here() -> None:
    corrections = (MapLabel("Stuff", Field.SKILLS),)

    answer = reading.read_page(TABLE.encode(), PageFormat.AUTO, corrections)

    assert reading.understanding_in(answer.answer) == understand_text(TABLE, corrections=corrections)


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b"\x00\x01", "binary"), (b"Hello!", "not a hackathon or idea page")]
)
def test_a_refusal_comes_back_in_words(data: bytes, words: str) -> None:
    with pytest.raises(NotAPage, match=words):
        reading.read_page(data, PageFormat.AUTO)


def test_a_question_about_columns_comes_back_as_one() -> None:
    with pytest.raises(ColumnsAlike) as asked:
        reading.read_page(b"number,title,title,area,review_state\n1,One,Two,,\n", PageFormat.AUTO)

    assert [column.position for column in asked.value.columns["title"]] == [1, 2]


def test_a_page_that_needs_too_much_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MEMORY", 1_000_000)

    with pytest.raises(NotAPage, match="too much time or memory"):
        reading.read_page(TABLE.encode() + b"One,Bo Roe,Go\n" * 100_000, PageFormat.AUTO)


@pytest.mark.parametrize(
    ("end", "words"), [("killed", "was interrupted"), ("failed", "an error in this program")]
)
def test_a_process_that_is_killed_or_fails_does_no_harm(
    monkeypatch: pytest.MonkeyPatch, end: str, words: str
) -> None:
    monkeypatch.setattr(reading, "_PROCESS", "tests.importing.services.stopped_process")
    monkeypatch.setenv("READING_ENDS", end)

    with pytest.raises(ReadingStopped, match=words):
        reading.read_page(TABLE.encode(), PageFormat.AUTO)


def test_a_page_that_takes_too_long_is_refused_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0)

    with pytest.raises(NotAPage, match="too much time or memory"):
        reading.read_page(TABLE.encode(), PageFormat.AUTO)
