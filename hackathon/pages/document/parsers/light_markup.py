"""DokuWiki, MoinMoin, Org and AsciiDoc as small grammars, since none has a maintained parser."""

import re

from hackathon.pages.document.blocks import Document, HiddenKind
from hackathon.pages.document.parsers.line_notation import (
    ItemMark,
    LineNotation,
    RowMark,
    indented_item,
    parse_lines,
)

_DOKU_HEADING = re.compile(r"\s*(={2,6})\s?([^=\n].{0,300}?)\s?={2,6}\s*$")
_DOKU_ITEM = re.compile(r"(?P<indent>(?: {2}|\t)\s*)[*-]\s*(?P<text>)(?=\S)")
_DOKU_STYLES = re.compile(
    r"\*\*(?P<strong>[^*\n]{1,500})\*\*|(?<!:)//(?P<emphasis>[^/\n]{1,500})//"
    r"|\[\[(?P<target>[^|\]\n]{1,500})(?:\|(?P<words>[^\]\n]{0,500}))?\]\]|__(?P<bare>[^_\n]{1,500})__"
    r"|~~[A-Z][^~\n]{0,100}~~|\{\{[^{}\n]{0,300}\}\}|\(\([^()\n]{0,300}\)\)|''|%%"
)
_MOIN_HEADING = re.compile(r"\s*(={1,5}) (.{1,300}?) =+\s*$")
_MOIN_ITEM = re.compile(r"(?P<indent>\s+)(?:\*|(?P<number>\d{1,4})\.|[aAiI]\.)\s*(?P<text>)(?=\S)")
_MOIN_STYLES = re.compile(
    r"'''(?P<strong>[^'\n](?:[^'\n]|'(?!'')){0,500})'''|''(?P<emphasis>[^'\n](?:[^'\n]|'(?!')){0,500})''"
    r"|\[\[(?P<target>[^|\]\n]{1,500})(?:\|(?P<words>[^|\]\n]{0,500}))?(?:\|[^\]\n]{0,300})?\]\]"
    r"|\{\{[^{}\n]{0,300}\}\}|<<[^<>\n]{0,300}>>"
)
_MOIN_MACRO = re.compile(r"\s*(?:<<(?!BR)[^<>]{0,300}>>\s*)+|#\S.*|##.*|Category\w+(?:\s+Category\w+)*\s*")
_ORG_HEADING = re.compile(r"(\*{1,8}) (.{1,300})$")
_ORG_STATE = re.compile(r"^(?:(?:TODO|DONE|NEXT|WAITING|IDEA)\s+)?(?:\[#[A-Z]\]\s+)?")
_ORG_TAGS = re.compile(r"\s+:[\w@#%:]{1,100}:\s*$")
_ORG_ITEM = re.compile(
    r"(?P<indent>\s*)(?:[-+]|(?P<number>\d{1,4})[.)]"
    r"|(?<=\s)\*)\s+(?:\[(?P<box>[ xX-])\]\s+)?(?P<text>)(?=\S)"
)
_ORG_STYLES = re.compile(
    r"\[\[(?P<target>[^\]\n]{1,500})\](?:\[(?P<words>[^\]\n]{1,500})\])?\]"
    r"|(?<![\w*])\*(?P<strong>[^\s*][^*\n]{0,300})\*(?![\w*])"
    r"|(?<![\w/:])/(?P<emphasis>[^\s/][^/\n]{0,300})/(?![\w/])"
    r"|(?<!\w)[=~](?P<bare>[^\s=~][^=~\n]{0,200})[=~](?!\w)"
)
_ORG_HIDDEN = re.compile(r"\s*(?:#\+\w+:?.*|# .*|:[A-Z_]{2,20}:.*)$", re.IGNORECASE)
_ORG_PROPERTY = re.compile(r"\s*:([A-Z][A-Z_-]{1,40}):\s+(\S.*)$", re.IGNORECASE)
_ORG_OWN_PROPERTIES = re.compile(
    r"id|custom_id|category|effort|created|archive\w*|columns|ordering|style|logging|export_\w+",
    re.IGNORECASE,
)
_ORG_END = re.compile(r"\s*:END:\s*", re.IGNORECASE)
_ORG_TITLE = re.compile(r"(?im)^#\+title:\s*(.{1,300})$")
_ADOC_HEADING = re.compile(r"(={1,6}) (.{1,300}?)(?: =+)?\s*$")
_ADOC_ITEM = re.compile(
    r"(?P<indent>)(?P<stars>\*{1,5}|-|\.{1,5}"
    r"|(?P<number>\d{1,4})\.)\s+(?:\[(?P<box>[ xX*])\]\s+)?(?P<text>)(?=\S)"
)
_ADOC_STYLES = re.compile(
    r"(?:link:)?(?P<target>(?:https?://|mailto:)[^\s\[\]]{1,500})\[(?P<words>[^\]\n]{0,300})\]"
    r"|(?<![\w*])\*{1,2}(?P<strong>[^\s*][^*\n]{0,300})\*{1,2}(?![\w*])"
    r"|(?<![\w_])_{1,2}(?P<emphasis>[^\s_][^_\n]{0,300})_{1,2}(?![\w_])|<<[^<>\n]{0,200}>>"
    r"|`(?P<bare>[^`\n]{1,200})`"
)
_ADOC_HIDDEN = re.compile(
    r":!?[\w-]{1,60}!?:.*|//.*|\[[^\]]{0,200}\]\s*|\+\s*|include::.*|image::.*"
    r"|toc::.*"
)
_ADOC_LABELLED = re.compile(r"(.{1,80}?)::+(?:\s+(.*))?$")


