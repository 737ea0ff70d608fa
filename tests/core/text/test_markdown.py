"""What is quoted stands below one another, and reads as a quotation."""

from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.text.markdown import plain, quoted, render


def test_a_quotation_marks_every_line_and_leaves_room_below() -> None:
    assert quoted("Who has a board?\n\n> I do.\n") == "> Who has a board?\n>\n> > I do.\n\n"


def test_what_is_written_below_a_quotation_is_not_part_of_it() -> None:
    html = render(quoted("Who has a board?") + "I do.")

    assert "<blockquote>\n<p>Who has a board?</p>\n</blockquote>\n<p>I do.</p>" in html


@given(st.text())
def test_every_line_of_a_quotation_is_marked(text: str) -> None:
    *lines, last = quoted(text).splitlines() or [""]

    assert last == ""
    assert all(line.startswith(">") for line in lines)


def test_a_text_without_its_markup_keeps_its_words_together() -> None:
    text = "Who has a **board**, a `cable` or\na [screen](https://xen.example)?\n\nMore."

    assert plain(text) == "Who has a board, a cable or a screen?"
