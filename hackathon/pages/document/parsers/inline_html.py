"""The few HTML tags allowed within lines of Markdown and wikitext."""

import re
from dataclasses import dataclass, field
from html import unescape

from hackathon.pages.document.blocks import Run, TextLine, text_line

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})((?:\s[^<>]{0,1000})?)\s{0,3}/?>")
_HREF = re.compile(
    r"\bhref\s{0,3}=\s{0,3}(?:\"([^\"]{0,900})\"|'([^']{0,900})'"
    r"|([^\s\"'>]{1,900}))",
    re.IGNORECASE,
)
_STRONG = ("b", "strong")
_EMPHASIS = ("i", "em")


@dataclass(slots=True)
class InlineBuilder:
    """Collects runs into lines; the style is what tags opened last."""

    number: int
    lines: list[TextLine] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    link: str | None = None
    strong: int = 0
    emphasis: int = 0

    def add(self, text: str) -> None:
        """Add text in the current style."""
        self.runs.append(Run(text, self.link, self.strong > 0, self.emphasis > 0))

    def end_line(self, *, is_broken: bool = False, moves: int = 1) -> None:
        """End the line; the next one stands `moves` lines further down in the source."""
        line = text_line(self.number, self.runs, is_broken=is_broken)
        if line.text:
            self.lines.append(line)
        self.runs = []
        self.number += moves

    def take_tag(self, tag: str) -> None:
        """Process a tag from the source; unknown tags are dropped."""
        match = TAG.match(tag)
        if not match:
            return
        closing, name, rest = bool(match[1]), match[2].casefold(), match[3]
        if name == "br":
            self.end_line(is_broken=True, moves=0)
        elif name == "a":
            href = _HREF.search(rest) if not closing else None
            self.link = unescape(next(filter(None, href.groups()), "")) or None if href else None
        elif name in _STRONG:
            self.strong = max(0, self.strong + (-1 if closing else 1))
        elif name in _EMPHASIS:
            self.emphasis = max(0, self.emphasis + (-1 if closing else 1))
