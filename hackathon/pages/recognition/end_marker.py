"""The line that ends the pages we write, so that a truncated one is noticed."""

from hackathon.core.errors import NotAPage

_AGAIN = "Copy the whole page again."

LAST_LINE = "<!-- hackathon: end of the page -->"
"""Ends the pages that we write, so that half of one can be told from the whole."""


def check_last_line(text: str) -> None:
    """Raise NotAPage if a page that we wrote has lost its last line."""
    if not text.rstrip().endswith(LAST_LINE):
        raise NotAPage(
            f"The page breaks off: its last line is not there. {_AGAIN} "
            f"If it is whole, add {LAST_LINE} at its end."
        )
