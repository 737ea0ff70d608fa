"""Markdown as safe HTML; the one place that knows markdown-it-py and nh3."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")
_WITHOUT_TABLES = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True})
_PLAIN = MarkdownIt("commonmark", {"html": False})
_TAGS = {
    *("a", "blockquote", "br", "code", "em", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}

MOST_CELLS = 10_000
"""The largest table that is drawn: rows are filled up to its width, so a short text may ask for millions."""


# A text is shown far more often than it is changed, and reading it takes longer than the rest of its page.
@lru_cache(maxsize=512)
def render(text: str) -> str:
    """Return the text as HTML that is safe to show, whatever it holds.

    Headings become bold paragraphs of the page they stand on, so that no comment can
    upset its outline; images and scripts go.
    """
    markdown = _MARKDOWN if _cells(text) <= MOST_CELLS else _WITHOUT_TABLES
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
    html = markdown.renderer.render(tokens, markdown.options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, link_rel="nofollow noopener"
    )


def tokens(text: str) -> list[Token]:
    """Return what the text is made of, for those who write it down in another markup."""
    return _PLAIN.parse(text)


# A list of 500 topics asks for two texts of each.
@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the first paragraph of the text without any markup, on one line."""
    tokens = _PLAIN.parse(text)
    for token in tokens:
        if token.type == "inline" and token.children:
            words = "".join(_words(child) for child in token.children)
            if words.strip():
                return " ".join(words.split())
    return ""


def _words(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return " " if token.type in ("softbreak", "hardbreak", "image") else ""


def quoted(text: str) -> str:
    """Return the text as a quotation, with room for an answer below it."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.strip().splitlines()) + "\n"


def _cells(text: str) -> int:
    """Return how many cells the text could fill if all of it were one table."""
    lines = text.splitlines()
    return len(lines) * max((line.count("|") for line in lines), default=0)
