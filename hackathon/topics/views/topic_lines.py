"""What a list of topics shows of one of them, drawn once for equal values in each process."""

from collections.abc import Callable
from functools import lru_cache

from flask import render_template
from markupsafe import Markup

from hackathon.core.translation import current_language
from hackathon.topics.queries.topic_list import Listed, ListedTopic


def lines() -> Callable[[Listed, str], Markup]:
    """Return what draws a line in the reader's language; its heading is "h2" or "h3"."""
    language = current_language()

    def line(listed: Listed, heading: str) -> Markup:
        return _line(listed.topic, listed.wanted, listed.open_comments, heading, language)

    return line


@lru_cache(maxsize=3_000)
def _line(topic: ListedTopic, wanted: int, open_comments: int, heading: str, _language: str) -> Markup:
    drawn = render_template(
        "topics/_line.html", topic=topic, wanted=wanted, open_comments=open_comments, heading=heading
    )
    return Markup(drawn)  # noqa: S704 -- our own template wrote it
