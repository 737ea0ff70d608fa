"""Reads the content of a topic: labels with their values, votes, and the text between."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as default_field
from itertools import zip_longest

from hackathon.pages.document.blocks import Block, TextLine, plain_line
from hackathon.pages.model.texts import BlockKind
from hackathon.pages.recognition.labels.field_labels import Field, normalized_label
from hackathon.pages.recognition.labels.label_lines import LabelBook, LabelledLine, labelled_line
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import read_people, read_person
from hackathon.pages.recognition.people.votes import WrittenVotes, read_voters, read_votes
from hackathon.pages.recognition.topics.flat_lines import Piece, contact_text, pieces_of
from hackathon.pages.recognition.topics.title_people import looks_like_name, people_of_text

_LONG = frozenset({Field.DESCRIPTION, Field.OUTCOMES, Field.STEPS, Field.REFERENCES, Field.OTHER, None})
_SHORT = frozenset({Field.CONTACT, Field.DIFFICULTY, Field.LENGTH, Field.SKILLS})
_BY = re.compile(
    r"\s*(?:(?:proposed|suggested|submitted|hosted|led|presented|session)\s+by|by|proposer|from)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_OPENED = re.compile(r"#\d{1,7}\s.{0,60}?\bopened\b.{0,60}\bby\s+@?([\w-]{1,60})\s*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(([^()]{3,300}(?:\([^()]{0,100}\)[^()]{0,200}){0,10})\)[.\s]*")
_BRACKET = re.compile(r"\([^()]{0,200}\)")
_SHARE = re.compile(r"(?:(?<=^)|(?<=[,;] ))\d/\d\s+(?=[^\W\d_])")
_ISSUE = re.compile(r"#\d{1,7}\b.{0,160}", re.IGNORECASE)
_DASH_BEHIND = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}]\s+\S")
_LONGEST_DASHED = 40


@dataclass(slots=True)
class LabelledValue:
    """A label of the topic and the lines of its value."""

    label: str
    field: Field | None
    line: int
    depth: int
    pieces: list[Piece] = default_field(default_factory=list)
    level: int | None = None
    is_apart: bool = True
    block: int = -1

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join(piece.line.text for piece in self.pieces)


@dataclass(slots=True)
class TopicBody:
    """The content of a topic; `plain` is the text without a label."""

    values: list[LabelledValue] = default_field(default_factory=list)
    plain: list[Piece] = default_field(default_factory=list)
    votes: list[tuple[int, WrittenVotes]] = default_field(default_factory=list)
    people_lines: list[TextLine] = default_field(default_factory=list)
    remarks: list[TextLine] = default_field(default_factory=list)
    opener: tuple[int, str] | None = None

    def of(self, wanted: Field) -> list[LabelledValue]:
        """Return the values of one field."""
        return [value for value in self.values if value.field is wanted]


def read_topic_body(blocks: Iterable[Block], book: LabelBook) -> TopicBody:
    """Return the fields, votes and other text of a topic."""
    reading = _Reading(book)
    pieces = pieces_of(blocks)
    for piece, following in zip_longest(pieces, pieces[1:]):
        reading.has_below = following is not None and following.depth > piece.depth
        reading.take(piece)
    return reading.body


class _Reading:
    """What was read so far, and the label that the next line may belong to."""

    def __init__(self, book: LabelBook) -> None:
        self.book = book
        self.body = TopicBody()
        self.current: LabelledValue | None = None
        self.label_levels: set[int] = set()
        self.has_below = False

    def take(self, piece: Piece) -> None:
        if piece.level is not None:
            self._take_heading(piece, piece.level)
        elif piece.kind is BlockKind.VERBATIM:
            self._take_text(piece)
        elif piece.is_term:
            label = piece.line.text.strip(" :")
            self._begin(LabelledValue(label, self.book.field_for(label), piece.line.number, piece.depth))
        elif self._is_vote(piece) or self._names_people(piece):
            return
        elif (label_line := labelled_line(piece.line, self.book)) and self._may_begin(piece, label_line):
            self._begin_label(piece, label_line)
        else:
            self._take_text(piece)

    def _take_heading(self, piece: Piece, level: int) -> None:
        label = piece.line.text.strip(" :")
        is_label = self.book.is_label(label) or level in self.label_levels
        if is_label and self.book.field_for(label) is not Field.TITLE:
            self.label_levels.add(level)
            value = LabelledValue(label, self.book.field_for(label), piece.line.number, 0, level=level)
            self._begin(value)
        else:
            held = self.current
            if held is None or held.level is None or held.level >= level:
                self.current = None
            self._take_text(piece)

    def _is_vote(self, piece: Piece) -> bool:
        votes = read_votes(piece.line.text)
        if votes is None and piece.line.text.startswith(("->", "=>", "\N{RIGHTWARDS ARROW}")):
            self.body.remarks.append(piece.line)
            return True
        if votes is None:
            return False
        self.body.votes.append((piece.line.number, votes))
        return True

    def _names_people(self, piece: Piece) -> bool:
        """Take a first line such as "by Ada Quill", or who opened an issue."""
        if self.body.values or self.body.plain:
            return False
        opened = _OPENED.search(piece.line.text)
        if opened and _ISSUE.fullmatch(piece.line.text.strip("_* ")):
            self.body.opener = (piece.line.number, opened[1])
            return True
        text = contact_text(piece.line)
        label = labelled_line(piece.line, self.book)
        if piece.depth == 1 and not (label and label.field) and self._is_person(text):
            self.body.people_lines.append(piece.line)
            return True
        bracket = _IN_BRACKETS.fullmatch(text) if piece.depth == 0 else None
        if bracket and people_of_text(named := _SHARE.sub("", bracket[1]), lenient=False):
            self.body.people_lines.append(plain_line(piece.line.number, named))
            return True
        by = _BY.match(text)
        if by and len(text) < 200 and (read_people(text[by.end() :]) or is_nobody(text[by.end() :])):
            self.body.people_lines.append(piece.line)
            return True
        return False

    def _is_person(self, text: str) -> bool:
        """Whether a first item is a person with an address, where others have a label before it."""
        people = read_people(text) if len(text) < 150 else ()
        return len(people) == 1 and bool(people[0].email) and len(people[0].name.split()) > 1

    def _may_begin(self, piece: Piece, label: LabelledLine) -> bool:
        current = self.current
        if label.field is Field.TITLE and piece.depth == 0 and label.value is None:
            return True
        if current is None:
            return True
        if piece.depth > current.depth and current.field in _LONG and current.level is None:
            is_next = current.depth == 0 and bool(current.pieces) and piece.block != current.block
            first = piece.line.runs[0]
            return is_next and label.field in _SHORT and (first.is_strong or first.is_emphasis)
        awaits = current.is_apart and not current.pieces
        if awaits and label.field is None and label.value is None:
            return False
        is_marked = label.value is not None or piece.line.is_marked or label.field is not None
        return is_marked and not (awaits and current.field is Field.CONTACT and label.field is Field.OTHER)

    def _begin(self, value: LabelledValue) -> None:
        self.current = value
        self.body.values.append(value)

    def _begin_label(self, piece: Piece, label: LabelledLine) -> None:
        value = LabelledValue(label.label, label.field, piece.line.number, piece.depth)
        value.block = piece.block
        if label.field is Field.TITLE:  # inside a topic, "Project:" introduces what it is about
            value.field = Field.DESCRIPTION
        if label.field is Field.VOTES and label.value:
            self.body.votes.append((piece.line.number, read_voters(contact_text(label.value))))
            self.current = None
            return
        if label.value:
            value.is_apart = False
            value.pieces.append(
                Piece(label.value, piece.kind, piece.depth, piece.block, piece.paragraph, piece.number)
            )
        self._begin(value)

    def _take_text(self, piece: Piece) -> None:
        current = self.current
        if current and current.field is Field.CONTACT and _is_unknown_label(current, piece):
            self._begin(LabelledValue(piece.line.text.strip(" :"), None, piece.line.number, piece.depth))
            return
        if current and current.field is Field.CONTACT and self._heads_others(current, piece):
            label = piece.line.text.strip(" :")
            self._begin(LabelledValue(label, None, piece.line.number, piece.depth))
            return
        if current and current.field is Field.CONTACT and _is_other_label(current, piece):
            label, _, rest = piece.line.text.partition(": ")
            value = LabelledValue(label, None, piece.line.number, piece.depth, is_apart=False)
            value.block = piece.block
            line = plain_line(piece.line.number, rest)
            value.pieces.append(Piece(line, piece.kind, piece.depth, piece.block, piece.paragraph))
            self._begin(value)
            return
        if current and self._ends(current, piece):
            self.current = current = None
        if current:
            if not current.pieces:
                current.block = piece.block
            current.pieces.append(piece)
        else:
            self.body.plain.append(piece)

    def _heads_others(self, value: LabelledValue, piece: Piece) -> bool:
        """Whether an item among people stands above items of its own, and is nobody's name."""
        if not self.has_below or piece.depth == 0 or not value.pieces:
            return False
        person = read_person(contact_text(piece.line))
        return person is None or not (person.email or person.handle or looks_like_name(person.name))

    def _ends(self, value: LabelledValue, piece: Piece) -> bool:
        """Whether the line comes after the label's value."""
        if value.level is not None or piece.depth > value.depth > 0 or not value.pieces:
            return False
        last = value.pieces[-1]
        if piece.paragraph == last.paragraph:
            return last.line.is_broken and not value.is_apart and value.field not in _LONG
        if value.depth > 0:
            is_other = (
                value.field is Field.CONTACT
                and not value.is_apart
                and (_begins_with_words(piece) or dashed_label(piece.line) is not None)
            )
            return piece.depth < value.depth or piece.block != value.block or is_other
        goes_on = value.field is Field.DESCRIPTION or (value.is_apart and value.field in _LONG)
        has_list = piece.depth > 0 and value.field in _LONG and piece.block - last.block <= 1
        return piece.block != value.block and not (goes_on or has_list or last.line.text.endswith(":"))


