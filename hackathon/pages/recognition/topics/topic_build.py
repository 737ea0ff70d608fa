"""Builds a page's topic from its position and its content."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hackathon.pages.document.blocks import Run, linked_text, plain_line
from hackathon.pages.model.metadata import TopicForm
from hackathon.pages.model.page import (
    CommentKind,
    FurtherField,
    PageComment,
    PageTopic,
)
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import Block as FieldBlock
from hackathon.pages.model.texts import BlockKind, FieldValue, TextField
from hackathon.pages.recognition.collections.headings import find_review_state
from hackathon.pages.recognition.collections.layout_values import TopicSource
from hackathon.pages.recognition.collections.table_columns import cell_of
from hackathon.pages.recognition.collections.template_words import without_count
from hackathon.pages.recognition.labels.field_labels import Field, normalized_label
from hackathon.pages.recognition.labels.fields import field_value
from hackathon.pages.recognition.labels.label_lines import LabelBook
from hackathon.pages.recognition.people.people_strings import read_people
from hackathon.pages.recognition.people.votes import WrittenVotes, read_voters
from hackathon.pages.recognition.topics.comments import parse_comments, unsigned_comment
from hackathon.pages.recognition.topics.flat_lines import Piece, linked_markdown, text_field
from hackathon.pages.recognition.topics.topic_body import LabelledValue, TopicBody, read_topic_body
from hackathon.pages.recognition.topics.topic_contacts import NO_ANSWER, interested_people, read_contact
from hackathon.pages.recognition.topics.topic_titles import TopicTitle, read_heading_title, read_item_title

_TEXT_FIELDS = {
    Field.DESCRIPTION: "description",
    Field.OUTCOMES: "outcomes",
    Field.SKILLS: "skills",
    Field.STEPS: "steps",
    Field.REFERENCES: "references",
}
_NOTE = "Note"
_DISCUSSION = re.compile(r"(?:peer )?review(?: comments)?|comments|discussion", re.IGNORECASE)


@dataclass(slots=True)
class BuiltTopic:
    """A topic with the label values that it was made from, for the account of lines."""

    topic: PageTopic
    source: TopicSource
    body: TopicBody
    unread_contacts: list[tuple[int, str]] = field(default_factory=list)
    is_open: bool = False


def build_topic(
    source: TopicSource,
    n: int,
    section: str | None,
    area: str | None,
    book: LabelBook,
    metadata: Sequence[tuple[str, Field, int, Sequence[str]]] = (),
) -> BuiltTopic:
    """Return the topic of a heading, an item or a row; `metadata` is said of it before the text."""
    title = _title(source)
    body = _row_body(source) if source.row and source.table else read_topic_body(source.blocks, book)
    for label, meaning, line, texts in metadata:
        pieces = [Piece(plain_line(line, text), BlockKind.PARAGRAPH, 0, n, n) for n, text in enumerate(texts)]
        body.values.insert(0, LabelledValue(label, meaning, line, 0, pieces))
    title = _without_stray_people(title, source, body)
    contact, unread, is_open = read_contact(title, body)
    fields = _texts(body, title)
    counted = [votes.count for _, votes in body.votes if votes.count is not None]
    labelled_area = next((value.text for value in body.of(Field.AREA) if value.text.strip()), None)
    topic = PageTopic(
        n=n,
        line=source.member.line,
        title=title.title,
        section=section,
        area=labelled_area or area,
        review_state=find_review_state(section or ""),
        contact=contact,
        mailing_list=_short(body.of(Field.MAILING_LIST)),
        irc=_short(body.of(Field.IRC)),
        difficulty=_short(body.of(Field.DIFFICULTY)),
        comments=(
            *_comments([*body.votes, *interested_people(body)]),
            *_remarks(body),
            *_signed_comments(body),
        ),
        vote_count=sum(counted) if counted else None,
        further=tuple(_further(body, title)),
        form=TopicForm.RENDERED,
        **fields,  # type: ignore[arg-type]
    )
    return BuiltTopic(topic, source, body, unread, is_open)


def _title(source: TopicSource) -> TopicTitle:
    if source.is_heading:
        return read_heading_title(source.title, lenient=source.lenient)
    if source.row:
        return _cell_title(source)
    return source.read_title or read_item_title(source.title, lenient=source.lenient, known=source.known)


def _without_stray_people(title: TopicTitle, source: TopicSource, body: TopicBody) -> TopicTitle:
    """Return a heading whole where a label names people and what stands behind its dash is none of them."""
    if not source.is_heading or not title.people or any(run.link for run in source.title.runs):
        return title
    texts = [linked_text(piece.line) for value in body.of(Field.CONTACT) for piece in value.pieces]
    named = {person.name.casefold() for text in texts for person in read_people(text)}
    if not named or any(person.name.casefold() in named for person in title.people):
        return title
    return TopicTitle(without_count(source.title.text))


def _cell_title(source: TopicSource) -> TopicTitle:
    links = tuple(run for run in source.title.runs if run.link)
    return TopicTitle(source.title.text, links=links)


def _row_body(source: TopicSource) -> TopicBody:
    """Return the cells of a row as the values of their columns."""
    body = TopicBody()
    table, row = source.table, source.row
    if table is None or row is None:
        return body
    width = max(len(table.fields), len(row.cells))
    for column in range(width):
        cell = cell_of(row, column)
        if column == table.title_column or not cell.text.strip():
            continue
        label = table.labels[column] if column < len(table.labels) else f"{column + 1}"
        meaning = table.fields[column] if column < len(table.fields) else None
        if meaning is Field.NAME:
            meaning = Field.CONTACT
        if meaning is Field.CONTACT and _names_group(label) and table.fields.count(Field.CONTACT) > 1:
            meaning = None  # the members of the team stand in another column
        if meaning in (Field.NUMBER, Field.TITLE) and column != table.title_column:
            meaning = Field.OTHER if meaning is Field.NUMBER else Field.DESCRIPTION
        if meaning is Field.VOTES:
            body.votes.append((row.line, read_voters(cell.text)))
            continue
        pieces = [Piece(line, BlockKind.PARAGRAPH, 0, n, n) for n, line in enumerate(cell.lines)]
        body.values.append(LabelledValue(label, meaning, row.line, 0, pieces))
    return body


def _names_group(label: str) -> bool:
    return normalized_label(label) in ("team", "team name", "group")


def _texts(body: TopicBody, title: TopicTitle) -> dict[str, TextField | None]:
    texts: dict[str, TextField | None] = {}
    for meaning, name in _TEXT_FIELDS.items():
        pieces = [piece for value in body.of(meaning) for piece in value.pieces]
        if meaning is Field.DESCRIPTION:
            pieces = [*body.plain, *pieces] if _comes_first(body) else [*pieces, *body.plain]
        if meaning is Field.DESCRIPTION and title.about:
            about = plain_line(0, title.about, is_broken=True)
            pieces = [Piece(about, BlockKind.PARAGRAPH, 0, 0, 0), *pieces]
        found = text_field(pieces)
        texts[name] = None if found and _is_no_answer(found) else found
    links = [run for run in title.links if run.link and run.text.strip()]
    if links:
        texts["references"] = _with_links(texts["references"], links)
    return texts


def _comes_first(body: TopicBody) -> bool:
    """Whether the text without a label stands before the text that "Description" introduces."""
    described = body.of(Field.DESCRIPTION)
    return not described or bool(body.plain and body.plain[0].line.number < described[0].line)


def _is_no_answer(found: TextField) -> bool:
    return len(found.blocks) == 1 and NO_ANSWER.fullmatch(found.blocks[0].text.strip()) is not None


def _with_links(found: TextField | None, links: Sequence[Run]) -> TextField:
    lines = [run for run in links if run.link]
    blocks = tuple(
        FieldBlock(kind=BlockKind.BULLET, text=f"{run.text.strip()} ({run.link})", depth=1) for run in lines
    )
    if found is None:
        return TextField(blocks=blocks, is_placeholder=False)
    return TextField(blocks=(*found.blocks, *blocks), is_placeholder=False)


def _short(values: Sequence[LabelledValue]) -> FieldValue | None:
    return field_value(" ".join(value.text for value in values)) if values else None


def _comments(votes: Iterable[tuple[int, WrittenVotes]]) -> Iterable[PageComment]:
    seen: set[str] = set()
    for line, written in votes:
        for name in written.names:
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield PageComment(line=line, kind=CommentKind.INTERESTED, text="+1", author=name)


def _signed_comments(body: TopicBody) -> Iterable[PageComment]:
    """Yield what stands below a heading or a label such as "Comments"."""
    for value in body.values:
        if _DISCUSSION.fullmatch(value.label):
            for piece in value.pieces:
                line = Line(number=piece.line.number, text=piece.line.text, gap=0)
                yield from parse_comments(line) or [unsigned_comment(line)]


def _remarks(body: TopicBody) -> Iterable[PageComment]:
    for line in body.remarks:
        yield PageComment(line=line.number, kind=CommentKind.COMMENT, text=line.text)


def _further(body: TopicBody, title: TopicTitle) -> Iterable[FurtherField]:
    kept = {
        *_TEXT_FIELDS,
        Field.CONTACT,
        Field.DIFFICULTY,
        Field.MAILING_LIST,
        Field.IRC,
        Field.AREA,
        Field.EMAIL,
    }
    for value in body.values:
        if value.field is Field.PRIVATE or _DISCUSSION.fullmatch(value.label):
            continue
        text = "\n".join(linked_markdown(piece.line) for piece in value.pieces).strip()
        if value.field not in kept and text and not NO_ANSWER.fullmatch(text):
            yield FurtherField(name=value.label, raw=text)
    if title.note:
        yield FurtherField(name=_NOTE, raw=title.note)
