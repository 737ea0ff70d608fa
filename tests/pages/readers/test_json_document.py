"""JSON of our own: its schema is published, and what is none of it is refused with the place."""

import json
from pathlib import Path
from typing import Any

import pytest

import hackathon
from hackathon.core.errors import NotAPage
from hackathon.demo import samples
from hackathon.pages.readers.formats import read_bytes
from hackathon.pages.readers.json_document import FORMAT, read
from hackathon.pages.readers.rendered.reader import read as read_rendered
from hackathon.pages.writers.json_document import schema, write

SCHEMA = Path(hackathon.__file__).parent / "schemas" / "page.schema.json"
BARE = {"n": 1, "line": 1, "section": None, "area": None, "review_state": None}
PAGE = read_rendered(samples.dublin())


def document(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    """The sample as JSON, with some fields of the page changed."""
    found: dict[str, Any] = json.loads(write(PAGE))
    found["page"] |= changes
    return found


def refusal(text: str) -> str:
    with pytest.raises(NotAPage) as refused:
        read(text)
    return str(refused.value)


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


def test_the_sample_follows_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")

    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(document())) == []


def test_a_page_reads_back_as_it_was() -> None:
    again = read(write(PAGE))

    assert [each.comments for each in again.topics] == [each.comments for each in PAGE.topics]
    assert (again.event, again.attendees, again.sections) == (PAGE.event, PAGE.attendees, PAGE.sections)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "party"}, "page.kind must be one of hackathon, idea_list."),
        ({"lines": "many"}, "page.lines must be a whole number."),
        ({"lines": True}, "page.lines must be a whole number."),
        ({"topics": {}}, "page.topics must be a list."),
        ({"topics": [{"n": 1}]}, "page.topics[0] is missing “line”."),
        ({"surprise": 1}, "page has an unknown field “surprise”."),
        ({"title": "a\u0000b"}, "page.title contains a control character, which is not allowed."),
        ({"title": "\ud800"}, "page.title contains a control character, which is not allowed."),
        (
            {
                "topics": [
                    {"n": 1, "line": 1, "title": " ", "section": None, "area": None, "review_state": None}
                ]
            },
            "page.topics[0]: a name or title is empty or has more than one line.",
        ),
    ],
)
def test_what_the_schema_does_not_allow_is_refused_with_its_place(
    changes: dict[str, Any], words: str
) -> None:
    assert refusal(json.dumps(document(**changes))) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"format": "hackathon-page-1"', "The file is not valid JSON: "),
        (
            '{"format": "hackathon-page-2", "page": {}}',
            "This JSON is not a page from hackathon: its format is not ",
        ),
        ("[" * 100_000, "The file has more lists, objects or elements than any page"),
        ('{"format": "hackathon-page-1", "page": NaN}', "The file is not valid JSON: NaN is not a number."),
        ("[]", "This JSON is not a page from hackathon"),
        (f'{{"format": "{FORMAT}", "page": {{}}, "more": 1}}', "The JSON has an unknown field “more”"),
        (f'{{"format": "{FORMAT}", "page": {"9" * 5000}}}', "The file is not valid JSON: "),
    ],
)
def test_what_is_no_document_of_ours_is_refused(text: str, words: str) -> None:
    assert refusal(text).startswith(words)


def test_twenty_thousand_topics_are_read_at_all() -> None:
    topics = [{**BARE, "title": f"Topic {n}"} for n in range(20_000)]

    page = read_bytes(json.dumps(document(topics=topics)).encode())

    assert [each.n for each in page.topics[-2:]] == [19_999, 20_000]
