"""Keys from the small table of Latin letters are those of the whole table of Unicode."""

import unicodedata
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyuca import Collator

from hackathon.core.text.characters import visible
from hackathon.core.text.collation import LONGEST, _latin_weights, sort_key
from hackathon.core.text.latin_weights import WEIGHTS


@pytest.fixture(scope="module")
def collator() -> Collator:
    return Collator()


def whole_key(collator: Collator, name: str) -> bytes:
    weights = collator.sort_key(visible(name)[:LONGEST])
    return pack(f">{len(weights)}H", *weights)


def test_each_weight_is_that_of_the_whole_table(collator: Collator) -> None:
    assert {
        character: tuple(map(tuple, collator.collation_elements(character))) for character in WEIGHTS
    } == WEIGHTS


def test_no_two_characters_of_the_small_table_stand_for_something_else_together(collator: Collator) -> None:
    children = {
        character: collator.table.root.children[ord(character)].children or {} for character in WEIGHTS
    }

    assert not [one for one, others in children.items() if any(chr(other) in WEIGHTS for other in others)]


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Kühle",
        "Ana Núñez",
        "O\N{RIGHT SINGLE QUOTATION MARK}Brien",
        "Þór Æsir",
        "Lluís Paral·lel",
        "",
        "Straße",
    ],
)
def test_a_name_has_the_key_of_the_whole_table(collator: Collator, name: str) -> None:
    assert sort_key(name) == whole_key(collator, name)


@given(st.text(st.one_of(st.sampled_from(sorted(WEIGHTS)), st.characters(max_codepoint=0x2FF)), max_size=20))
def test_any_text_has_the_key_of_the_whole_table(collator: Collator, name: str) -> None:
    assert sort_key(name) == whole_key(collator, name)


@pytest.mark.parametrize("name", ["Łukasz Kühle", "Ana Núñez", "Xen & KVM: what's next?", "Žižka"])
def test_most_names_need_the_small_table_alone(name: str) -> None:
    assert _latin_weights(name) is not None
    assert unicodedata.is_normalized("NFC", name)
