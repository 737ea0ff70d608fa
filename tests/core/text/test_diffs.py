"""What differs between two texts, word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.diffs import Kind, pieces, shortened

TEXTS = st.lists(
    st.sampled_from(["Xen", "on", "ARM", "\n\n", " ", "a|b", "\u202e\u05d5", "é"]), max_size=40
).map(" ".join)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.text) for each in pieces(old, new)]


def test_a_word_that_changed_is_told_apart_from_those_that_stayed() -> None:
    assert told("Port Xen to ARM boards.", "Port Xen to all ARM boards!") == [
        ("same", "Port Xen to"),
        ("new", " all"),
        ("same", " ARM"),
        ("gone", " boards."),
        ("new", " boards!"),
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_from_the_pieces(old: str, new: str) -> None:
    found = pieces(old, new)

    assert "".join(each.text for each in found if each.kind is not Kind.NEW) == old
    assert "".join(each.text for each in found if each.kind is not Kind.REMOVED) == new
    assert all(one.kind is not other.kind for one, other in pairwise(found))
    assert "".join(each.text for each in shortened(found)) == "".join(each.text for each in found)


def test_the_same_text_is_one_piece_or_none() -> None:
    assert told("Xen on ARM", "Xen on ARM") == [("same", "Xen on ARM")]
    assert told("", "") == []


def test_what_stayed_far_from_a_change_is_left_out() -> None:
    text = "".join(f" {number}" for number in range(100))

    found = shortened(pieces(f"y{text}", f"x{text} end"))

    kinds = [Kind.REMOVED, Kind.NEW, Kind.SAME, Kind.LEFT_OUT, Kind.SAME, Kind.NEW]
    assert [each.kind for each in found] == kinds
    assert found[2].text == "".join(f" {number}" for number in range(12))
    assert found[4].text == "".join(f" {number}" for number in range(88, 100))


def test_texts_too_long_for_words_are_compared_by_lines_and_else_as_wholes() -> None:
    lines = "".join(f"{number} a\n" for number in range(400))
    found = told(f"x\n{lines}y", f"z\n{lines.replace('207 a', '207 b')}w")
    assert found[3:5] == [("gone", "207 a\n"), ("new", "207 b\n")]

    long = "a " * 600
    assert [kind for kind, _ in told(f"b {long}c", f"c {long}d")] == ["gone", "new"]
