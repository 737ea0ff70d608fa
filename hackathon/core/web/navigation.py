"""Tells a page that somebody opens from one that a script fetches."""

from flask import request


def is_opened_by_reader() -> bool:
    """Whether the browser requests a page to show it; older browsers, which don't say, are taken to do so."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
