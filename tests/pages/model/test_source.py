"""From bytes to lines, and what is refused on the way."""

import pytest

from hackathon.core.errors import NotAPage
from hackathon.pages.model.source import MAX_FILE_BYTES, MAX_UPLOAD_BYTES, count_lines, decode, lines_of


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b" \n\xc2\xa0\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Topics\n\x00\x01", "binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PK\x03\x04", "a ZIP or office document"),
        (b"Topics\n\x81\x8d\x8f\x90\x9d", "an unknown encoding"),
        (b"x" * (MAX_UPLOAD_BYTES + 1), "more than the 5,000,000 bytes"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line_that_says_what_to_do(data: bytes, fault: str) -> None:
    with pytest.raises(NotAPage) as refused:
        decode(data)

    assert fault in str(refused.value)
    assert "\n" not in str(refused.value)
    assert str(refused.value).count(". ") == 1


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode("\ufeffRoger Pau Monné".encode()) == "Roger Pau Monné"


def test_a_file_of_just_five_megabytes_is_read() -> None:
    assert len(decode(b"x" * MAX_UPLOAD_BYTES)) == 5_000_000


def test_a_command_reads_more_and_who_may_not_send_it_is_told_of_the_command() -> None:
    larger = b"x" * (MAX_UPLOAD_BYTES + 1)

    assert len(decode(larger, most=MAX_FILE_BYTES)) == 5_000_001
    with pytest.raises(NotAPage, match="“hackathon import” reads up to 50,000,000"):
        decode(larger)
    with pytest.raises(NotAPage, match=r"more than the 5 bytes.*hackathon import"):
        decode(b"Topics", most=5)
    with pytest.raises(NotAPage, match=r"50,000,000 bytes.*import it in parts"):
        decode(b"x" * (MAX_FILE_BYTES + 1), most=MAX_FILE_BYTES)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_alike_whatever_ends_them(end: str) -> None:
    lines = lines_of(end.join(["Topics", "", "", "  • ARM\u00a0port "]))

    assert [(line.number, line.text, line.gap, line.indent) for line in lines] == [
        (1, "Topics", 0, 0),
        (4, "  • ARM port", 2, 2),
    ]


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("a\nb", 2)])
def test_an_end_of_line_at_the_end_begins_no_line(text: str, count: int) -> None:
    assert count_lines(text) == count