def parse_dokuwiki(text: str) -> Document:
    """Return a page in DokuWiki's notation as a document."""
    return parse_lines(text, _DOKUWIKI)


def parse_moin(text: str) -> Document:
    """Return a page in MoinMoin's notation as a document."""
    return parse_lines(text, _MOIN)


def parse_org(text: str) -> Document:
    """Return a page in Org's notation as a document; `#+TITLE` is its first heading."""
    title = _ORG_TITLE.search(text[:5000])
    document = parse_lines(text, _ORG)
    if not title:
        return document
    return Document(
        format=document.format, blocks=document.blocks, source=document.source, hidden=document.hidden,
        title=title[1].strip(),
    )  # fmt: skip


def parse_asciidoc(text: str) -> Document:
    """Return a page in AsciiDoc as a document."""
    return parse_lines(text, _ASCIIDOC)


def _doku_heading(_number: int, line: str) -> tuple[int, str] | None:
    match = _DOKU_HEADING.match(line)
    return (7 - len(match[1]), match[2].strip()) if match else None


def _doku_row(_number: int, line: str) -> RowMark | None:
    stripped = line.strip()
    if stripped[:1] not in ("|", "^") or len(stripped) < 3 or stripped[-1] not in ("|", "^"):
        return None
    cells = _outside_links(stripped[1:-1], "|^")
    return RowMark(tuple(cell.strip() for cell in cells), is_header="^" in stripped and "|" not in stripped)


def _outside_links(line: str, separators: str) -> list[str]:
    cells, depth, start = [], 0, 0
    for position, letter in enumerate(line):
        depth += (letter == "[") - (letter == "]")
        if letter in separators and depth <= 0:
            cells.append(line[start:position])
            start, depth = position + 1, 0
    return [*cells, line[start:]]


def _doku_hidden(_number: int, line: str) -> HiddenKind | None:
    return (
        HiddenKind.MARKUP
        if re.fullmatch(
            r"\s*(?:\{\{[^{}]{0,300}\}\}"
            r"|~~[^~]{0,100}~~)\s*",
            line,
        )
        else None
    )


def _moin_heading(_number: int, line: str) -> tuple[int, str] | None:
    match = _MOIN_HEADING.match(line)
    return (len(match[1]), match[2]) if match else None


def _moin_row(_number: int, line: str) -> RowMark | None:
    stripped = line.strip()
    if not stripped.startswith("||") or not stripped.endswith("||") or len(stripped) < 4:
        return None
    cells = [re.sub(r"^\s*<[^<>]{0,200}>", "", cell).strip() for cell in stripped[2:-2].split("||")]
    filled = [cell for cell in cells if cell]
    is_header = bool(filled) and all(cell.startswith("'''") and cell.endswith("'''") for cell in filled)
    return RowMark(tuple(cells), is_header=is_header)