def _is_unknown_label(value: LabelledValue, piece: Piece) -> bool:
    """Whether a label that we do not know follows one for people that was left empty."""
    is_empty = value.is_apart and not value.pieces and value.level is None
    text = piece.line.text
    return is_empty and piece.depth == value.depth and text.endswith(":") and len(text.split()) <= 4


def _is_other_label(value: LabelledValue, piece: Piece) -> bool:
    """Whether the line behind people begins with a label that we do not know: "We need: ladders"."""
    is_inside = bool(value.pieces) and not value.is_apart and piece.depth == value.depth
    return is_inside and value.pieces[-1].paragraph == piece.paragraph and _begins_with_words(piece)


def _begins_with_words(piece: Piece) -> bool:
    """Whether an item begins with words and a colon, as one that we cannot read the label of."""
    label, colon, rest = piece.line.text.partition(": ")
    words = _BRACKET.sub(" ", label).split()
    return bool(colon and rest) and len(words) <= 4 and "@" not in label


def dashed_label(line: TextLine) -> str | None:
    """Return the marked words before a dash, such as "Entry task" in "**Entry task** - Build it"."""
    first = line.runs[0] if line.runs else None
    if first is None or not first.is_strong or not _DASH_BEHIND.match(line.text[len(first.text.strip()) :]):
        return None
    label = first.text.strip()
    return label if len(label) <= _LONGEST_DASHED else None


def repeated_labels(bodies: Sequence[Iterable[TextLine]]) -> frozenset[str]:
    """Return labels that we do not know but that several topics have, such as "Priority: high"."""
    counts: dict[str, int] = {}
    for lines in bodies:
        seen = set()
        for line in lines:
            label = line.text.partition(":")[0] if ":" in line.text[:40] else ""
            alone = line.text if line.is_strong and len(line.text) <= _LONGEST_DASHED else ""
            key = normalized_label(dashed_label(line) or label or alone)
            if key and len(key.split()) <= 4 and "http" not in key:
                seen.add(key)
        for key in seen:
            counts[key] = counts.get(key, 0) + 1
    fewest = max(2, len(bodies) // 3)
    return frozenset(key for key, count in counts.items() if count >= fewest)
