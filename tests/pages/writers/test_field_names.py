"""A field of a topic is kept whatever its name is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.pages.model.page import FurtherField
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.recognition.labels.field_labels import field_for_label
from hackathon.pages.writers.formats import WRITERS
from tests.examples import examples

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


@pytest.mark.parametrize(
    "name", ["Title", "Project", "Skills", "Technical contact", "Date", "Review", "Kept"]
)
def test_a_field_named_like_one_of_ours_never_takes_its_place_in_a_wiki(name: str) -> None:
    page = read_text(PAGE)
    (topic,) = page.topics
    whole = replace(page, topics=(replace(topic, further=(FurtherField(name=name, raw="high"),)),))

    again = read_text(WRITERS[PageFormat.WIKITEXT].write(whole, None)).topics[0]

    assert (again.title, again.contact, again.skills) == (topic.title, topic.contact, topic.skills)
    assert again.further == (FurtherField(name=name, raw="high"),)


_WORDS = (
    st.one_of(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=60),
        st.sampled_from(["|", "=", "{{a|b=c}}", "<b>x</b>", "**bold**", "- x", "# y"]),
    )
    .map(lambda words: " ".join(words.split()))
    .filter(bool)
)
_OWN_NAMES = _WORDS.filter(lambda name: field_for_label(name) is None)
"""A field of its own has no name that means another: a reader would have taken it for that."""
_VALUES = st.lists(_WORDS, min_size=1, max_size=3).map("\n".join)


@pytest.mark.parametrize("kind", [PageFormat.WIKITEXT, PageFormat.MARKDOWN])
@given(name=_OWN_NAMES, value=_VALUES)
@examples(60)
def test_any_name_and_any_value_of_a_field_survive(kind: PageFormat, name: str, value: str) -> None:
    page = read_text(PAGE)
    (topic,) = page.topics
    further = (FurtherField(name=name, raw=value),)

    again = read_text(WRITERS[kind].write(replace(page, topics=(replace(topic, further=further),)), None))

    assert [each.title for each in again.topics] == ["One"]
    assert again.topics[0].further == further
