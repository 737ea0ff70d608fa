"""Finds the label at the beginning of a line: "**Mentor:** Ada", "Mentors" alone, "_Skills:_ C"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hackathon.pages.document.blocks import (
    Block,
    Definition,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Run,
    TextLine,
    text_line,
)
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label, normalized_label

_LONGEST_LABEL = 80
_COLON = re.compile(r"\s?(?:::|[:\N{FULLWIDTH COLON}])\s*")
_DASH = re.compile(r"\s*(?:[:\N{FULLWIDTH COLON}]|[-\N{EN DASH}\N{EM DASH}](?=\s))\s*")
# One word that begins many a sentence is a label only where it is marked as one.
_ALSO_WORDS = frozenset(
    {"by", "who", "what", "why", "where", "when", "from", "note", "notes", "content", "time", "id", "no"}
)


@dataclass(frozen=True, slots=True)
class LabelBook:
    """The meanings of labels on this page: from our vocabulary, corrections and repetition.

    `said` maps normalized labels; a label without meaning is mapped to None. `repeated` are unknown labels
    that occur in several topics.
    """

    said: Mapping[str, Field | None] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()

    def field_for(self, label: str) -> Field | None:
        """Return the meaning of a label on this page."""
        key = normalized_label(label)
        return self.said[key] if key in self.said else field_for_label(label)

    def is_label(self, label: str) -> bool:
        """Whether the words are a label here, known or not."""
        key = normalized_label(label)
        return key in self.said or key in self.repeated or field_for_label(label) is not None


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line that begins with a label; `value` is None where the label stands alone.

    `field` is None for a label that we do not know.
    """

    label: str
    field: Field | None
    value: TextLine | None


def labelled_line(line: TextLine, book: LabelBook) -> LabelledLine | None:
    """Return the label of a line and its value; None for a line without a label."""
    marked = _marked_start(line)
    if marked:
        label, rest, has_colon = marked
        is_known = book.is_label(label)
        if is_known or has_colon:
            value = _rest_of(line, len(line.text) - len(rest)) if rest else None
            inside = _inside_label(label, book)
            if inside and not rest:
                return LabelledLine(inside[0], book.field_for(inside[0]), _rest_of(line, inside[1]))
            if is_known or len(label.split()) <= 6:
                return LabelledLine(label, book.field_for(label), value)
    return _plain_label(line, book)


def _inside_label(text: str, book: LabelBook) -> tuple[str, int] | None:
    """Return label and length of "Hours: 350" where all of it is marked."""
    label, colon, value = text.partition(":")
    if colon and value.strip() and (book.is_label(label) or len(label.split()) <= 3):
        return label, len(text) - len(value.lstrip())
    return None


def _marked_start(line: TextLine) -> tuple[str, str, bool] | None:
    """Return the marked words that the line begins with, the rest, and whether a colon stands between."""
    end = 0
    words = []
    for run in line.runs:
        if not (run.is_strong or run.is_emphasis) and run.text.strip():
            break
        words.append(run.text)
        end += len(run.text)
    label = " ".join("".join(words).split())
    if not label or len(label) > _LONGEST_LABEL:
        return None
    rest = line.text[len(label) :]
    match = _DASH.match(rest)
    has_colon = label.endswith((":", "\N{FULLWIDTH COLON}")) or (
        match is not None and match.group().strip() in ":\N{FULLWIDTH COLON}"
    )
    return (
        label.rstrip(": \N{FULLWIDTH COLON}") or label,
        rest[match.end() if match else 0 :].strip(),
        has_colon,
    )


def _plain_label(line: TextLine, book: LabelBook) -> LabelledLine | None:
    text = line.text
    colon = _COLON.search(text[: _LONGEST_LABEL + 2])
    if colon:
        label = text[: colon.start()].strip("*_ ")
        is_link = text[colon.start() : colon.start() + 3] == "://"
        if label and not is_link and book.is_label(label):
            rest = text[colon.end() :].strip()
            if not rest and label[:1].islower() and len(label.split()) > 2:
                return None
            return LabelledLine(label, book.field_for(label), _rest_of(line, colon.end()) if rest else None)
        return None
    if text[:1].islower() and len(text.split()) > 2:
        return None  # the end of a sentence: "... a list of goals\nfor this project:"
    is_link = all(run.link for run in line.runs if run.text.strip())
    if len(text) <= 60 and not is_link and book.is_label(text) and normalized_label(text) not in _ALSO_WORDS:
        return LabelledLine(text.strip(), book.field_for(text), None)
    return None


def _rest_of(line: TextLine, start: int) -> TextLine:
    """Return the line from a position of its text on, with its links."""
    runs: list[Run] = []
    position = 0
    words = " ".join(line.text.split())
    text = "".join(run.text for run in line.runs)
    skipped = _raw_position(text, words, start)
    for run in line.runs:
        cut = max(0, min(len(run.text), skipped - position))
        position += len(run.text)
        if run.text[cut:]:
            runs.append(Run(run.text[cut:], run.link, run.is_strong, run.is_emphasis))
    return text_line(line.number, runs, is_broken=line.is_broken)


def _raw_position(raw: str, words: str, count: int) -> int:
    """Return where in the raw text the words from `count` on begin; only white space differs."""
    seen = sum(1 for letter in words[:count] if letter != " ")
    for position, letter in enumerate(raw):
        if seen == 0 and not letter.isspace():
            return position
        seen -= not letter.isspace()
    return len(raw)


def names_contact(block: Block) -> bool:
    """Whether the block contains a label for people, at any depth."""
    book = LabelBook()
    return any(
        (label := labelled_line(line, book)) is not None and label.field is Field.CONTACT
        for line in first_lines(block)
    )


def is_titled_item(item: ListItem) -> bool:
    """Whether an item is a title with a label for people somewhere below it."""
    first = item.first
    label = labelled_line(first, LabelBook()) if first else None
    if first is None or (label and label.field):
        return False
    return any(names_contact(block) for block in item.blocks[1:])


def holds_titled_items(block: ListBlock) -> bool:
    """Whether the items of a list are topics, each with its own labels."""
    return sum(is_titled_item(item) for item in block.items) >= 2


def first_lines(block: Block) -> Iterator[TextLine]:
    """Yield the lines of a block at which a label may stand."""
    match block:
        case Paragraph(lines=lines):
            yield from lines
        case ListBlock(items=items):
            for item in items:
                for inner in item.blocks:
                    yield from first_lines(inner)
        case Definition(term=term):
            yield term
        case Quote(blocks=blocks):
            for inner in blocks:
                yield from first_lines(inner)
        case _:
            pass
