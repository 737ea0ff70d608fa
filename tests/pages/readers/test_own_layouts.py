"""A label that our own pages share with others does not make a page one of ours."""

import re
from collections.abc import Callable

import pytest

from hackathon.demo.samples import dublin
from hackathon.pages.readers.formats import read_text
from hackathon.pages.readers.own_layouts import has_own_reader

WIKITEXT = """= Gull Hackathon =

== Topics ==

=== Port the scheduler to Arm ===

Technical contact: Nora Bay

Make it run on two boards, and write down what is missing.

=== A faster build ===

Technical contact: Tom Reed

Half of the time goes into one library.

== Attendees ==

* Nora Bay
* Tom Reed
"""
CONTACTS = {"Port the scheduler to Arm": ["Nora Bay"], "A faster build": ["Tom Reed"]}


def markdown(text: str) -> str:
    return re.sub(r"(?m)^(=+) (.*) =+$", lambda heading: f"{'#' * len(heading[1])} {heading[2]}", text)


def bold_labels(text: str) -> str:
    return markdown(text).replace("Technical contact:", "**Technical contact:**")


@pytest.mark.parametrize("written_as", [str, markdown, bold_labels])
def test_a_page_that_shares_a_label_with_ours_keeps_all_its_topics(written_as: Callable[[str], str]) -> None:
    page = read_text(written_as(WIKITEXT))

    contacts = {
        topic.title: [person.name for person in topic.contact.people] if topic.contact else []
        for topic in page.topics
    }
    assert contacts == CONTACTS
    assert [person.name for person in page.attendees] == ["Nora Bay", "Tom Reed"]


def test_a_page_of_the_family_has_its_own_reader() -> None:
    assert has_own_reader(dublin())
    assert not has_own_reader(WIKITEXT)
