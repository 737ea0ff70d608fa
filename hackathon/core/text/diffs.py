"""The differences between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

MOST_PAIRS = 250_000
"""The most word pairs (old times new) compared word by word; beyond that, lines are compared, if at all."""
AROUND = 12
"""The number of unchanged words shown on each side of a change."""


class Kind(StrEnum):
    """What happened to a part of the text."""

    SAME = "same"
    REMOVED = "gone"
    NEW = "new"
    LEFT_OUT = "left out"
    """Unchanged, and too far from any change to be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Consecutive words of one kind."""

    kind: Kind
    text: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return runs of kept, removed and added words; the kept and added ones make up the new text."""
    before, after = _words(old), _words(new)
    first = _common(before, after)
    last = _common(before[first:][::-1], after[first:][::-1])
    middle = before[first : len(before) - last], after[first : len(after) - last]
    found = [(Kind.SAME, before[:first]), *_compared(*middle), (Kind.SAME, before[len(before) - last :])]
    return tuple(_joined(found))


def shortened(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the parts, with long unchanged ones reduced to the words around each change."""
    return tuple(
        part
        for at, each in enumerate(found)
        for part in _cut(each, is_first=at == 0, is_last=at == len(found) - 1)
    )


def _words(text: str) -> list[str]:
    """Return the words, each with the space before it."""
    return re.findall(r"\s*\S+|\s+", text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[Kind, list[str]]]:
    if len(old) * len(new) > MOST_PAIRS:
        old, new = ("".join(words).splitlines(keepends=True) for words in (old, new))
    if len(old) * len(new) > MOST_PAIRS:
        yield from ((Kind.REMOVED, old), (Kind.NEW, new))
        return
    for what, *(a, b, c, d) in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Kind.SAME, old[a:b]
        else:
            yield from ((Kind.REMOVED, old[a:b]), (Kind.NEW, new[c:d]))


def _joined(found: Sequence[tuple[Kind, list[str]]]) -> Iterator[Piece]:
    """Join adjacent parts of one kind, and drop empty ones."""
    kept: list[tuple[Kind, str]] = []
    for kind, words in found:
        text = "".join(words)
        if text and kept and kept[-1][0] is kind:
            kept[-1] = (kind, kept[-1][1] + text)
        elif text:
            kept.append((kind, text))
    return (Piece(kind=kind, text=text) for kind, text in kept)


def _cut(piece: Piece, *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    words = _words(piece.text)
    before, after = 0 if is_first else AROUND, 0 if is_last else AROUND
    if piece.kind is not Kind.SAME or len(words) <= before + after + AROUND:
        yield piece
        return
    parts = (
        (Kind.SAME, words[:before]),
        (Kind.LEFT_OUT, words[before : len(words) - after]),
        (Kind.SAME, words[len(words) - after :]),
    )
    yield from (Piece(kind=kind, text="".join(part)) for kind, part in parts if part)
