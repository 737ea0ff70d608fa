"""Recognizes the format of a text document by marks that only it has, and parses it."""

import math
import re
from collections.abc import Callable
from enum import StrEnum

from hackathon.core.first_use import on_first_use
from hackathon.pages.document.blocks import Document
from hackathon.pages.document.parsers.mail import is_mail


class DocumentFormat(StrEnum):
    """The notations in which people keep pages."""

    MARKDOWN = "markdown"
    WIKITEXT = "wikitext"
    RST = "rst"
    DOKUWIKI = "dokuwiki"
    MOIN = "moin"
    ORG = "org"
    ASCIIDOC = "asciidoc"
    HTML = "html"
    TEXT = "text"


_PARSERS: dict[DocumentFormat, Callable[[str], Document]] = {
    kind: on_first_use(f"hackathon.pages.document.parsers.{parser}")
    for kind, parser in (
        (DocumentFormat.MARKDOWN, "markdown:parse_markdown"),
        (DocumentFormat.WIKITEXT, "wikitext:parse_wikitext"),
        (DocumentFormat.RST, "restructuredtext:parse_rst"),
        (DocumentFormat.DOKUWIKI, "light_markup:parse_dokuwiki"),
        (DocumentFormat.MOIN, "light_markup:parse_moin"),
        (DocumentFormat.ORG, "light_markup:parse_org"),
        (DocumentFormat.ASCIIDOC, "light_markup:parse_asciidoc"),
        (DocumentFormat.HTML, "html:parse_html"),
        (DocumentFormat.TEXT, "plain:parse_plain"),
    )
}
"""Imported on first use: the parsers need docutils, PyYAML, markdown-it-py and mwparserfromhell."""

