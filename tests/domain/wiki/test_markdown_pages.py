"""Markdown: ours, and the source of pages that people keep on GitHub."""

import pytest

from hackathon import samples
from hackathon.domain.attendance import EventKind
from hackathon.domain.errors import NotAPage
from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.kinds import read_any
from hackathon.domain.wiki.markdown.markdown_pages import read
from hackathon.domain.wiki.markdown.markdown_writing import write
from hackathon.domain.wiki.merging.records import fields_of
from hackathon.domain.wiki.page import CommentKind, FurtherField
from hackathon.domain.wiki.rendered.read import read as read_rendered

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
    page = read_any(IDEAS.encode())
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
    assert {name: fields_of(first)[name] for name in ("description", "difficulty", "skills")} == {
        "description": "A new board wants a port.",
        "difficulty": "hard",
        "skills": "- C\n- patience",
    }
    assert [(each.kind, each.author, each.text) for each in first.comments] == [
        (CommentKind.COMMENT, "Ann", "Start early")
    ]
    assert fields_of(second)["description"].endswith("```\n#### not a topic\n**Mentor:** nobody\n```")


def test_an_area_that_begins_like_a_field_is_an_area() -> None:
    page = read("## Topics\n\n### Difficulty: for all\n\n#### Port it\n\n- **GSoC:** Yes\n")

    assert [(topic.title, topic.area) for topic in page.topics] == [("Port it", "Difficulty: for all")]


def test_the_sample_reads_back_field_by_field() -> None:
    page = read_rendered(samples.dublin())

    again = read_any(write(page).encode())

    assert [fields_of(each) for each in again.topics] == [fields_of(each) for each in page.topics]
    assert [each.name for each in again.attendees] == [each.name for each in page.attendees]


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


def test_a_page_of_many_topics_or_of_one_long_line_is_read() -> None:
    topics = "".join(f"## Topic {n}\n\n- **Mentor:** Ann Lee\n\n" for n in range(20_000))

    assert len(read_any(f"# Ideas\n\n{topics}".encode()).topics) == 20_000
    for sign in ("*", "#", " ", "`", "- **", "\\", "\n", "**a"):
        long = sign * (1_000_000 // len(sign))
        assert len(read(f"# Ideas\n\n## One\n\n- **Mentor:** Ann\n- **Description:** {long}\n").topics) == 1
