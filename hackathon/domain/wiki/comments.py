"""Votes and comments under a topic: the same shape of line, told apart by icon and words."""

import re
from dataclasses import dataclass, replace

from hackathon.domain.wiki.dates import Stamp, find_signed_date, find_stamp
from hackathon.domain.wiki.page import CommentKind, Icon, PageComment
from hackathon.domain.wiki.rendered.textblocks import BULLETS, blocks_of
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.texts import BlockKind

_ICON = re.compile(r"Pictogram (voting comment|vote|comment)(?: \d{1,4}px)?\.(?:png|svg)", re.IGNORECASE)
_MUST_ATTEND = re.compile(r"will attend \(must\)", re.IGNORECASE)
_WILL_ATTEND = re.compile(r"will attend\b", re.IGNORECASE)
_INTERESTED = re.compile(r"(?:i'?m |i am )?interested\b", re.IGNORECASE)
_BEFORE_AUTHOR = f"{BULLETS} "
_LONGEST_AUTHOR = 60
_MOST_AUTHOR_WORDS = 4
_UNFINISHED = re.compile(
    r"(?:\S{1,60})?(?: \d{1,2}(?::\d{0,2}(?:,(?: \d{1,2}(?: [a-z]+(?: \d{1,4}(?: \(\w*)?)?)?)?)?)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who wrote a line and when, and what follows it."""

    author: str
    stamp: Stamp
    text: str


def comments_on(line: Line) -> list[PageComment]:
    """Return the votes and comments of a line: one for each icon, or one where a signature begins it."""
    icons = list(_ICON.finditer(line.text))
    if not icons:
        signature = signature_of(line.text)
        return [_comment(line, signature.text, signature, None)] if signature else []
    ends = [icon.start() for icon in icons[1:]] + [len(line.text)]
    parts = [line.text[icon.end() : end].strip() for icon, end in zip(icons, ends, strict=True)]
    found = []
    for icon, part in zip(icons, parts, strict=True):
        signature = signature_of(part)
        kind = Icon.COMMENT if "comment" in icon.group(1).casefold() else Icon.VOTE
        found.append(_comment(line, signature.text if signature else part, signature, kind))
    return found


def signature_of(text: str) -> Signature | None:
    """Return the signature that the text begins with: an author, then the time."""
    plain = text[:_LONGEST_AUTHOR].lstrip(_BEFORE_AUTHOR) + text[_LONGEST_AUTHOR:]
    stamp = find_stamp(plain) or find_signed_date(plain)
    if stamp is None or not 0 < stamp.at[0] <= _LONGEST_AUTHOR:
        return None
    author = " ".join(plain[: stamp.at[0]].removesuffix("(talk) ").split())
    rest = plain[stamp.at[1] :].strip()
    # A date alone also stands in plain sentences; only a colon after it makes it a signature.
    is_sentence = stamp.instant is None and not rest.startswith(":")
    if (
        is_sentence
        or not author
        or len(author.split()) > _MOST_AUTHOR_WORDS
        or author.endswith((".", ",", ":", ";"))
    ):
        return None
    return Signature(author=author, stamp=stamp, text=" ".join(rest.removeprefix(":").split()))


def _comment(line: Line, text: str, signature: Signature | None, icon: Icon | None) -> PageComment:
    words = " ".join(text.split())
    if signature is None:
        return PageComment(line=line.number, kind=kind_of(words), text=words, icon=icon)
    stamp = signature.stamp
    return PageComment(
        line=line.number, kind=kind_of(words), text=words, icon=icon, author=signature.author,
        stamp_raw=stamp.raw, stamp=stamp.instant, day=stamp.day,
    )  # fmt: skip


def kind_of(words: str) -> CommentKind:
    """Return what the words say; whatever the icon, only "Will attend" promises to come."""
    if _MUST_ATTEND.match(words):
        return CommentKind.MUST_ATTEND
    if _WILL_ATTEND.match(words):
        return CommentKind.WILL_ATTEND
    if _INTERESTED.match(words):
        return CommentKind.INTERESTED
    return CommentKind.COMMENT


def without_signature(line: Line) -> PageComment:
    """Return a comment that nobody signed."""
    return _comment(line, line.words.lstrip(_BEFORE_AUTHOR), None, None)


def is_unfinished(comment: PageComment) -> bool:
    """Whether a signature with an icon breaks off: an icon alone, or an author and half a time."""
    if comment.icon is None or comment.is_signed or comment.is_vote:
        return False
    return _UNFINISHED.fullmatch(comment.text) is not None


def continued(comment: PageComment, lines: list[Line]) -> PageComment:
    """Return the comment with the lines that go on with it: lists and paragraphs below its first."""
    nested = blocks_of(lines)
    if not comment.text and nested and nested[0].kind is BlockKind.PARAGRAPH:
        return replace(comment, text=nested[0].text, kind=kind_of(nested[0].text), nested=nested[1:])
    return replace(comment, nested=nested)