def _org_heading(_number: int, line: str) -> tuple[int, str] | None:
    match = _ORG_HEADING.match(line)
    return (len(match[1]), _ORG_TAGS.sub("", _ORG_STATE.sub("", match[2]))) if match else None


def bar_row(_number: int, line: str) -> RowMark | None:
    """Return the cells of a line between bars; of a line that only draws one, an empty cell."""
    stripped = line.strip()
    if not stripped.startswith("|") or len(stripped) < 3:
        return None
    if re.fullmatch(r"\|[-+|:\s]+", stripped):
        return RowMark(("",))
    return RowMark(tuple(cell.strip() for cell in stripped.strip("|").split("|")))


def _adoc_heading(_number: int, line: str) -> tuple[int, str] | None:
    match = _ADOC_HEADING.match(line)
    return (len(match[1]), match[2]) if match else None


def _org_property(line: str) -> tuple[str, str] | None:
    """Return name and value of a property that says something of a topic, as `:OWNER: Ada Quill` does."""
    match = _ORG_PROPERTY.match(line)
    if not match or _ORG_OWN_PROPERTIES.fullmatch(match[1]):
        return None
    return match[1].replace("_", " ").capitalize(), match[2]


def _org_item(line: str) -> ItemMark | None:
    if found := _org_property(line):
        return ItemMark(0, f"*{found[0]}*: {found[1]}")
    return indented_item(line, _ORG_ITEM)


def _org_hidden(_number: int, line: str) -> HiddenKind | None:
    return None if _org_property(line) else _matches(_ORG_HIDDEN, line)


def _adoc_item(line: str) -> ItemMark | None:
    match = _ADOC_ITEM.match(line.lstrip())
    if not match:
        labelled = _ADOC_LABELLED.match(line)
        return ItemMark(0, f"*{labelled[1].strip()}*: {labelled[2] or ''}") if labelled else None
    stars = match["stars"]
    depth = len(stars) if stars[0] in "*." else 1
    box = match["box"]
    number = int(match["number"]) if match["number"] else None
    return ItemMark(depth, line.lstrip()[match.end() :], number, None if box is None else box in "xX*")


def _matches(pattern: re.Pattern[str], line: str) -> HiddenKind | None:
    return HiddenKind.MARKUP if pattern.fullmatch(line) else None


_DOKUWIKI = LineNotation(
    name="dokuwiki",
    heading=_doku_heading,
    item=lambda line: indented_item(line, _DOKU_ITEM),
    row=_doku_row,
    hidden=_doku_hidden,
    verbatim={"<code": "</code", "<file": "</file"},
    styles=_DOKU_STYLES,
    hard_break=re.compile(r"\s*\\\\\s*$"),
)
_MOIN = LineNotation(
    name="moin",
    heading=_moin_heading,
    item=lambda line: indented_item(line, _MOIN_ITEM),
    row=_moin_row,
    hidden=lambda _number, line: _matches(_MOIN_MACRO, line),
    verbatim={"{{{": "}}}"},
    styles=_MOIN_STYLES,
    hard_break=re.compile(r"\s*<<BR>>\s*$"),
)
_ORG = LineNotation(
    name="org",
    heading=_org_heading,
    item=_org_item,
    row=bar_row,
    hidden=_org_hidden,
    end=_ORG_END,
    verbatim={"#+begin_src": "#+end_src", "#+begin_example": "#+end_example"},
    styles=_ORG_STYLES,
    hard_break=re.compile(r"\s*\\\\\s*$"),
)
_ASCIIDOC = LineNotation(
    name="asciidoc",
    heading=_adoc_heading,
    item=_adoc_item,
    row=bar_row,
    hidden=lambda _number, line: _matches(_ADOC_HIDDEN, line),
    verbatim={"----": "----", "....": "....", "////": "////"},
    styles=_ADOC_STYLES,
    hard_break=re.compile(r"\s\+$"),
    lazy_items=True,
)
