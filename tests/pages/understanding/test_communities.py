"""Pages set out as communities set theirs out, each read whole."""

import pytest

from hackathon.core.errors import NotAPage
from hackathon.pages.readers.formats import read_text
from tests.pages.community_layouts import COMMUNITY_LAYOUTS
from tests.pages.understanding.test_layouts import check_layout


@pytest.mark.parametrize("name", COMMUNITY_LAYOUTS)
def test_a_page_of_a_community_is_read_whole(name: str) -> None:
    layout = COMMUNITY_LAYOUTS[name]

    check_layout(read_text(layout.text), layout)


NO_TOPICS = {
    "coordinators with addresses": """
# Summer of Lanterns

## Communication

- Mailing list: announcements appear on the group.

## Coordination

* Ada Quill - ada@x.example
* Cleo Marsh - cleomarsh@x.example
* Orla Roe - orlaroe@x.example

## Past Participation

We took part in [2027](https://x.example/2027) and [2026](https://x.example/2026).
""",
    "addresses spelt out as links": """
# Lantern wiki

## Project ideas for Python Lanterns in 2028

Many years ago we learned with lanterns, as documented here:

- [https://x.example/2011/11/29/things/](https://x.example/2011/11/29/things/) a blog

- [https://x.example/2013/mar/19/coders/](https://x.example/2013/mar/19/coders/)

That is all.
""",
    "a template for proposals": """
# Proposal Template:
A good proposal is structured.

## Basic Details
 - Full Name
 - Email

## Project Details
 - What are you making?

## Timeline:
 - Break it down.
""",
}


@pytest.mark.parametrize("name", NO_TOPICS)
def test_a_page_without_topics_is_refused(name: str) -> None:
    with pytest.raises(NotAPage):
        read_text(NO_TOPICS[name])
