"""Reads the markup inside a line of wikitext as plain text and as Markdown, and escapes text for wikitext."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import mwparserfromhell
from mwparserfromhell import nodes

from hackathon.core.text import markdown
from hackathon.pages.model.blocks import escape_line

WIKI_LINK = "wiki:"
"""Begins the address of a link that leads to another page of the wiki."""
TEMPLATE_LINK = f"{WIKI_LINK}template"
"""The address of a link whose words are a template of the wiki."""

_MOST_SIGNS = 300  # signs of markup in one line; more is no prose, and takes the parser long
_SIGNS = re.compile(r"<|\[|\{|\||''|://")
_MAY_BE_MARKUP = re.compile(r"[<\[{|&\n]|''|://")
_BEFORE = ", "
_STRONG, _EMPHASIS = {"b", "strong"}, {"i", "em"}
_CODE = {"code", "tt", "kbd", "samp"}
_PLAIN_TAGS = {"span", "small", "big", "u", "s", "del", "ins", "sub", "sup", "font", "center", "div", "p"}
_SAID_BY_TEMPLATE = {"n/a": "N/A", "!": "|", "=": "=", "((": "{{", "))": "}}"}
_GUARDED = re.compile(r"[|{}\[\]<~]|''+|\A'|'\Z|__+|&(?=#?\w+;)")
_AT_START = re.compile(r"[*#:;= ]|----")


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineText:
    """The content of a line of source as plain text, and as Markdown."""

    plain: str
    markdown: str

    @property
    def has_markup(self) -> bool:
        """Whether the plain words do not say all."""
        return self.markdown != escape_line(self.plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Words of one look; `href` is where they lead."""

    text: str
    look: str = ""
    href: str | None = None


def parse_inline(source: str) -> InlineText:
    """Parse one line of wikitext. Unknown markup is left unchanged."""
    if not _MAY_BE_MARKUP.search(source):
        # Most lines are words alone; the parser takes ten times as long to say so.
        plain = " ".join(source.split())
        return InlineText(plain=plain, markdown=escape_line(plain))
    if len(_SIGNS.findall(source)) > _MOST_SIGNS:
        plain = " ".join(html.unescape(source).split())
        return InlineText(plain=plain, markdown=escape_line(plain))
    # Behind other words no sign begins a heading or a list: the parser goes deeper with each that might.
    parsed = mwparserfromhell.parse(f"{_BEFORE}{source}").nodes
    raw_pieces = list(_pieces(parsed, "", None))
    raw_pieces[0] = replace(raw_pieces[0], text=raw_pieces[0].text.removeprefix(_BEFORE))
    pieces = list(_tidy(raw_pieces))
    plain = "".join(piece.text for piece in pieces)
    if all(not piece.look and piece.href is None for piece in pieces):
        return InlineText(plain=plain, markdown=escape_line(plain))
    marked = "".join(_as_markdown(piece) for piece in pieces)
    # Emphasis inside a word cannot always be said in Markdown: then the words count more than their look.
    is_true = _letters(markdown.plain(marked)) == _letters(plain)
    return InlineText(plain=plain, markdown=marked if is_true else escape_line(plain))


def wikitext_line(text: str) -> str:
    """Escape one line of plain text for wikitext, wherever it is placed."""
    return wikitext_line_start(wikitext_inline(" ".join(text.split())))


def wikitext_inline(text: str) -> str:
    """Escape plain text for use inside a line of wikitext."""
    return _GUARDED.sub(lambda match: as_entities(match.group()), text)


def wikitext_line_start(source: str) -> str:
    """Escape the first character of a line that would start a list or a heading."""
    return f"{as_entities(source[0])}{source[1:]}" if _AT_START.match(source) else source


def as_entities(text: str) -> str:
    """Return each character as an entity, which MediaWiki shows and never reads as markup."""
    return "".join(f"&#{ord(sign)};" for sign in text)


def _pieces(parsed: Iterable[nodes.Node], look: str, href: str | None) -> Iterator[_Piece]:
    for node in parsed:
        match node:
            case nodes.Comment():
                pass
            case nodes.HTMLEntity():
                yield _Piece(text=html.unescape(str(node)), look=look, href=href)
            case nodes.Tag():
                yield from _of_tag(node, look, href)
            case nodes.ExternalLink() | nodes.Wikilink():
                yield from _of_link(node, look, href)
            case nodes.Template():
                shown = None if node.params else _SAID_BY_TEMPLATE.get(str(node.name).strip().casefold())
                is_known = shown is not None
                yield _Piece(text=shown or str(node), look=look, href=href if is_known else TEMPLATE_LINK)
            case _:
                yield _Piece(text=str(node), look=look, href=href)


def _of_link(node: nodes.Node, look: str, href: str | None) -> Iterator[_Piece]:
    if isinstance(node, nodes.Wikilink):
        shown = node.title if node.text is None else node.text
        yield from _pieces(shown.nodes, look, WIKI_LINK + html.unescape(str(node.title)).strip())
    elif node.title is None or not str(node.title).strip():
        yield _Piece(text=html.unescape(str(node.url)), look=look, href=href)
    else:
        yield from _pieces(node.title.nodes, look, html.unescape(str(node.url)))


def _of_tag(node: nodes.Tag, look: str, href: str | None) -> Iterator[_Piece]:
    name = str(node.tag).strip().lower()
    inside = node.contents.nodes if node.contents is not None else []
    if node.wiki_markup in ("*", "#", ":", ";", "----", "{|", "|-", "|", "!") or name == "br":
        yield _Piece(text=" " if name == "br" else str(node), look=look, href=href)
    elif name in ("nowiki", "pre"):
        yield _Piece(text=html.unescape(str(node.contents or "")), look=look, href=href)
    elif name in _CODE:
        yield from _pieces(inside, "`", href)
    elif name in _STRONG:
        yield from _pieces(inside, look if look == "`" else "***" if look in ("*", "***") else "**", href)
    elif name in _EMPHASIS:
        yield from _pieces(inside, look if look == "`" else "***" if look in ("**", "***") else "*", href)
    elif name in _PLAIN_TAGS:
        yield from _pieces(inside, look, href)
    else:
        yield _Piece(text=html.unescape(str(node)), look=look, href=href)


def _tidy(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces with like ones as one, and each run of space as one space outside of any look."""
    ends_in_space = True
    waiting = False
    for (look, href), run in groupby(pieces, key=lambda piece: (piece.look, piece.href)):
        text = "".join(piece.text for piece in run)
        words = " ".join(text.split())
        waiting = (waiting or text[:1].isspace()) and not ends_in_space
        if not words:
            waiting = waiting or (bool(text) and not ends_in_space)
            continue
        if waiting:
            yield _Piece(text=" ")
        yield _Piece(text=words, look=look, href=href)
        ends_in_space = False
        waiting = text[-1].isspace()


def _as_markdown(piece: _Piece) -> str:
    if piece.text == " ":
        return " "
    if piece.look == "`":
        ticks = "`" * (1 + max((len(run) for run in re.findall("`+", piece.text)), default=0))
        pad = " " if piece.text[0] == "`" or piece.text[-1] == "`" else ""
        words = f"{ticks}{pad}{piece.text}{pad}{ticks}"
    else:
        words = f"{piece.look}{escape_line(piece.text)}{piece.look}"
    return words if piece.href is None else f"[{words}](<{_address(piece.href)}>)"


def _letters(text: str) -> str:
    return "".join(text.split())


def _address(href: str) -> str:
    return re.sub(r"[\s<>\\]", lambda sign: f"%{ord(sign.group()):02X}", href).replace("&", "&amp;")
