"""A field of a topic is kept whatever its name is."""

from dataclasses import replace

import pytest

from hackathon.pages.model.page import FurtherField
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.writers.formats import WRITERS

PAGE = "# Ideas\n\n## Topics\n\n### One\n\n**Technical contact:** Ada Quill\n\n- **Priority:** high\n"


@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN, PageFormat.JSON])
@pytest.mark.parametrize(
    "name", ["https://x.example/" + "long/" * 60 + "?a=b#c", "[a](b)", "a|b", "{{c}}", "7", "Priority"]
)
def test_a_field_whose_name_is_a_long_link_is_written_and_read_again(kind: PageFormat, name: str) -> None:
    page = read_text(PAGE)
    (topic,) = page.topics
    named = replace(topic, further=(FurtherField(name=name, raw="high"),))
    whole = replace(page, topics=(named,))

    again = read_text(WRITERS[kind].write(whole, None))

    assert again.topics[0].further == (FurtherField(name=name, raw="high"),)
