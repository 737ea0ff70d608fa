"""A page says the same however its lines end: forms in browsers send CR LF, and so do files from Windows."""

import pytest

from hackathon.demo.samples import dublin
from hackathon.pages.readers.formats import read_bytes
from hackathon.pages.readers.understanding import understand_text
from tests.pages.community_layouts import COMMUNITY_LAYOUTS
from tests.pages.layout_samples import MARKDOWN_LAYOUTS
from tests.pages.notation_samples import NOTATION_LAYOUTS

LAYOUTS = {**MARKDOWN_LAYOUTS, **NOTATION_LAYOUTS, **COMMUNITY_LAYOUTS}


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["windows", "old-mac"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_the_ends_of_lines_make_no_difference(name: str, end: str) -> None:
    text = LAYOUTS[name].text

    assert read_bytes(text.replace("\n", end).encode()) == read_bytes(text.encode())
    assert understand_text(text.replace("\n", end)) == understand_text(text)


def test_nor_on_a_page_with_a_reader_of_its_own() -> None:
    assert read_bytes(dublin().replace("\n", "\r\n").encode()) == read_bytes(dublin().encode())
