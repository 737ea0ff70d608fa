"""Files come from many programs, and few say in which encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.errors import BadEntry
from hackathon.core.text.decoding import text_of

TEXTS = (
    "Zoë",
    "é",
    "ß",
    "Åsa",
    "Kühle, Jörg",
    "Roger Pau Monné\n",
    "name;email\r\nZoë Ångström;zoe@xen.example\r\n",
    "“Quoted” – 5 €",  # noqa: RUF001 -- a dash
    "title\nHello",
    "naïve café",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_short_text_is_read_in_whatever_it_was_saved(text: str, encoding: str) -> None:
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_the_mark_of_utf_16_tells_its_order(mark: bytes, encoding: str) -> None:
    assert text_of(mark + "Łukasz, 田中".encode(encoding)) == "Łukasz, 田中"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    assert (
        text_of("name;email\nZoë;zoe@xen.example\n".encode(encoding)) == "name;email\nZoë;zoe@xen.example\n"
    )


LETTERS = st.characters(
    codec="cp1252",
    categories=("Lu", "Ll", "Nd", "Zs", "Po"),
    include_characters="\n,;@.€–",  # noqa: RUF001 -- a dash
)


@given(st.text(LETTERS, min_size=1).map("Zoë {}\n".format))
def test_what_windows_saves_reads_back(text: str) -> None:
    assert text_of(text.encode("cp1252")) == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")))
def test_all_of_unicode_reads_back(text: str) -> None:
    assert text_of(text.encode()) == text_of(text.encode("utf-8-sig")) == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04", "a ZIP or office document"),
        (b"Topics\n\x00\x01", "binary"),
        (bytes(range(256)), "binary"),
        (b"\x81\x8d", "This file is binary or in"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadEntry, match=words):
        text_of(data)
