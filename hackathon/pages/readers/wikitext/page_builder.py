"""Collects the parts of a wikitext page, each under the headings above it."""

import re
from dataclasses import dataclass, field, replace

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ReviewState
from hackathon.pages.model.event import EventStatement, OpenDay, PageMilestone
from hackathon.pages.model.metadata import Section, SectionKind, TopicPlacement
from hackathon.pages.model.page import (
    PageAttendee,
    PageTopic,
    Prose,
    Unplaced,
)
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.model.source import Line
from hackathon.pages.model.texts import Block, BlockKind
from hackathon.pages.readers.wikitext.blocks import SourceBlock, as_markdown, has_markup, read_blocks
from hackathon.pages.readers.wikitext.hidden_notes import NOTE, read_note
from hackathon.pages.readers.wikitext.page_parts import SourcePart
from hackathon.pages.readers.wikitext.templates import TopicTemplate
from hackathon.pages.readers.wikitext.topics import TopicNote, read_topic
from hackathon.pages.recognition.collections.headings import attendance_status
from hackathon.pages.recognition.events.event_sentences import (
    YearFinder,
    read_milestone,
    read_open_day,
    read_statement,
)
from hackathon.pages.recognition.people.contact_lines import parse_attendee

AGENDA = "<!-- hackathon: agenda -->"
AGENDA_ENDS = "<!-- hackathon: end of the agenda -->"
CHROME = re.compile(
    r"(?:\[\[\s{0,9}Category\s{0,9}:[^\[\]\n]{1,200}\]\]|__[A-Z]{2,30}__"
    r"|\{\{(?:DISPLAYTITLE|TOC)[^{}\n]{0,200}\}\}|[ \t])+",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"\[\[\s{0,9}(?:File|Image)\s{0,9}:\s{0,9}([^\[\]|\n]{1,200})(?:\|[^\[\]\n]{0,400})?\]\]", re.IGNORECASE
)
_TEMPLATE = re.compile(r"\{\{[^{}\n]{1,400}\}\}")
_LONGEST = 500  # furniture is short; longer lines are not looked at
_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementNote:
    """Notes that a line says when the event is, as `PageNote` has it."""

    raw: str


