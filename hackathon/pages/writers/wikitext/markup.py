"""Writes blocks and Markdown as wikitext, escaping text that would be read as markup."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from markdown_it.token import Token

from hackathon.core.text import markdown
from hackathon.pages.model.texts import Block, BlockKind
from hackathon.pages.readers.wikitext.blocks import SOURCE_FENCE, read_blocks
from hackathon.pages.readers.wikitext.inline import (
    TEMPLATE_LINK,
    WIKI_LINK,
    wikitext_inline,
    wikitext_line,
    wikitext_line_start,
)
from hackathon.pages.readers.wikitext.templates import is_one_template

_MARKS = {BlockKind.BULLET: "*", BlockKind.NUMBERED: "#"}
_ADDRESS = re.compile(r"[\s\"'<>\[\]{|}]")
_SAME_NAME = re.compile(r"\[\[([^|\[\]]{1,200})\|\1\]\]")
_SCHEME = re.compile(r"(?:https?|ftp|mailto|irc):", re.IGNORECASE)
_TITLE = re.compile(r"[^\[\]{}|<>\n~]{1,200}")
_OPEN, _CLOSE = "\x02", "\x03"
"""Stand around the words of a link that are a template's source until the line is whole."""
_LOOKS = {"strong_open": "'''", "strong_close": "'''", "em_open": "''", "em_close": "''"}


def blocks_source(blocks: Iterable[Block]) -> str:
    """Return blocks as source: paragraphs with a line between them, list items, verbatim lines."""
    parts: list[str] = []
    marks = ""
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.VERBATIM:
            parts.append(verbatim_source([block.text for block in run]))
        elif kind is BlockKind.PARAGRAPH:
            parts += [wikitext_line(block.text) for block in run]
        else:
            for block in run:
                depth = max(block.depth, 1)
                marks = marks[: depth - 1].ljust(depth - 1, "*") + _MARKS[kind]
                item = f"{marks} {wikitext_line(block.text)}"
                is_list = bool(parts) and parts[-1].lstrip("\n")[:1] in ("*", "#")
                parts[-1:] = [f"{parts[-1]}\n{item}"] if is_list else [*parts[-1:], item]
            continue
        marks = ""
    return "\n\n".join(part for part in parts if part)


def verbatim_source(lines: Sequence[str]) -> str:
    """Return lines to be shown as they are."""
    return "<pre>\n" + "\n".join(_shown(line) for line in lines) + "\n</pre>"


def markdown_source(text: str) -> str:
    """Return Markdown text as wiki source with the same words, links and emphasis.

    Anything the wiki has no markup for becomes plain text; callers that need the exact text compare.
    """
    return _Writing(markdown.tokens(text)).source()


class _Writing:
    """Goes through the tokens of a Markdown text, and writes a part of source for each of its blocks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._parts: list[str] = []
        self._lists: list[str] = []
        self._quotes = 0
        self._item_is_open = False

    def source(self) -> str:
        for token in self._tokens:
            self._take(token)
        return "\n\n".join(part for part in self._parts if part.strip())

    def _take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append("*")
            case "ordered_list_open":
                self._lists.append("#")
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._item_is_open = True
            case "blockquote_open":
                self._quotes += 1
            case "blockquote_close":
                self._quotes -= 1
            case "inline":
                self._add_line(inline_source(token.children or []))
            case "fence" | "code_block":
                self._parts.append(_fenced(token))
            case "hr":
                self._parts.append("----")
            case _:
                pass

    def _add_line(self, words: str) -> None:
        line = wikitext_line_start(words)
        if not self._lists:
            self._parts.append(":" * self._quotes + (" " if self._quotes else "") + line)
            return
        marks = "".join(self._lists)
        item = f"{marks} {words}" if self._item_is_open else f"{marks}: {words}"
        self._item_is_open = False
        goes_on = bool(self._parts) and self._parts[-1][:1] in ("*", "#")
        self._parts[-1:] = [f"{self._parts[-1]}\n{item}"] if goes_on else [*self._parts[-1:], item]


def inline_source(tokens: Sequence[Token]) -> str:
    """Return a line of Markdown's tokens as source."""
    parts: list[str] = []
    closings: list[str] = []
    for token in tokens:
        match token.type:
            case "text":
                parts.append(wikitext_inline(token.content))
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case "code_inline":
                parts.append(f"<code>{wikitext_inline(token.content)}</code>")
            case "link_open":
                opening, closing = _link(str(token.attrGet("href") or ""))
                parts.append(opening)
                closings.append(closing)
            case "link_close":
                parts.append(closings.pop())
            case "image":
                parts.append(wikitext_inline(token.content))
            case _:
                parts.append(_LOOKS.get(token.type, ""))
    return _with_templates(parts).strip()


def _with_templates(parts: list[str]) -> str:
    """Return the parts as one; between the marks of a template's link, its words are its source."""
    source = _SAME_NAME.sub(r"[[\1]]", "".join(parts))
    return re.sub(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}", lambda match: _template(match[1]), source)


def _template(guarded_source: str) -> str:
    source = re.sub(r"&#(\d{1,4});", lambda code: chr(int(code[1])), guarded_source)
    return source if is_one_template(source) else guarded_source


def _link(href: str) -> tuple[str, str]:
    """Return what stands before and behind the words of a link."""
    if href == TEMPLATE_LINK:
        return _OPEN, _CLOSE
    if href.startswith(WIKI_LINK):
        target = href.removeprefix(WIKI_LINK).replace("%20", " ")
        return (f"[[{target}|", "]]") if _TITLE.fullmatch(target) else ("", "")
    if not _SCHEME.match(href):
        return "", ""
    return f"[{_ADDRESS.sub(lambda sign: f'%{ord(sign.group()):02X}', href)} ", "]"


def _fenced(token: Token) -> str:
    lines = token.content.removesuffix("\n").split("\n")
    if token.info.strip() == SOURCE_FENCE:
        blocks = read_blocks("\n".join(lines))
        if [match.block.text for match in blocks if match.is_source] == lines:
            return "\n".join(lines)
    return verbatim_source(lines)


def _shown(line: str) -> str:
    return wikitext_inline(line).replace("\t", "    ")
