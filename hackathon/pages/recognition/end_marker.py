"""The last line of pages we write, so that truncation is noticed."""

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message

LAST_LINE = "<!-- hackathon: end of the page -->"
"""Ends the pages that we write, so that half of one can be told from the whole."""


def check_last_line(text: str) -> None:
    """Raise NotAPage if a page that we wrote has lost its last line."""
    if not text.rstrip().endswith(LAST_LINE):
        raise NotAPage(
            message(
                "The page is incomplete: its last line is missing. Please copy the whole page again. If it "
                "is complete, add %(line)s at the end.",
                line=LAST_LINE,
            )
        )