@dataclass(slots=True, kw_only=True)
class PageBuilder:
    """The parts found so far, and the current heading; `known` is the event of a page that we wrote."""

    title: str | None
    known: EventStatement | None = None
    sections: list[Section] = field(default_factory=list)
    section: Section | None = None
    list_heading: str | None = None
    area: str | None = None
    review_state: ReviewState | None = None
    in_agenda: bool = False
    event: EventStatement | None = None
    days: list[OpenDay] = field(default_factory=list)
    milestones: list[PageMilestone] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    topics: list[PageTopic] = field(default_factory=list)
    notes: list[TopicNote] = field(default_factory=list)
    attendees: list[PageAttendee] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    chrome: list[Line] = field(default_factory=list)
    year: YearFinder = field(default_factory=YearFinder)

    def take(self, part: SourcePart, section: Section | None) -> None:
        """Assign one part of the page; `section` is the section that a heading begins."""
        if self.in_agenda or AGENDA in part.source:
            self._take_agenda(part)
        elif part.project:
            self._take_project(part.project, part.line)
        elif section:
            self._enter(section)
        else:
            self._take_text(part)

    def _take_agenda(self, part: SourcePart) -> None:
        """Keep the agenda as furniture: it is made here, and only shown there."""
        before, begins, rest = ("", "", part.source) if self.in_agenda else part.source.partition(AGENDA)
        if before:
            self._take_text(replace(part, source=before))
        part = replace(part, line=part.line + before.count("\n"), source=begins + rest)
        lines = part.source.split("\n")
        for number, text in enumerate(lines, start=part.line):
            self.in_agenda = AGENDA_ENDS not in text
            if text.strip():
                self.chrome.append(Line(number=number, text=text.rstrip(), gap=0))
            if not self.in_agenda:
                after = lines[number - part.line + 1 :]
                self._take_text(SourcePart(line=number + 1, source="\n".join(after)))
                return

    def _enter(self, section: Section) -> None:
        self.sections.append(section)
        self.section = section
        if section.kind is SectionKind.AREA:
            self.area = section.name
        else:
            self.area, self.list_heading, self.review_state = None, section.name, section.review_state

    def _take_project(self, project: TopicTemplate, line: int) -> None:
        placement = TopicPlacement(
            n=len(self.topics) + 1, section=self.list_heading, area=self.area, review_state=self.review_state
        )
        topic, unplaced, note = read_topic(project, line, placement)
        self.topics.append(topic)
        self.notes.append(note)
        self.unplaced += unplaced
        if project.is_broken:
            self.questions.append(
                Question(
                    about=QuestionSubject.UNPLACED,
                    kind=QuestionKind.UNMATCHED_BRACES,
                    line=line,
                    title=topic.title,
                )
            )

    def _take_text(self, part: SourcePart) -> None:
        """Give each line of a text its place; what is nothing else is prose."""
        line, position = part.line, 0
        # A note behind a text says what it is exactly.
        for note in NOTE.finditer(part.source):
            visible = part.source[position : note.start()]
            if (prose := read_note(note, visible, Prose)) is not None:
                self._add_prose(replace(prose, line=line + _blank_lines(visible)))
            else:
                begin = visible.rfind("\n") + 1
                is_known = self._takes_noted(note, visible[begin:], line + visible.count("\n"))
                self._take_lines(visible[:begin] if is_known else visible, line)
            line += part.source.count("\n", position, note.end())
            position = note.end()
        self._take_lines(part.source[position:], line)

    def _takes_noted(self, note: re.Match[str], visible: str, line: int) -> bool:
        """Whether a note tells what the one line before it is."""
        kinds = (PageAttendee, Unplaced, OpenDay, PageMilestone, StatementNote)
        noted_item = next(
            (value for kind in kinds if (value := read_note(note, visible, kind)) is not None), None
        )
        match noted_item:
            case PageAttendee():
                self.attendees.append(replace(noted_item, line=line))
            case Unplaced():
                self.unplaced.append(replace(noted_item, line=line))
            case OpenDay():
                self.days.append(replace(noted_item, line=line))
            case PageMilestone():
                self.milestones.append(replace(noted_item, line=line))
            case StatementNote():
                self.event = self.known
        return noted_item is not None

    def _take_lines(self, source: str, line: int) -> None:
        kept = "\n".join(
            "" if self._is_furniture(text, number) else text
            for number, text in enumerate(source.split("\n"), start=line)
        )
        plain: list[SourceBlock] = []
        for read_block in read_blocks(kept):
            if read_block.is_source:
                self.unplaced.append(Unplaced(line=line + read_block.line, text=read_block.block.text))
            elif not self._takes(read_block.block, line + read_block.line):
                plain.append(read_block)
        if plain:
            self._add_prose(
                Prose(
                    section=self.section.name if self.section else None,
                    line=line + plain[0].line,
                    blocks=tuple(block.block for block in plain),
                    is_rules=self.section is not None and self.section.kind is SectionKind.RULES,
                    markdown=as_markdown(plain) if has_markup(plain) else None,
                )
            )

    def _add_prose(self, prose: Prose) -> None:
        self.prose.append(prose)
        for block in prose.blocks:
            if self.event is None:
                self.event = read_statement(Line(number=prose.line, text=block.text, gap=0))

    def _is_furniture(self, text: str, number: int) -> bool:
        words = text.strip()
        if not words or len(words) > _LONGEST:
            return False
        if CHROME.fullmatch(words):
            self.chrome.append(Line(number=number, text=words, gap=0))
        elif image := _IMAGE.fullmatch(words):
            self.images.append(image[1].strip())
        elif _TEMPLATE.fullmatch(words):
            self.unplaced.append(Unplaced(line=number, text=words))
        else:
            return False
        return True

    def _takes(self, block: Block, number: int) -> bool:
        """Whether the block says more than prose does."""
        line = Line(number=number, text=block.text, gap=0)
        is_item = block.kind in _LISTS
        status = attendance_status(self.section.name) if self.section else None
        if status and is_item:
            self._take_attendee(line, status)
            return True
        if self.section and self.section.kind is SectionKind.MILESTONES:
            return self._takes_milestone(line)
        event = self.event or self.known
        day = read_open_day(line, block.text, event) if event else None
        if self.event is None:
            self.event = read_statement(line)
        if day:
            self.days.append(day)
        return day is not None

    def _take_attendee(self, line: Line, status: Status) -> None:
        person = parse_attendee(line, line.text, status)
        if person:
            self.attendees.append(person)
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.text))

    def _takes_milestone(self, line: Line) -> bool:
        year, source = self.year.among(self.title, self.sections)
        milestone = read_milestone(line, line.text, year, source)
        if milestone:
            self.milestones.append(milestone)
        return milestone is not None


def _blank_lines(text: str) -> int:
    """Return how many lines stand above the first that says something."""
    return text[: len(text) - len(text.lstrip())].count("\n")
