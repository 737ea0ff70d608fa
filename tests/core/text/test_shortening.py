"""Making a text shorter so that everybody sees that it goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.shortening import shortened


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("as it is", 8, "as it is"),
        ("cut behind a word", 12, "cut behind…"),
        ("cut behind a word", 11, "cut behind…"),
        ("cut behind a word", 10, "cut…"),
        ("two\n\nparagraphs of it", 15, "two…"),
        ("漢字漢字漢字", 4, "漢字漢…"),
        ("ee\u0301e", 3, "e…"),
        ("Unbrokenness", 5, "Unbr…"),
    ],
)
def test_a_text_is_cut_behind_a_word_and_says_so(text: str, longest: int, short: str) -> None:
    assert shortened(text, longest) == short


@given(text=st.text(max_size=60), longest=st.integers(1, 40))
def test_a_shortened_text_is_no_longer_than_asked_and_the_beginning_of_the_whole(
    text: str, longest: int
) -> None:
    short = shortened(text, longest)

    assert len(short) <= longest
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
