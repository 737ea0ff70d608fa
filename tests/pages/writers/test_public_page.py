"""What everybody may read of a page has no e-mail address, and changes nothing where it is read again."""

import re

import pytest

from hackathon.pages.merge.comparison import compare_page
from hackathon.pages.merge.existing import ExistingEvent, ExistingTopic
from hackathon.pages.merge.records import page_as_read, topic_as_read, topic_fields
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.writers.formats import WRITERS

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
PAGE = """# Compiler Hackathon

## Topics

### Faster builds

**Technical contact:** Ada Quill <ada@gull.example> (or bo dot roe at gull dot example)

**Description:** Write to cleo@gull.example first.

## Confirmed Attendees

- Ada Quill, Example Ltd
"""


@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN])
def test_no_address_leaves_with_a_page_that_everybody_reads(kind: PageFormat) -> None:
    page = read_text(PAGE)
    event = ExistingEvent(
        slug="compiler",
        facts={},
        topics=tuple(
            ExistingTopic(number=topic.n, fields=topic_fields(topic), as_read=topic_as_read(page, topic, {}))
            for topic in page.topics
        ),
        last_read=page_as_read(page, (), ()),
    )

    text = WRITERS[kind].write(page, None)
    again = read_text(text)

    assert ADDRESS.findall(text) == []
    assert " at gull dot " not in text
    assert "cleo@\N{HORIZONTAL ELLIPSIS}" in text
    assert [field for topic in compare_page(again, event).topics for field in topic.fields] == []
