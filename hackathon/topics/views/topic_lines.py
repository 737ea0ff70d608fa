"""A topic's line in a list, with its vote buttons, rendered once for equal values."""

from collections.abc import Callable
from functools import lru_cache

from flask import render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from hackathon.core.translation import current_language
from hackathon.core.web.caching.drawn_parts import draw_part
from hackathon.topics.queries.topic_list import ListedTopic, TopicListItem


def lines() -> Callable[[TopicListItem, str], Markup]:
    """Return a function that renders a row in the reader's language; its heading is "h2" or "h3"."""
    language = current_language()

    def line(listed: TopicListItem, heading: str) -> Markup:
        return _line(listed.topic, listed.wanted, listed.open_comments, heading, language)

    return line


@lru_cache(maxsize=3_000)
def _line(topic: ListedTopic, wanted: int, open_comments: int, heading: str, _language: str) -> Markup:
    drawn = render_template(
        "topics/_line.html", topic=topic, wanted=wanted, open_comments=open_comments, heading=heading
    )
    return Markup(drawn)  # noqa: S704 -- our own template wrote it


_TOKEN_MARK = Markup("<token>")
"""A placeholder for the form token, which differs between readers; escaped text can't contain it."""


def vote_forms(event: str, *, back: str) -> Callable[[TopicListItem], Markup]:
    """Return a function that renders a topic's vote buttons for the reader; `event` is a slug."""
    token = escape(generate_csrf())

    def form(listed: TopicListItem) -> Markup:
        drawn = draw_part(
            "topics/votes/_listed_form.html",
            event=event,
            topic=listed.topic,
            mine=listed.mine,
            wanted=listed.wanted,
            back=back,
            token=_TOKEN_MARK,
        )
        return Markup(drawn.replace(_TOKEN_MARK, token))  # noqa: S704 -- both are escaped

    return form
