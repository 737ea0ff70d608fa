"""Markdown as safe HTML; the only module that uses markdown-it-py and nh3."""

import html
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import nh3

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {
    *("a", "blockquote", "br", "code", "em", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}

MOST_CELLS = 10_000
"""The most cells of a rendered table; rows are padded, so a short text could produce millions."""
MOST_MARKUP = 3_000
"""The most markup characters and lines in a text rendered as Markdown. Each may take 20 microseconds."""
TOO_MUCH_MARKUP = message(
    "Too much formatting: a text may have up to %(most)s lines, list items and signs such as * [ or |. "
    "Please shorten it.",
    most=MOST_MARKUP,
)
_SIGNS = ("\n", "- ", "+ ", ". ", ") ", *"\\`*_[]!<>&|~#")


# A text is shown far more often than changed, and parsing it takes longer than the rest of its page.
@lru_cache(maxsize=1024)
def render(text: str) -> str:
    """Return the text as HTML that is always safe to show.

    Headings become bold paragraphs, so that no comment can break the page's outline; images and scripts are
    removed. A text with more markup than anyone may save, from an imported page, is shown as typed.
    """
    if has_too_much_markup(text):
        return _as_typed(text)
    markdown = _reader(breaks=True, tables=_cells(text) <= MOST_CELLS)
    tokens = markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h4"
    drawn = markdown.renderer.render(tokens, markdown.options, {})
    return nh3.clean(
        drawn, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, link_rel="nofollow noopener"
    )


@cache
def _reader(*, breaks: bool, tables: bool) -> "MarkdownIt":
    """Return a parser for Markdown, with line breaks kept or with tables enabled."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- 60 modules that no start needs

    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": breaks})
    return reader.enable("table") if tables else reader


def has_too_much_markup(text: str) -> bool:
    """Whether parsing the text as Markdown would take longer than readers should wait."""
    return sum(text.count(sign) for sign in _SIGNS) > MOST_MARKUP


def check_markup(*texts: str) -> None:
    """Raise BadEntry if one of the texts has too much markup."""
    if any(map(has_too_much_markup, texts)):
        raise BadEntry(TOO_MUCH_MARKUP)


def _as_typed(text: str) -> str:
    paragraphs = (part.strip("\n") for part in text.split("\n\n"))
    lines = (html.escape(part).replace("\n", "<br>\n") for part in paragraphs if part)
    return "".join(f"<p>{part}</p>\n" for part in lines)


def tokens(text: str) -> "list[Token]":
    """Return the tokens of the text, for writing other kinds of markup."""
    return _reader(breaks=False, tables=False).parse(text)


# A list of 500 topics calls this for two texts of each.
@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the first paragraph of the text without any markup, on one line."""
    if has_too_much_markup(text):
        return " ".join(text.strip().partition("\n\n")[0].split())
    tokens = _reader(breaks=False, tables=False).parse(text)
    for token in tokens:
        if token.type == "inline" and token.children:
            words = "".join(_words(child) for child in token.children)
            if words.strip():
                return " ".join(words.split())
    return ""


def _words(token: "Token") -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    return " " if token.type in ("softbreak", "hardbreak", "image") else ""


def quoted(text: str) -> str:
    """Return the text as a quotation, followed by room for a reply."""
    return "".join(f"> {line}".rstrip() + "\n" for line in text.strip().splitlines()) + "\n"


def _cells(text: str) -> int:
    """Return how many cells the text would have if all of it were one table."""
    lines = text.splitlines()
    return len(lines) * max((line.count("|") for line in lines), default=0)
