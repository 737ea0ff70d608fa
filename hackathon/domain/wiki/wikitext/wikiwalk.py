"""The way down a page of wiki source: what stands under each heading, and where each line belongs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hackathon.domain.attendance import Status
from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.event import (
    EventStatement,
    OpenDay,
    PageMilestone,
    read_milestone,
    read_open_day,
    read_statement,
    year_named,
)
from hackathon.domain.wiki.headings import attendance_of
from hackathon.domain.wiki.page import (
    About,
    PageAttendee,
    PageTopic,
    Prose,
    Question,
    Unplaced,
)
from hackathon.domain.wiki.people import attendee
from hackathon.domain.wiki.rendered.frame import Section, SectionKind
from hackathon.domain.wiki.rendered.topics import Standing
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.texts import Block, BlockKind
from hackathon.domain.wiki.wikitext.projects import TopicNote, read_project
from hackathon.domain.wiki.wikitext.sidenotes import NOTE, noted
from hackathon.domain.wiki.wikitext.template import Project
from hackathon.domain.wiki.wikitext.wikiblocks import SourceBlock, has_markup, markdown_of, read_blocks
from hackathon.domain.wiki.wikitext.wikiparts import SourcePart

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
class Stated:
    """Notes that a line says when the event is, as `PageNote` has it."""

    raw: str


@dataclass(slots=True, kw_only=True)
class Walk:
    """What was found so far, and under which heading we are; `known` is the event of a page that we wrote."""

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

    def take(self, part: SourcePart, section: Section | None) -> None:
        """Give one part of the page its place; `section` is what a heading begins."""
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

    def _take_project(self, project: Project, line: int) -> None:
        standing = Standing(
            n=len(self.topics) + 1, section=self.list_heading, area=self.area, review_state=self.review_state
        )
        topic, unplaced, note = read_project(project, line, standing)
        self.topics.append(topic)
        self.notes.append(note)
        self.unplaced += unplaced
        if project.is_broken:
            text = f'The braces of "{topic.title}" do not match. Was the topic read as it is meant?'
            self.questions.append(Question(about=About.UNPLACED, text=text, line=line))

    def _take_text(self, part: SourcePart) -> None:
        """Give each line of a text its place; what is nothing else is prose."""
        line, at = part.line, 0
        # A note behind a text says what it is exactly.
        for note in NOTE.finditer(part.source):
            visible = part.source[at : note.start()]
            if (prose := noted(note, visible, Prose)) is not None:
                self._add_prose(replace(prose, line=line + _blank_lines(visible)))
            else:
                begin = visible.rfind("\n") + 1
                is_known = self._takes_noted(note, visible[begin:], line + visible.count("\n"))
                self._take_lines(visible[:begin] if is_known else visible, line)
            line += part.source.count("\n", at, note.end())
            at = note.end()
        self._take_lines(part.source[at:], line)

    def _takes_noted(self, note: re.Match[str], visible: str, line: int) -> bool:
        """Whether a note tells what the one line before it is."""
        kinds = (PageAttendee, Unplaced, OpenDay, PageMilestone, Stated)
        found = next((each for kind in kinds if (each := noted(note, visible, kind)) is not None), None)
        match found:
            case PageAttendee():
                self.attendees.append(replace(found, line=line))
            case Unplaced():
                self.unplaced.append(replace(found, line=line))
            case OpenDay():
                self.days.append(replace(found, line=line))
            case PageMilestone():
                self.milestones.append(replace(found, line=line))
            case Stated():
                self.event = self.known
        return found is not None

    def _take_lines(self, source: str, line: int) -> None:
        kept = "\n".join(
            "" if self._is_furniture(text, number) else text
            for number, text in enumerate(source.split("\n"), start=line)
        )
        plain: list[SourceBlock] = []
        for each in read_blocks(kept):
            if each.is_source:
                self.unplaced.append(Unplaced(line=line + each.line, text=each.block.text))
            elif not self._takes(each.block, line + each.line):
                plain.append(each)
        if plain:
            self._add_prose(
                Prose(
                    section=self.section.name if self.section else None,
                    line=line + plain[0].line,
                    blocks=tuple(each.block for each in plain),
                    is_rules=self.section is not None and self.section.kind is SectionKind.RULES,
                    markdown=markdown_of(plain) if has_markup(plain) else None,
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
        status = attendance_of(self.section.name) if self.section else None
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
        person = attendee(line, line.text, status)
        if person:
            self.attendees.append(person)
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.text))

    def _takes_milestone(self, line: Line) -> bool:
        year, source = year_named(list(self._texts_with_year())) or (None, None)
        milestone = read_milestone(line, line.text, year, source)
        if milestone:
            self.milestones.append(milestone)
        return milestone is not None

    def _texts_with_year(self) -> Iterator[str]:
        yield self.title or ""
        yield from (section.name for section in self.sections)


def _blank_lines(text: str) -> int:
    """Return how many lines stand above the first that says something."""
    return text[: len(text) - len(text.lstrip())].count("\n")
