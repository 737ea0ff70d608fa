"""Text as searches compare it: without accents, capitals and invisible characters."""

import unicodedata

from hackathon.core.text.characters import visible
from hackathon.core.text.names import normalize


class _Folding(dict[int, str]):
    """A table for `str.translate` that is filled as characters are encountered."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = "".join(map(_plain, unicodedata.normalize("NFKD", letter)))
        self[code] = folded = plain.casefold()
        return folded


def folded(text: str) -> str:
    """Return the text as searches compare it: "Łukasz Kühle" and "lukasz kuhle" are the same.

    It works letter by letter, so the time grows linearly with the length of the text.
    """
    return visible(text).translate(_FOLDING)


def folded_name(name: str) -> str:
    """Return a person's name as searches compare it; dots, underscores and spaces are the same."""
    return folded(normalize(name))


def folded_together(*texts: str) -> str:
    """Return several texts as one searchable text; no match can span two of them."""
    return folded("\n".join(texts))


def _plain(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    if letter.isascii():
        return letter
    # To Unicode, strokes and ligatures (ł, ø, æ) are not accents; typographic quotes are typed as plain ones.
    is_latin = unicodedata.name(letter, "").startswith("LATIN ")
    if is_latin or "\N{HYPHEN}" <= letter <= "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}":
        from text_unidecode import unidecode  # noqa: PLC0415 -- its table of letters is large

        found: str = unidecode(letter)
        return letter if not found or found.startswith("[?]") else found
    return letter


_FOLDING = _Folding()
