"""Hostile text made fit for files: no control characters, no half characters, one line where one is meant."""

import re

# U+FFFE and U+FFFF are no characters at all, and XML refuses them.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What there is anything to do about; most texts hold none of it."""


def plain(text: str) -> str:
    """Return the text without control characters and lone surrogates; line ends become a single newline."""
    if not _ODD.search(text):
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return _HARMFUL.sub("", unified)


def one_line(text: str) -> str:
    """Return the text as one line, its white space narrowed to single spaces."""
    return " ".join(plain(text).split())
