"""Reads one topic, from its title to its last comment."""

from dataclasses import dataclass, field, replace

from hackathon.pages.model.metadata import TopicForm, TopicPlacement
from hackathon.pages.model.page import CommentKind, FurtherField, PageComment, PageTopic, Unplaced
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.rendered.outline import Part, is_delete_as_addressed, is_peer_review_heading
from hackathon.pages.readers.rendered.raw_template import (
    FIELD_OF_PARAMETER,
    parameters,
    render_comment_line,
    render_line,
)
from hackathon.pages.recognition.labels.fields import (
    DATE_OF_INSERT,
    TEXT_FIELDS,
    begins_topic,
    field_value,
    is_placeholder,
    parse_first_line,
    parse_label,
    parse_programme,
    parse_unknown_label,
)
from hackathon.pages.recognition.people.contact_lines import parse_contact
from hackathon.pages.recognition.topics.comments import parse_comments, unsigned_comment, with_continuation
from hackathon.pages.recognition.topics.insert_dates import read_insert_date
from hackathon.pages.recognition.topics.text_blocks import list_item, text_blocks


def read_topic(
    part: Part, placement: TopicPlacement, *, opens: str | None = None
) -> tuple[PageTopic, list[Unplaced]]:
    """Return the topic, and the lines of it that belong to none of its fields.

    `opens` is the field that the lines below the title belong to where no label says another.
    """
    title, *lines = part.lines
    reading = TopicBuilder(open=opens)
    for line in lines:
        reading.take(line)
    form = TopicForm.RENDERED if lines else TopicForm.EMPTY
    return reading.topic(title, title.words, placement, form), reading.unplaced


def read_template_topic(part: Part, placement: TopicPlacement) -> tuple[PageTopic, list[Unplaced]]:
    """Return the topic whose template is on the page as source."""
    reading = TopicBuilder()
    title, anchor = "", None
    for parameter in parameters(part.lines):
        field_name = FIELD_OF_PARAMETER.get(parameter.name.casefold())
        lines = [render_line(line) for line in parameter.lines]
        value = " ".join(line.words for line in lines if line.words)
        if not parameter.name:
            stray = [line for line in lines if line.words]
            reading.unplaced += [Unplaced(line=line.number, text=line.words) for line in stray]
        elif field_name == "title" and not title:
            title = value
        elif field_name == "anchor" and anchor is None:
            anchor = value or None
        elif field_name == "review":
            reading.take_review([render_comment_line(line) for line in lines])
        else:
            reading.take_parameter(field_name, parameter.name, lines)
    words = title or part.lines[0].words
    topic = reading.topic(part.lines[0], words, placement, TopicForm.RAW_TEMPLATE)
    return replace(topic, anchor=anchor), reading.unplaced


def text_field(lines: list[Line]) -> TextField:
    """Return the lines as a field of any length."""
    blocks = text_blocks(lines)
    says_nothing = len(blocks) <= 1 and all(is_placeholder(block.text) for block in blocks)
    return TextField(blocks=blocks, is_placeholder=says_nothing)


