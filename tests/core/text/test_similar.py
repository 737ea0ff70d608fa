"""Which topics are like the one that somebody writes."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.similar import MOST, Text, similar, words

TOPICS = (
    Text(number=1, title="Xen Developer and Roadmap discussion"),
    Text(number=2, title='Xen on ARM "Portathon"', description="Port Xen to your board."),
    Text(number=3, title="Update toolstacks to make use of libxl", description="The old ones go away."),
    Text(number=4, title="Xen network improvement", description="Multi-queue and persistent grants."),
)
TEXTS = st.builds(
    Text, number=st.integers(1, 9), title=st.text(max_size=30), description=st.text(max_size=60)
)


def numbers(title: str, description: str = "") -> list[int]:
    return [each.number for each in similar(title, description, TOPICS)]


def test_a_word_that_few_topics_have_tells_of_a_likeness() -> None:
    assert numbers("Portathon") == [2]
    assert numbers("ARM portathons!") == [2]
    assert numbers("Toolstack and libxl") == [3]
    assert numbers("Roadmap") == [1]


def test_a_word_that_all_topics_have_does_not() -> None:
    assert numbers("Xen") == []
    assert numbers("Xen and unikernels") == []


def test_the_same_description_under_another_title_is_found() -> None:
    assert numbers("Faster packets", "Persistent grants and multi-queue") == [4]


def test_accents_case_and_plurals_are_set_aside() -> None:
    assert words("Débogueurs of the PCI buses") == {"debogueur", "pci", "buse"}


def test_nothing_is_like_nothing() -> None:
    assert numbers("") == numbers("the and of") == []


@given(title=st.text(max_size=30), description=st.text(max_size=60), others=st.lists(TEXTS, max_size=8))
def test_few_are_found_and_the_very_same_words_always(
    title: str, description: str, others: list[Text]
) -> None:
    found = similar(title, description, others)
    assert len(found) <= MOST

    twin = Text(number=0, title=title, description=description)
    if words(title):
        assert twin in similar(title, description, [twin])
