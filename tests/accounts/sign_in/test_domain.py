"""Codes as they are said and typed, and waiting in words."""

from datetime import timedelta

import pytest

from hackathon.accounts.sign_in.domain import digits_of, spoken
from hackathon.core.domain.durations import in_words


@pytest.mark.parametrize("typed", ["123456", "123 456", " 123-456 ", "\u0661\u0662\u0663\u0664\u0665\u0666"])
def test_a_code_may_be_typed_as_it_is_shown(typed: str) -> None:
    assert digits_of(typed) == "123456"


def test_a_code_is_shown_in_two_halves() -> None:
    assert spoken("003456") == "003 456"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "a minute"), (60, "a minute"), (61, "2 minutes"), (3600, "60 minutes")]
)
def test_nobody_is_told_to_wait_for_too_short(seconds: int, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words
