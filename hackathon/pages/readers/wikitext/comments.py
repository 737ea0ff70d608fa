"""Reads votes and comments in wikitext: `{{Vote|...}} text`, `{{Comment|...}} text`, or a signed line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hackathon.pages.model.page import CommentKind, Icon, PageComment
from hackathon.pages.model.texts import BlockKind
from hackathon.pages.readers.wikitext.blocks import as_markdown, has_markup, read_blocks
from hackathon.pages.readers.wikitext.hidden_notes import split_note
from hackathon.pages.readers.wikitext.inline import parse_inline
from hackathon.pages.readers.wikitext.templates import find_closing, find_hidden, mask_hidden
from hackathon.pages.recognition.events.dates import SignatureTime, find_signature_time, find_signed_date
from hackathon.pages.recognition.topics.comments import comment_kind, parse_signature

_SAID = re.compile(r"\{\{\s{0,9}(Vote|Comment)\s{0,9}(?=[|}])", re.IGNORECASE)
_INDENT = re.compile(r"[:*#]*[ \t]*")
_LINK = re.compile(r"\[\[[^\[\]|\n]{0,200}\|?([^\[\]|\n]{0,200})\]\]")
_LOOK = re.compile(r"''+|</?(?:b|i|strong|em|u)>")
_MOST_DEEP = 40


@dataclass(slots=True, kw_only=True)
class _Remark:
    """A remark in the making: how deep it is indented, who signed it, and the source of its words."""

    line: int
    depth: int
    icon: Icon | None = None
    author: str | None = None
    stamp: SignatureTime | None = None
    source: list[str] = field(default_factory=list)


def read_comments(source: str, first_line: int) -> tuple[PageComment, ...]:
    """Return the votes and comments of a source that begins at that line of the page."""
    mask = mask_hidden(source, list(find_hidden(source)))
    remarks: list[_Remark] = []
    position = 0
    for number, hidden in enumerate(mask.split("\n"), start=first_line):
        text = source[position : position + len(hidden)]
        position += len(hidden) + 1
        begun = list(_begun(text, hidden, number))
        if begun:
            remarks += begun
        elif remarks:
            remarks[-1].source.append(_outdented(text, remarks[-1].depth))
        elif text.strip():
            remarks.append(_Remark(line=number, depth=0, source=[text.lstrip(":*# ")]))
    return tuple(_answering(remarks))


def _begun(text: str, hidden: str, line: int) -> Iterator[_Remark]:
    """Yield the remarks that begin on the line."""
    indent = _INDENT.match(hidden)
    depth = len(indent.group().strip()) if indent else 0
    starts = [(match, end) for match in _SAID.finditer(hidden) if (end := _closing(hidden, match.start()))]
    if not starts:
        source = text[indent.end() if indent else 0 :]
        yield from _signed_line(source, line, depth)
        return
    ends = [match.start() for match, _ in starts[1:]] + [len(text)]
    for (match, end), next_start in zip(starts, ends, strict=True):
        icon = Icon.VOTE if match[1].casefold() == "vote" else Icon.COMMENT
        signature = text[match.end() : end - 2].lstrip("|").removeprefix("1=")
        author, stamp, more = _signature(signature)
        rest = f"{more} {text[end:next_start]}".strip()
        yield _Remark(
            line=line, depth=depth, icon=icon, author=author, stamp=stamp, source=[_after_colon(rest)]
        )


def _closing(hidden: str, start: int) -> int | None:
    end = find_closing(hidden, start, len(hidden))
    # A brace too few: the signature still ends where its template was meant to.
    return end if end is not None else (hidden.find("}", start) + 1 or None)


def _signed_line(source: str, line: int, depth: int) -> Iterator[_Remark]:
    # Signs that are written as entities keep a text from being taken for a signature.
    plain = _LOOK.sub("", _LINK.sub(r"\1", source[:300])) + source[300:]
    signature = parse_signature(plain)
    if signature:
        stamp = signature.stamp
        rest = source[source.find(stamp.raw) + len(stamp.raw) :]
        author = parse_inline(signature.author).plain
        yield _Remark(line=line, depth=depth, author=author, stamp=stamp, source=[_after_colon(rest)])


def _signature(source: str) -> tuple[str | None, SignatureTime | None, str]:
    """Return author, time, and what else stands in the template."""
    plain = parse_inline(source[:1000]).plain
    stamp, offset = None, 0
    while signature_time := find_signature_time(plain[offset:]):
        stamp = replace(
            signature_time, span=(signature_time.span[0] + offset, signature_time.span[1] + offset)
        )
        offset = stamp.span[1]
    stamp = stamp or find_signed_date(plain)
    start, end = stamp.span if stamp else (len(plain), len(plain))
    author = plain[:start].strip().removesuffix("(talk)").removesuffix(":").strip()
    return (author if author.strip("~") else None), stamp, plain[end:].strip().removeprefix(":").strip()


def _after_colon(text: str) -> str:
    return text.lstrip().removeprefix(":").strip()


def _outdented(text: str, depth: int) -> str:
    inner = len(text) - len(text.lstrip(":"))
    return text[min(inner, depth) :]


def _answering(remarks: list[_Remark]) -> Iterator[PageComment]:
    above: list[tuple[int, int]] = []
    for remark in remarks:
        comment = replace(_finished(remark), reply_to=None)
        above = [(depth, line) for depth, line in above if depth < remark.depth]
        if above and not comment.is_vote:
            comment = replace(comment, kind=CommentKind.REPLY, reply_to=above[-1][1])
        elif comment.kind is CommentKind.REPLY:
            comment = replace(comment, kind=CommentKind.COMMENT)
        above = [*above[-_MOST_DEEP:], (remark.depth, remark.line)]
        yield comment


def _finished(remark: _Remark) -> PageComment:
    source, exact = split_note("\n".join(remark.source).rstrip(), PageComment)
    if exact is not None:
        noted: PageComment = replace(exact, line=remark.line)
        return noted
    blocks = read_blocks(source)
    begins = bool(blocks) and blocks[0].block.kind is BlockKind.PARAGRAPH
    text = blocks[0].block.text if begins else ""
    kind = comment_kind(_LOOK.sub("", source.lstrip()[:200]))
    stamp = remark.stamp
    return PageComment(
        line=remark.line,
        kind=kind,
        text=text,
        icon=remark.icon,
        author=remark.author or None,
        stamp_raw=stamp.raw if stamp else None,
        stamp=stamp.instant if stamp else None,
        day=stamp.day if stamp else None,
        nested=tuple(block.block for block in blocks[begins:]),
        markdown=as_markdown(blocks) if has_markup(blocks) else None,
    )
