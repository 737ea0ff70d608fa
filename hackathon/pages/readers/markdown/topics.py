"""Reads one topic of a Markdown page: labelled fields, votes and comments."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from hackathon.core.domain.topics import MOST_SLOTS, ProgrammeState, ReviewState
from hackathon.pages.model.markdown_blocks import blocks_of_markdown, strip_blank_lines, unescape
from hackathon.pages.model.metadata import TopicPlacement
from hackathon.pages.model.page import (
    CommentKind,
    Confidence,
    Contact,
    FurtherField,
    Icon,
    InsertDate,
    NamedPerson,
    PageComment,
    PageTopic,
    Programme,
    Unplaced,
)
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.markdown.notation import (
    ANSWER,
    NOBODY,
    UNDECIDED,
    VOTES,
    parse_quoted,
    parse_value,
)
from hackathon.pages.readers.markdown.outline import (
    LabelledField,
    NumberedLine,
    Part,
    field_name,
    parse_fields,
)
from hackathon.pages.recognition.labels.fields import field_value, is_placeholder, parse_programme
from hackathon.pages.recognition.people.contact_lines import parse_contact
from hackathon.pages.recognition.topics.comments import comment_kind, parse_comments, unsigned_comment
from hackathon.pages.recognition.topics.insert_dates import read_insert_date

_DECIDED = re.compile(r"(.*) \((\d{4}-\d\d-\d\d)\)$")
_STAMP = r"\d{4}-\d\d-\d\d \d\d:\d\d"
_SAID = re.compile(
    rf"- (?P<box>\[[ x]\] )?(?P<depth>{ANSWER}*) ?"
    rf"(?:\*\*(?P<author>(?:[^\\*]|\\.)+)\*\*|{re.escape(NOBODY)})"
    rf"(?:, (?:(?P<stamp>{_STAMP}) UTC|(?P<day>\d{{4}}-\d\d-\d\d)))?"
    rf"(?: \(addressed (?P<addressed>{_STAMP}) UTC\))?:(?: (?P<text>.*))?$"
)
_REVIEW = re.compile(r"(?:peer )?review(?: comments)?|comments|discussion", re.IGNORECASE)


def read_topic(
    part: Part, inside: Sequence[Part], placement: TopicPlacement
) -> tuple[PageTopic, list[Unplaced]]:
    """Return the topic below a heading, and the lines that belong to none of its fields."""
    fields, above = parse_fields(part.lines)
    reading = _Reading(fields)
    comments: list[PageComment] = []
    for subsection in inside:
        if subsection.heading == VOTES or _REVIEW.fullmatch(subsection.heading):
            comments += _comments(subsection.lines)
        else:
            reading.add(subsection)
    reading.describe(above)
    return reading.topic(part, placement, tuple(comments)), reading.unplaced


class _Reading:
    """The fields of a topic by the names that we have for them; a second of one name is kept apart."""

    def __init__(self, fields: Iterable[LabelledField]) -> None:
        self.known: dict[str, LabelledField] = {}
        self.further: list[FurtherField] = []
        self.unplaced: list[Unplaced] = []
        for field in fields:
            self._take(field)

    def _take(self, field: LabelledField) -> None:
        if field.name is None or field.name in self.known:
            raw = field.value if field.is_apart else parse_value(field.value)
            self.further.append(FurtherField(name=field.label, raw=raw))
        else:
            self.known[field.name] = field

    def add(self, part: Part) -> None:
        """Take a heading below the topic's own as a field: its name is the label, its lines are the value."""
        label = part.heading.rstrip(":")
        text = strip_blank_lines(part.text)
        self._take(
            LabelledField(name=field_name(label), label=label, line=part.line, value=text, is_apart=True)
        )

    def describe(self, lines: Sequence[NumberedLine]) -> None:
        """Take the text between title and fields for the description where there is no other."""
        if not lines:
            return
        if "description" in self.known:
            self.unplaced += [Unplaced(line=line.number, text=line.text.strip()) for line in lines]
        else:
            text = "\n\n".join(line.text for line in lines)
            self.known["description"] = LabelledField(
                name="description", label="", line=lines[0].number, value=text, is_apart=True
            )

    def topic(self, part: Part, placement: TopicPlacement, comments: tuple[PageComment, ...]) -> PageTopic:
        """Return all of it as one topic."""
        return PageTopic(
            n=placement.n,
            line=part.line,
            title=part.heading,
            section=placement.section,
            area=placement.area,
            review_state=self._review_state(placement.review_state),
            date_of_insert=self._insert_date(),
            verified=self._short("verified"),
            gsoc=self._gsoc(),
            contact=self._contact(),
            mailing_list=self._short("mailing_list"),
            irc=self._short("irc"),
            difficulty=self._short("difficulty"),
            skills=self._text("skills"),
            description=self._text("description"),
            outcomes=self._text("outcomes"),
            steps=self._text("steps"),
            references=self._text("references"),
            comments=comments,
            further=tuple(self.further),
            number=self._number("number", 2**31 - 1),
            length=self._number("length", MOST_SLOTS),
            needs=parse_quoted(self.known["needs"].value) if "needs" in self.known else None,
            is_plenary=True if "is_plenary" in self.known else None,
            may_run_twice=True if "may_run_twice" in self.known else None,
            proposers=parse_quoted(self.known["proposers"].value) if "proposers" in self.known else (),
        )

    def _line(self, name: str) -> str | None:
        return parse_value(" ".join(self.known[name].value.split("\n"))) if name in self.known else None

    def _short(self, name: str) -> FieldValue | None:
        line = self._line(name)
        if line is None:
            return None
        # What stands in quotes is a value, even one that looks like none.
        return FieldValue(raw=line, value=line) if self._is_quoted(name) else field_value(line)

    def _is_quoted(self, name: str) -> bool:
        value = self.known[name].value
        return len(value) > 1 and value[0] == value[-1] == '"' and not self.known[name].is_apart

    def _text(self, name: str) -> TextField | None:
        field = self.known.get(name)
        if field is None:
            return None
        if not field.is_apart and self._is_quoted(name) and is_placeholder(parse_value(field.value)):
            value = parse_value(field.value)
            return TextField(blocks=blocks_of_markdown(value), is_placeholder=False, markdown=value)
        if is_placeholder(field.value):
            return TextField(blocks=blocks_of_markdown(field.value), is_placeholder=True)
        return TextField(blocks=blocks_of_markdown(field.value), is_placeholder=False, markdown=field.value)

    def _number(self, name: str, most: int) -> int | None:
        text = self._line(name) or ""
        # str.isdigit knows digits of other scripts, which int reads as well; length bounds what is read.
        return int(text) if text.isdecimal() and len(text) < 11 and 1 <= int(text) <= most else None

    def _review_state(self, state: ReviewState | None) -> ReviewState | None:
        text = self._line("review_state")
        if text is None:
            return state
        return next((member for member in ReviewState if member.value.replace("_", " ") == text), None)

    def _insert_date(self) -> InsertDate | None:
        text = self.known["date_of_insert"].value if "date_of_insert" in self.known else None
        if text is None:
            return None
        if text.endswith(UNDECIDED):
            raw = parse_value(text.removesuffix(UNDECIDED).rstrip())
            return InsertDate(raw=raw, day=None, confidence=Confidence.UNKNOWN, why="nobody could decide")
        decided = _DECIDED.match(text)
        day = _day(decided[2]) if decided else None
        if decided and day:
            return InsertDate(raw=parse_value(decided[1]), day=day, confidence=Confidence.CERTAIN)
        return read_insert_date(parse_value(text))

    def _gsoc(self) -> Programme | None:
        text = self._line("gsoc")
        if text is None:
            return None
        named = next((state for state in ProgrammeState if state.value.replace("_", " ") == text), None)
        return Programme(raw=text, state=named) if named else parse_programme(text)

    def _contact(self) -> Contact | None:
        field = self.known.get("contact")
        note = self._line("contact_note")
        if field is None:
            return Contact(label="Technical contact", raw=note, people=(), note=note) if note else None
        if field.value.startswith('"'):
            names = parse_quoted(field.value)
            people = tuple(NamedPerson(name=name) for name in names)
            return Contact(label=field.label, raw=", ".join(names), people=people, note=note)
        read = parse_contact(field.label, parse_value(field.value))
        return replace(read, note=note) if note else read


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# Votes and comments