_MARKS: dict[DocumentFormat, tuple[tuple[re.Pattern[str], float], ...]] = {
    DocumentFormat.MARKDOWN: (
        (re.compile(r"\A\s{0,3}---[ \t]*\n[\w-]{1,60}:(?=\s)"), 5),
        (re.compile(r"(?m)^#{1,6} +\S"), 3),
        (re.compile(r"\*\*[^*\n]{1,200}\*\*"), 1),
        (re.compile(r"(?m)^(?:\*\*[^\s*][^*\n]{1,200}|\d{1,3}\\[.)] \S.{1,200})$"), 1),
        (re.compile(r"\[[^\]\n]{1,200}\]\([^)\n]{1,300}\)"), 3),
        (re.compile(r"(?m)^(?:```|~~~)"), 2),
        (re.compile(r"(?m)^\|(?:\s*:?-{2,}:?\s*\|){1,30}"), 6),
    ),
    DocumentFormat.WIKITEXT: (
        (re.compile(r"(?m)^={2,6}[^=\n]{1,200}={2,6}[ \t]*$"), 1),
        (re.compile(r"(?m)^# ?(?:\[\[|\{\{|'')"), 6),
        (re.compile(r"'''[^'\n]{1,200}'''"), 2),
        (re.compile(r"(?m)^\{\||^\|-|^\|\}"), 3),
        (re.compile(r"\[\[[^\]\n]{1,200}\]\]"), 1),
        (re.compile(r"\{\{[^{}\n]{1,200}\}\}|(?m:^\{\{)|__[A-Z]{3,12}__"), 2),
        (re.compile(r"(?m)^; ?[^:;\n]{1,200}(?: : ?\S|\n: ?\S)"), 2),
        (re.compile(r"(?m)^[*#]+ ?\S"), 0),
    ),
    DocumentFormat.DOKUWIKI: (
        (re.compile(r"(?m)^={5,6} ?[^=\n]{1,200} ?={5,6}[ \t]*$"), 6),
        (re.compile(r"(?m)^={4} ?[^=\n]{1,200} ?={4}[ \t]*$"), 2),
        (re.compile(r"(?m)^\^[^\n]{1,500}\^[ \t]*$"), 4),
        (re.compile(r"(?m)\\\\[ \t]*$|~~NO[A-Z]+~~"), 2),
        (re.compile(r"\*\*[^*\n]{1,200}\*\*"), 1),
    ),
    DocumentFormat.MOIN: (
        (re.compile(r"(?m)^\|\|[^\n]{0,500}\|\|[ \t]*$"), 4),
        (re.compile(r"(?m)^#(?:format|language|acl|pragma)\b"), 8),
        (re.compile(r"<<[A-Z][A-Za-z]{1,30}(?:\([^()\n]{0,100}\))?>>"), 6),
        (re.compile(r"(?m)^= [^=\n]{1,200} =[ \t]*$"), 3),
        (re.compile(r"(?m)^(?: \* .{0,300}| +\* .{0,40}'''.{0,300})$"), 0.8),
        (re.compile(r"'''[^'\n]{1,200}'''"), 1),
    ),
    DocumentFormat.ORG: (
        (re.compile(r"(?mi)^#\+(?:title|author|begin_src|options|startup|date)\b"), 8),
        (re.compile(r"(?m)^\*{2,6} \S"), 2),
        (re.compile(r"(?m)^[ \t]*:(?:PROPERTIES|END):"), 3),
        (re.compile(r"\[\[[^\]\n]{1,200}\]\[[^\]\n]{1,200}\]\]"), 3),
    ),
    DocumentFormat.ASCIIDOC: (
        (re.compile(r"(?m)^={1,5} [^=\n]{1,200}[^=\n]$"), 3),
        (re.compile(r"(?m)^:[a-z][\w-]{1,40}:(?: |$)"), 1),
        (re.compile(r"(?m)^\[(?:source|cols|options|NOTE|%)[^\]\n]{0,100}\]"), 4),
        (re.compile(r"https?://[^\s\[\]]{1,300}\[[^\]\n]{1,200}\]"), 3),
    ),
    DocumentFormat.RST: (
        (re.compile(r"(?m)^\S[^\n]{2,200}\n([~^+*\"#])\1{3,}[ \t]*$"), 4),
        (re.compile(r"(?m)^\S[^\n]{2,200}\n([=-])\1{3,}[ \t]*$"), 2),
        (re.compile(r"(?m)^\.\. [\w-]{2,40}::"), 5),
        (re.compile(r"(?m)^:[A-Z][\w ]{1,40}: \S"), 2),
        (re.compile(r"`[^`<\n]{1,200} <[^>\n]{1,300}>`__?"), 5),
        (re.compile(r"\*\*[^*\n]{1,200}\*\*"), 1),
    ),
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)?(?:<!doctype html|<html|<head|<body)",
    re.IGNORECASE,
)
_TAG = re.compile(r"</(?:p|li|h[1-6]|div|td|dd)>", re.IGNORECASE)
_INDENTED_ITEM = re.compile(r"(?m)^ \* \S")
_ONLY_MEDIAWIKI = re.compile(r"(?m)^[*#:;]+ ?\S|(?<!\{)\{\{(?!\{)|^\{\|")
_LOOKED_AT = 60_000
_FEWEST_POINTS = 4.9


def recognize_document_format(text: str) -> DocumentFormat:
    """Return the notation of a text; plain text where nothing speaks for another."""
    beginning = text[:_LOOKED_AT]
    if _HTML.match(beginning) or (
        len(_TAG.findall(beginning)) > 8
        and "\n# " not in beginning[:2000]
        and beginning.lstrip().startswith("<")
    ):
        return DocumentFormat.HTML
    if is_mail(text):
        return DocumentFormat.TEXT
    points = {kind: _points(beginning, marks) for kind, marks in _MARKS.items()}
    best = max(points, key=lambda kind: points[kind])
    if best is DocumentFormat.WIKITEXT and _has_indented_items(beginning):
        best = DocumentFormat.MOIN
    return best if points[best] >= _FEWEST_POINTS else DocumentFormat.TEXT


def _has_indented_items(text: str) -> bool:
    """Whether all items stand behind a space, which MediaWiki would show as it is written."""
    return len(_INDENTED_ITEM.findall(text)) > 1 and not _ONLY_MEDIAWIKI.search(text)


def _points(text: str, marks: tuple[tuple[re.Pattern[str], float], ...]) -> float:
    # Each further mark of one kind says less than the first.
    counts = ((len(pattern.findall(text)), weight) for pattern, weight in marks)
    return sum(weight * min(float(count), 3 + math.sqrt(count)) for count, weight in counts)


def parse_document(text: str, kind: DocumentFormat | None = None) -> Document:
    """Return a text as a document, in the notation named or recognized."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _PARSERS[kind or recognize_document_format(plain)](plain)
