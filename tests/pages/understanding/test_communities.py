"""Pages set out as communities set theirs out, each read whole."""

import pytest

from hackathon.pages.readers.formats import read_text
from tests.pages.community_layouts import COMMUNITY_LAYOUTS
from tests.pages.understanding.test_layouts import check_layout


@pytest.mark.parametrize("name", COMMUNITY_LAYOUTS)
def test_a_page_of_a_community_is_read_whole(name: str) -> None:
    layout = COMMUNITY_LAYOUTS[name]

    check_layout(read_text(layout.text), layout)