def _comments(lines: Iterable[NumberedLine]) -> Iterator[PageComment]:
    last: list[int] = []  # the line of the last comment at each depth
    for first, further in _items(lines):
        match = _SAID.match(first.text)
        if match is None:
            yield from _foreign(first, further)
            last = [first.number]
            continue
        depth = min(len(match["depth"]), len(last))
        comment = _said(match, first, further)
        if depth and not comment.is_vote:
            comment = replace(comment, kind=CommentKind.REPLY, reply_to=last[depth - 1])
        last = [*last[:depth], first.number]
        yield comment


def _items(lines: Iterable[NumberedLine]) -> Iterator[tuple[NumberedLine, list[str]]]:
    """Yield each line that is not indented, with the indented and the blank ones below it."""
    item: tuple[NumberedLine, list[str]] | None = None
    for line in lines:
        if item and (not line.text.strip() or line.text.startswith("  ")):
            item[1].append(line.text.removeprefix("  "))
        elif line.text.strip():
            if item:
                yield item
            item = (line, [])
    if item:
        yield item


def _said(match: re.Match[str], first: NumberedLine, further: Sequence[str]) -> PageComment:
    rest = strip_blank_lines("\n".join(further))
    text = "\n".join(part for part in (match["text"] or "", rest) if part)
    is_vote = match["box"] is None
    kind = comment_kind(unescape(text)) if is_vote else CommentKind.COMMENT
    blocks = blocks_of_markdown(text)
    stamp = _moment(match["stamp"])
    return PageComment(
        line=first.number,
        kind=kind,
        text=blocks[0].text if blocks else "",
        icon=Icon.VOTE if is_vote else Icon.COMMENT,
        author=unescape(match["author"]) if match["author"] else None,
        stamp_raw=f"{match['stamp']} UTC" if stamp else match["day"],
        stamp=stamp,
        day=_day(match["day"]) if match["day"] else None,
        nested=blocks[1:],
        markdown=text,
        addressed=_moment(match["addressed"]),
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def _foreign(first: NumberedLine, further: Sequence[str]) -> Iterator[PageComment]:
    """Yield what a line says that is not ours: signed as wikis sign, or by nobody."""
    words = unescape(first.text).replace("**", "")
    line = Line(number=first.number, text=words, gap=0)
    for comment in parse_comments(line) or [unsigned_comment(line)]:
        yield replace(comment, nested=blocks_of_markdown("\n".join(further)))
