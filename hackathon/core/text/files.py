"""Making hostile text safe for files: no control characters, no surrogates, one line where needed."""

import re

from hackathon.core.text.characters import clean_name, clean_text

_LINE_ENDS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


_ODD = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Line ends other than a newline; most texts contain none."""


def plain(text: str) -> str:
    """Return the text without control characters, bidirectional marks and lone surrogates.

    Line ends become a single newline.
    """
    if _ODD.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return clean_text(text)


def one_line(text: str) -> str:
    """Return the text on one line, without invisible characters, and with single spaces for white space."""
    return " ".join(clean_name(plain(text)).split())
