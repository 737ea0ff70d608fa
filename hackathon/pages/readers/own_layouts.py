"""Distinguishes pages that have their own reader from all others.

The Xen family of pages, and the pages that we write, are read by `rendered`, `markdown` and `wikitext`.
"""

import re

from hackathon.pages.document.formats import DocumentFormat, recognize_document_format
from hackathon.pages.model.source import lines_of
from hackathon.pages.readers.rendered.flattened_table import is_flattened
from hackathon.pages.readers.rendered.github_wiki import is_github_wiki
from hackathon.pages.readers.wikitext.hidden_notes import NOTE
from hackathon.pages.recognition.end_marker import LAST_LINE

_FAMILY_MARKS = re.compile(
    r"(?im)^[ \t>*_-]{0,9}(?:date of insert|mailing list/forum for project|irc channel for project)"
    r"[*_ \t]{0,4}:|\{\{\s{0,9}(?:GSoC[ _])?project\s{0,9}[|}]|pictogram (?:vote|voting|comment)\b"
)
"""Labels such as "Technical contact:" are not among them: other communities have them too."""


def has_own_reader(text: str) -> bool:
    """Whether the text is a page of the Xen family or one that we wrote, by marks that only those have."""
    if LAST_LINE in text or NOTE.match(text) or _FAMILY_MARKS.search(text):
        return True
    lines = lines_of(text)
    is_github = is_github_wiki(lines) and recognize_document_format(text) is DocumentFormat.TEXT
    return is_github or is_flattened(lines)
