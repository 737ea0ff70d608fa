"""One topic of a page, from its title to its last comment."""

from dataclasses import dataclass, field, replace

from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.comments import comments_on, continued, without_signature
from hackathon.domain.wiki.fields import (
    DATE_OF_INSERT,
    TEXT_FIELDS,
    begins_topic,
    is_placeholder,
    labelled,
    on_one_line,
    programme,
    value_of,
)
from hackathon.domain.wiki.insertdates import read_insert_date
from hackathon.domain.wiki.outline import Part, is_delete_as_addressed, is_peer_review_heading
from hackathon.domain.wiki.page import CommentKind, PageComment, PageTopic, Unplaced
from hackathon.domain.wiki.people import contact
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.textblocks import blocks_of, list_item
from hackathon.domain.wiki.texts import FieldValue, TextField


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where on the page a topic stands."""

    n: int
    section: str | None
    area: str | None
    review_state: ReviewState | None


def read_topic(part: Part, standing: Standing) -> tuple[PageTopic, list[Unplaced]]:
    """Return the topic, and the lines of it that belong to none of its fields."""
    title, *lines = part.lines
    reading = _Reading()
    for line in lines:
        reading.take(line)
    date = reading.short.get(DATE_OF_INSERT)
    gsoc = reading.short.get("gsoc")
    people = reading.short.get("contact")
    topic = PageTopic(
        n=standing.n,
        line=title.number,
        title=title.words,
        section=standing.section,
        area=standing.area,
        review_state=standing.review_state,
        date_of_insert=read_insert_date(date[1]) if date else None,
        verified=reading.value("verified"),
        gsoc=programme(gsoc[1]) if gsoc else None,
        contact=contact(*people) if people else None,
        mailing_list=reading.value("mailing_list"),
        irc=reading.value("irc"),
        difficulty=reading.value("difficulty"),
        skills=reading.text("skills"),
        description=reading.text("description"),
        outcomes=reading.text("outcomes"),
        steps=reading.text("steps"),
        references=reading.text("references"),
        peer_review_heading=reading.in_review,
        delete_as_addressed=reading.addressed,
        comments=tuple(continued(said.comment, said.further) for said in reading.said),
    )
    return topic, reading.unplaced


@dataclass(slots=True, kw_only=True)
class _Said:
    """A comment, how far it is indented, and the lines that go on with it."""

    comment: PageComment
    indent: int
    further: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What was read so far; `open` is the field that a plain line goes on with."""

    short: dict[str, tuple[str, str]] = field(default_factory=dict)
    texts: dict[str, list[Line]] = field(default_factory=dict)
    said: list[_Said] = field(default_factory=list)
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
            for name, label, value in on_one_line(line.text):
                self.short[name] = (label, value)
        elif comments := comments_on(line):
            self.said += [
                _Said(comment=self._answering(comment, line), indent=line.indent) for comment in comments
            ]
            self.below_comment = True
        elif not self._takes_label(line):
            self._go_on(line)

    def value(self, name: str) -> FieldValue | None:
        """Return a field of one line."""
        return value_of(self.short[name][1]) if name in self.short else None

    def text(self, name: str) -> TextField | None:
        """Return a field of any length."""
        if name not in self.texts:
            return None
        blocks = blocks_of(self.texts[name])
        says_nothing = len(blocks) <= 1 and all(is_placeholder(block.text) for block in blocks)
        return TextField(blocks=blocks, is_placeholder=says_nothing)

    def _takes_label(self, line: Line) -> bool:
        found = None if line.indent or self.in_review else labelled(line.text)
        # A label that was there already is a word of the text: "References: see above" in a description.
        if found is None or found[0] in self.short or found[0] in self.texts:
            return False
        name, label, value = found
        if name in TEXT_FIELDS:
            self.texts[name] = [replace(line, text=value)] if value else []
            self.open = name
        else:
            self.short[name] = (label, value)
            self.open = None
        self.below_comment = False
        return True

    def _go_on(self, line: Line) -> None:
        is_nested = (
            self.below_comment and line.indent > self.said[-1].indent and list_item(line.text) is not None
        )
        if self.said and (self.in_review or is_nested):
            self.said[-1].further.append(line)
            return
        self.below_comment = False
        if self.in_review:
            self.said.append(_Said(comment=without_signature(line), indent=line.indent))
        elif self.open:
            self.texts[self.open].append(line)
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.words))

    def _answering(self, comment: PageComment, line: Line) -> PageComment:
        """Return the comment, as a reply where it stands indented below another."""
        indent = line.indent
        # What stands at the left answers nothing: a page of many thousand votes is read in one go.
        if indent == 0 or comment.is_vote:
            return comment
        above = next((said for said in reversed(self.said) if said.indent < indent), None)
        if above is None:
            return comment
        return replace(comment, kind=CommentKind.REPLY, reply_to=above.comment.line)