@dataclass(slots=True, kw_only=True)
class _OpenComment:
    """A comment, how far it is indented, and the lines that go on with it."""

    comment: PageComment
    indent: int
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class TopicBuilder:
    """The fields read so far; `open` is the field that plain lines continue."""

    short: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    unknown: list[tuple[str, list[Line]]] = field(default_factory=list)
    comments: list[_OpenComment] = field(default_factory=list)
    answerable: list[_OpenComment] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    open: str | None = None
    in_review: bool = False
    below_comment: bool = False
    addressed: bool = False

    def take(self, line: Line) -> None:
        """Give one line its place."""
        if is_peer_review_heading(line):
            self.in_review = True
        elif is_delete_as_addressed(line):
            self.addressed = True
        elif begins_topic(line.text):
            for name, label, value in parse_first_line(line.text):
                if name in self.short:
                    self.unknown.append((label, [replace(line, text=value)]))
                else:
                    self.short[name] = (label, value)
        elif comments := parse_comments(line):
            for comment in comments:
                self._say(self._answering(comment, line), line)
            self.below_comment = True
        elif not self._takes_label(line):
            self._go_on(line)

    def take_parameter(self, name: str | None, label: str, lines: list[Line]) -> None:
        """Assign a template parameter to its field; unknown ones are kept under their own name."""
        filled = [line for line in lines if line.words]
        is_free = name not in self.short and name not in self.texts
        if name is None or not is_free or name in ("title", "anchor"):
            self.unknown.append((label, filled))
        elif name in TEXT_FIELDS:
            self.texts[name] = filled
        else:
            self.short[name] = (label, " ".join(line.words for line in filled))

    def take_review(self, lines: list[Line]) -> None:
        """Read the review of a topic, below its label."""
        self.in_review, self.open = True, None
        for line in lines:
            if line.words:
                self.take(line)

    def topic(self, title_line: Line, title: str, placement: TopicPlacement, form: TopicForm) -> PageTopic:
        """Return the topic as far as it was read."""
        date = self.short.get(DATE_OF_INSERT)
        gsoc = self.short.get("gsoc")
        people = self.short.get("contact")
        return PageTopic(
            n=placement.n,
            line=title_line.number,
            title=title,
            form=form,
            section=placement.section,
            area=placement.area,
            review_state=placement.review_state,
            date_of_insert=read_insert_date(date[1]) if date else None,
            gsoc=parse_programme(gsoc[1]) if gsoc else None,
            contact=parse_contact(*people) if people else None,
            verified=self._value("verified"),
            mailing_list=self._value("mailing_list"),
            irc=self._value("irc"),
            difficulty=self._value("difficulty"),
            skills=self._text("skills"),
            description=self._text("description"),
            outcomes=self._text("outcomes"),
            steps=self._text("steps"),
            references=self._text("references"),
            peer_review_heading=self.in_review and form is not TopicForm.RAW_TEMPLATE,
            delete_as_addressed=self.addressed,
            comments=tuple(with_continuation(comment.comment, comment.lines) for comment in self.comments),
            further=tuple(
                FurtherField(name=name, raw="\n".join(line.text for line in lines))
                for name, lines in self.unknown
            ),
        )

    def _value(self, name: str) -> FieldValue | None:
        """Return a field of one line."""
        return field_value(self.short[name][1]) if name in self.short else None

    def _text(self, name: str) -> TextField | None:
        return text_field(self.texts[name]) if name in self.texts else None

    def _takes_label(self, line: Line) -> bool:
        label_parts = None if line.indent or self.in_review else parse_label(line.text)
        # A label that was there already is a word of the text: "References: see above" in a description.
        if label_parts is None or label_parts[0] in self.short or label_parts[0] in self.texts:
            return False
        name, label, value = label_parts
        if name in TEXT_FIELDS:
            self.texts[name] = [replace(line, text=value)] if value else []
            self.open = name
        else:
            self.short[name] = (label, value)
            self.open = None
        self.below_comment = False
        return True

    def _go_on(self, line: Line) -> None:
        is_item = list_item(line.text) is not None
        is_nested = self.below_comment and line.indent > self.comments[-1].indent and is_item
        # An item beside a comment that is one itself is the next comment, though nobody signed it.
        is_beside = is_item and bool(self.comments) and 0 < line.indent <= self.comments[-1].indent
        if self.comments and ((self.in_review and not is_beside) or is_nested):
            self.comments[-1].lines.append(line)
            return
        self.below_comment = False
        if self.in_review:
            self._say(unsigned_comment(line), line)
        elif self.open and not (self.open == "skills" and line.gap and parse_unknown_label(line)):
            self.texts.setdefault(self.open, []).append(line)
        elif (label_parts := parse_unknown_label(line)) and not line.indent:
            self.unknown.append(
                (label_parts[0], [replace(line, text=label_parts[1])] if label_parts[1] else [])
            )
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.words))

    def _say(self, comment: PageComment, line: Line) -> None:
        opened = _OpenComment(comment=comment, indent=line.indent)
        self.comments.append(opened)
        while self.answerable and self.answerable[-1].indent >= opened.indent:
            self.answerable.pop()
        self.answerable.append(opened)

    def _answering(self, comment: PageComment, line: Line) -> PageComment:
        """Return the comment, as a reply where it stands indented below another."""
        indent = line.indent
        # What stands deeper was answered by others, so each is looked at only once.
        while self.answerable and self.answerable[-1].indent > indent:
            self.answerable.pop()
        above = next((comment for comment in reversed(self.answerable) if comment.indent < indent), None)
        if above is None or comment.is_vote:
            return comment
        return replace(comment, kind=CommentKind.REPLY, reply_to=above.comment.line)
