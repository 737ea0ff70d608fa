"""Rendering an email as text and HTML from one template."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import jinja2

from hackathon.core.appearance import theme
from hackathon.core.text.files import one_line, plain

SITE_HUE = 250
"""The accent of emails from the site rather than an event, as in tokens.css."""

PIECE = re.compile("\x02([^\x02\x03]*)\x03")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The content of an email as text and HTML, and its subject."""

    subject: str
    text: str
    html: str


def draw(name: str, words: Mapping[str, object], *, hue: int | None, templates: jinja2.Environment) -> Letter:
    """Render the template `mail/NAME.html` as an email with that accent.

    The template uses the macros of `parts`, of which there is one set for each format, so the two formats
    can't differ in content. The templates must escape HTML.
    """
    plainly = _unescaping(templates)
    lights, darks = _accents(SITE_HUE if hue is None else hue)
    context = {**words, "accent": lights, "accent_in_dark": darks}
    as_text = {**context, "letter": "mail/letter.txt", "parts": "mail/parts.txt"}
    as_html = {**context, "letter": "mail/letter.html", "parts": "mail/parts.html"}
    said = plainly.get_template(f"mail/{name}.html")
    subject = one_line("".join(said.blocks["subject"](said.new_context(as_text))))
    # The text between parts is the template's white space.
    pieces = (plain(piece).strip("\n") for piece in PIECE.findall(said.render(as_text)))
    html = templates.get_template(f"mail/{name}.html").render(as_html)
    return Letter(subject=subject, text="\n\n".join(pieces) + "\n", html=plain(html))


@lru_cache(maxsize=8)
def _unescaping(templates: jinja2.Environment) -> jinja2.Environment:
    """Return an environment with the same templates for plain text, where nothing is escaped."""
    return templates.overlay(autoescape=False)


@lru_cache(maxsize=64)
def _accents(hue: int) -> tuple[str, str]:
    """Return the accent for light and dark mode, in the only notation that mail clients support."""
    return theme.accent(hue, theme.LIGHT).colour.hex, theme.accent(hue, theme.DARK).colour.hex
