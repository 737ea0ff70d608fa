"""Decoding uploads, whatever program saved them."""

import codecs

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message

_OTHER_KINDS = {
    b"%PDF": message("a PDF"),
    b"PK\x03\x04": message("a ZIP or office document"),
    b"\x1f\x8b": message("a compressed file"),
    b"\x89PNG": message("a picture"),
    b"\xff\xd8\xff": message("a picture"),
    b"GIF8": message("a picture"),
    b"SQLite format 3\0": message("a database"),
}
# Tab, line feed, form feed and carriage return are the only control characters that text has.
_FEWEST_ZEROS = 0.2
_CONTROLS = frozenset(map(chr, (*range(9), 11, *range(14, 32), 127)))


def text_of(data: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without a byte order mark), UTF-16, UTF-32 or Windows-1252.

    Raises BadEntry, saying what to do, if it is not text or in another encoding.
    """
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise BadEntry(
                message(
                    "This file is %(kind)s, not text. Please copy its text into a plain text file.", kind=kind
                )
            )
    text = _decoded(data)
    if text is None or not _CONTROLS.isdisjoint(text):
        raise BadEntry(
            message("This file is binary or in an unknown encoding. Please save it as UTF-8 text.")
        )
    return text


def _decoded(data: bytes) -> str | None:
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    """Return the possible encodings: by the byte order mark, or by the zeros that UTF-16 has."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ("utf-32",)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    if b"\0" in data:
        # In UTF-16, European letters have a zero byte before or after them; no other text does.
        if data.count(0) < _FEWEST_ZEROS * len(data):
            return ()
        return ("utf-16-be",) if data[::2].count(0) > data[1::2].count(0) else ("utf-16-le",)
    # Only UTF-8 is valid as UTF-8; what Windows calls ANSI is mostly Windows-1252.
    return ("utf-8-sig", "cp1252")
