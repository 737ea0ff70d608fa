"""Random examples are drawn alike on every machine, so that a test fails everywhere or nowhere."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

TESTS = Path(__file__).parents[1]
# Random numbers without a seed, and a property that draws its own way.
_DRAWN_ANEW = re.compile(
    r"\brandom\.(?!Random\(.)\w+\(|\bRandom\(\)|default_rng\(\)|\bderandomize=False|\bload_profile\("
)
_ALLOWED = {"conftest.py", Path(__file__).name}


def test_no_test_draws_examples_of_its_own() -> None:
    drawn = {
        f"{file.relative_to(TESTS)}: {line.strip()}"
        for file in TESTS.rglob("*.py")
        if file.name not in _ALLOWED
        for line in file.read_text().splitlines()
        if _DRAWN_ANEW.search(line)
    }

    assert drawn == set()


def test_the_same_examples_are_drawn_each_time(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--hypothesis-profile") == "fuzz":
        pytest.skip("new examples are what was asked for")

    assert _drawn() == _drawn()


def _drawn() -> list[str]:
    seen: list[str] = []

    @settings(max_examples=20)
    @given(st.text())
    def note(text: str) -> None:
        seen.append(text)

    note()
    return seen
