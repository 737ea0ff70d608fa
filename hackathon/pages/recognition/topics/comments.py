"""Recognizes votes and comments below a topic by their icon, signature and words."""

import re
from dataclasses import dataclass, replace

from hackathon.pages.model.page import CommentKind, Icon, PageComment
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import BlockKind
from hackathon.pages.recognition.events.dates import SignatureTime, find_signature_time, find_signed_date
from hackathon.pages.recognition.topics.text_blocks import BULLETS, text_blocks

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
    stamp: SignatureTime
    text: str


def parse_comments(line: Line) -> list[PageComment]:
    """Return the votes and comments on a line: one for each icon, or one for a signature."""
    icons = list(_ICON.finditer(line.text))
    if not icons:
        signature = parse_signature(line.text)
        return [_comment(line, signature.text, signature, None)] if signature else []
    ends = [icon.start() for icon in icons[1:]] + [len(line.text)]
    parts = [line.text[icon.end() : end].strip() for icon, end in zip(icons, ends, strict=True)]
    comments = []
    for icon, part in zip(icons, parts, strict=True):
        signature = parse_signature(part)
        kind = Icon.COMMENT if "comment" in icon.group(1).casefold() else Icon.VOTE
        comments.append(_comment(line, signature.text if signature else part, signature, kind))
    return comments


def parse_signature(text: str) -> Signature | None:
    """Return the signature at the start of the text: author, then time."""
    plain = text[:_LONGEST_AUTHOR].lstrip(_BEFORE_AUTHOR) + text[_LONGEST_AUTHOR:]
    stamp = find_signature_time(plain) or find_signed_date(plain)
    if stamp is None or not 0 < stamp.span[0] <= _LONGEST_AUTHOR:
        return None
    author = " ".join(plain[: stamp.span[0]].removesuffix("(talk) ").split())
    rest = plain[stamp.span[1] :].strip()
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
        return PageComment(line=line.number, kind=comment_kind(words), text=words, icon=icon)
    stamp = signature.stamp
    return PageComment(
        line=line.number, kind=comment_kind(words), text=words, icon=icon, author=signature.author,
        stamp_raw=stamp.raw, stamp=stamp.instant, day=stamp.day,
    )  # fmt: skip


def comment_kind(words: str) -> CommentKind:
    """Return the kind of a comment by its words; only "Will attend" is a promise, whatever the icon."""
    if _MUST_ATTEND.match(words):
        return CommentKind.MUST_ATTEND
    if _WILL_ATTEND.match(words):
        return CommentKind.WILL_ATTEND
    if _INTERESTED.match(words):
        return CommentKind.INTERESTED
    return CommentKind.COMMENT


def unsigned_comment(line: Line) -> PageComment:
    """Return the line as a comment without an author."""
    return _comment(line, line.words.lstrip(_BEFORE_AUTHOR), None, None)


def is_unfinished(comment: PageComment) -> bool:
    """Whether a signature with an icon is cut off: only an icon, or an author and half a time."""
    if comment.icon is None or comment.is_signed or comment.is_vote:
        return False
    return _UNFINISHED.fullmatch(comment.text) is not None


def with_continuation(comment: PageComment, lines: list[Line]) -> PageComment:
    """Return the comment with the lists and paragraphs below its first line."""
    nested = text_blocks(lines)
    if not comment.text and nested and nested[0].kind is BlockKind.PARAGRAPH:
        return replace(comment, text=nested[0].text, kind=comment_kind(nested[0].text), nested=nested[1:])
    return replace(comment, nested=nested)
