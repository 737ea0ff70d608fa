"""Small pages in the layouts that communities use, each read whole: topics, people, when and where."""

import pytest

from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.readers.formats import read_text
from tests.pages.layout_samples import MARKDOWN_LAYOUTS, Layout
from tests.pages.notation_samples import NOTATION_LAYOUTS


def words(topic: PageTopic, name: str) -> str:
    value = getattr(topic, name)
    if value is None:
        return ""
    return " ".join(block.text for block in value.blocks) if hasattr(value, "blocks") else value.value


LAYOUTS = MARKDOWN_LAYOUTS | NOTATION_LAYOUTS


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_in_any_layout_is_read_whole(name: str) -> None:
    layout = LAYOUTS[name]

    check_layout(read_text(layout.text), layout)


def check_layout(page: Page, layout: Layout) -> None:
    """Fail where a page says something else than its layout."""
    assert [topic.clean_title for topic in page.topics] == layout.topics
    people = [
        [person.name for person in topic.contact.people] if topic.contact else [] for topic in page.topics
    ]
    assert people == layout.contacts
    if layout.areas:
        assert [topic.area for topic in page.topics] == layout.areas
    assert {name: words(page.topics[0], name) for name in layout.first} == layout.first
    assert [(person.name, person.affiliation) for person in page.attendees] == layout.attendees
    event = page.event and (page.event.starts.isoformat(), page.event.ends.isoformat(), page.event.city)
    assert event == layout.event


def test_votes_are_read_with_names_or_counted() -> None:
    page = read_text(
        "# Ideas\n\n## One\nby Ada Quill\n\n👍 5\n\n## Two\nby Cleo Marsh\n\n👍 Ada Quill, Orla Roe\n"
    )

    assert [topic.vote_count for topic in page.topics] == [5, None]
    assert [comment.author for comment in page.topics[1].comments] == ["Ada Quill", "Orla Roe"]
