"""Markdown: ours, and the source of pages that people keep on GitHub."""

from dataclasses import replace

import pytest

from hackathon.core.domain.attendance import EventKind
from hackathon.core.domain.topics import ReviewState
from hackathon.core.errors import NotAPage
from hackathon.demo import samples
from hackathon.pages.merge.records import topic_fields
from hackathon.pages.model.page import CommentKind, FurtherField
from hackathon.pages.readers.formats import read_bytes
from hackathon.pages.readers.markdown.reader import read
from hackathon.pages.readers.rendered.reader import read as read_rendered
from hackathon.pages.writers.markdown import write
from tests.examples import LENGTHS

IDEAS = """\
Ideas for the summer
====================

Talk to a mentor first.

## Reviewed projects

### Kernel

#### Port it

A new board wants a port.

**Mentor:** Ann Lee, Bo (evenings)

* Difficulty: hard
- **Priority:** high

##### Skills needed

- C
- patience

##### Comments

* Ann 14:14, 23 January 2013 (UTC): Start early

### Tools

#### Test it
**Description**: Nightly tests.
```
#### not a topic
**Mentor:** nobody
```
"""


def test_a_page_of_github_is_read() -> None:
    page = read_bytes(IDEAS.encode())
    first, second = page.topics

    assert (page.title, page.kind, page.unplaced) == ("Ideas for the summer", EventKind.IDEA_LIST, ())
    assert [(each.section, each.area, each.title) for each in page.topics] == [
        ("Reviewed projects", "Kernel", "Port it"),
        ("Reviewed projects", "Tools", "Test it"),
    ]
    assert first.review_state is ReviewState.REVIEWED
    assert first.contact is not None
    assert [each.name for each in first.contact.people] == ["Ann Lee", "Bo"]
    assert first.further == (FurtherField(name="Priority", raw="high"),)
    assert {name: topic_fields(first)[name] for name in ("description", "difficulty", "skills")} == {
        "description": "A new board wants a port.",
        "difficulty": "hard",
        "skills": "- C\n- patience",
    }
    assert [(each.kind, each.author, each.text) for each in first.comments] == [
        (CommentKind.COMMENT, "Ann", "Start early")
    ]
    assert topic_fields(second)["description"].endswith("```\n#### not a topic\n**Mentor:** nobody\n```")


def test_an_area_that_begins_like_a_field_is_an_area() -> None:
    page = read("## Topics\n\n### Difficulty: for all\n\n#### Port it\n\n- **GSoC:** Yes\n")

    assert [(topic.title, topic.area) for topic in page.topics] == [("Port it", "Difficulty: for all")]


def test_the_sample_reads_back_field_by_field() -> None:
    page = read_rendered(samples.dublin())

    again = read_bytes(write(page).encode())

    assert [topic_fields(each) for each in again.topics] == [topic_fields(each) for each in page.topics]
    assert [each.name for each in again.attendees] == [each.name for each in page.attendees]


@pytest.mark.parametrize("title", ["#", "##", "# #", "a #", "a#", "\\#", "a \\#"])
def test_a_heading_that_ends_in_a_hash_reads_back(title: str) -> None:
    page = read_rendered(samples.dublin())
    topics = (replace(page.topics[0], title=title), *page.topics[1:])

    again = read_bytes(write(replace(page, title=title, topics=topics)).encode())

    assert (again.title, again.topics[0].title) == (title, title)


@pytest.mark.parametrize("text", ["# Only a title\n", "# A\n\n## B\n\nText.\n", "#" * 100_000])
def test_markdown_without_topics_or_people_is_refused(text: str) -> None:
    with pytest.raises(NotAPage):
        read(text)


@pytest.mark.parametrize("lines", range(0, len(IDEAS.splitlines()), 3))
def test_a_page_cut_anywhere_is_read_or_refused(lines: int) -> None:
    text = "\n".join(IDEAS.splitlines()[:lines])
    if "**" in text:
        assert len(read(text).topics) <= 2
    else:
        with pytest.raises(NotAPage, match="no heading has labelled fields"):
            read(text)


@LENGTHS
def test_a_page_of_many_topics_or_of_one_long_line_is_read(length: int) -> None:
    count = length // 50
    topics = "".join(f"## Topic {n}\n\n- **Mentor:** Ann Lee\n\n" for n in range(count))

    assert len(read_bytes(f"# Ideas\n\n{topics}".encode()).topics) == count
    for sign in ("*", "#", " ", "`", "- **", "\\", "\n", "**a"):
        long = sign * (length // len(sign))
        assert len(read(f"# Ideas\n\n## One\n\n- **Mentor:** Ann\n- **Description:** {long}\n").topics) == 1
