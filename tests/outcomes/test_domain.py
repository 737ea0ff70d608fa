"""Minutes that two people write at the same time."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.outcomes.domain import both_texts

paragraphs = st.lists(st.sampled_from(("one", "two", "three", "four lines\nof text", "five")), max_size=6)


def test_what_both_have_stands_once_and_what_only_one_has_stands_beside_it() -> None:
    saved = "Present: Ann\n\nWe agreed on A.\n\nEnd."
    typed = "Present: Ann\n\nWe agreed on B.\n\nEnd."

    assert both_texts(saved, typed) == "Present: Ann\n\nWe agreed on A.\n\nWe agreed on B.\n\nEnd."


@given(paragraphs, paragraphs)
def test_no_paragraph_is_lost_and_two_equal_texts_are_one(one: list[str], other: list[str]) -> None:
    joined = both_texts("\n\n".join(one), "\n\n".join(other)).split("\n\n")

    for paragraph in {*one, *other}:
        assert joined.count(paragraph) >= max(one.count(paragraph), other.count(paragraph))
    assert both_texts("\n\n".join(one), "\n\n".join(one)) == "\n\n".join(one)
