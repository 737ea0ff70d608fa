"""Size limits. Larger pages are refused before any work is done."""

import re

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message

MAX_TOPICS = 20_000
MAX_LINES = 250_000
MAX_HEADINGS = 60_000
MAX_RST = 1_500_000
"""Characters of reStructuredText: docutils takes 5 s and 80 MB for a million."""
MAX_VALUES_PER_MILLION = 40_000
"""Lists and objects of JSON, and elements of XML, for each million characters of a file."""
MAX_LIST_DEPTH = 20
"""How deep items of a list may stand in one another; more are shown as deep as this."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?')


def check_topics(number: int) -> None:
    """Raise NotAPage for more topics than an event may have."""
    if number > MAX_TOPICS:
        raise NotAPage(
            message(
                "The page has more than %(most)s topics. Please import it in parts.", most=f"{MAX_TOPICS:,}"
            )
        )


def check_headings(number: int) -> None:
    """Raise NotAPage for more headings than any page needs."""
    if number > MAX_HEADINGS:
        raise NotAPage(
            message(
                "The page has more than %(most)s headings. Please import it in parts.",
                most=f"{MAX_HEADINGS:,}",
            )
        )


def check_lines(text: str) -> None:
    """Raise NotAPage for more lines than any page needs."""
    if text.count("\n") + text.count("\r") - text.count("\r\n") >= MAX_LINES:
        raise NotAPage(
            message(
                "The page has more than %(most)s lines. Please import it in parts.", most=f"{MAX_LINES:,}"
            )
        )


def check_rst(text: str) -> None:
    """Raise NotAPage for more reStructuredText than can be read in ten seconds."""
    if len(text) > MAX_RST:
        raise NotAPage(
            message(
                "Pages in reStructuredText can have up to %(most)s characters. Please import it in parts.",
                most=f"{MAX_RST:,}",
            )
        )


def check_json(text: str) -> None:
    """Raise NotAPage for JSON with too many lists and objects."""
    outside = _STRING.sub("", text)
    _check_values(outside.count("[") + outside.count("{"), text)


def check_xml(text: str) -> None:
    """Raise NotAPage for XML with too many elements."""
    _check_values(text.count("<"), text)


def _check_values(number: int, text: str) -> None:
    # Each takes a hundred times the memory of its letters.
    if number > MAX_VALUES_PER_MILLION * (1 + len(text) // 1_000_000):
        raise NotAPage(
            message("The file has more lists, objects or elements than any page, or is nested too deeply.")
        )
