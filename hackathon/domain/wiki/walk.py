"""The way down a page: each part finds its place under the headings that stand above it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

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
from hackathon.domain.wiki.frame import Section, SectionKind
from hackathon.domain.wiki.furniture import Cleared
from hackathon.domain.wiki.headings import attendance_of
from hackathon.domain.wiki.outline import Part, PartKind
from hackathon.domain.wiki.page import PageAttendee, PageTopic, Prose, Unplaced
from hackathon.domain.wiki.people import attendee
from hackathon.domain.wiki.rawtemplate import is_source
from hackathon.domain.wiki.sections import sections_of
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.textblocks import blocks_of, list_item, verbatim
from hackathon.domain.wiki.topics import Standing, read_template_topic, read_topic


@dataclass(slots=True, kw_only=True)
class Walk:
    """What was found on the way down; `year` is the year that the page names, and where it does."""

    sections: list[Section]
    year: tuple[int, str] | None
    opens: str | None
    section: Section | None = None
    list_name: str | None = None
    area: str | None = None
    review_state: ReviewState | None = None
    event: EventStatement | None = None
    days: list[OpenDay] = field(default_factory=list)
    milestones: list[PageMilestone] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    topics: list[PageTopic] = field(default_factory=list)
    attendees: list[PageAttendee] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    @property
    def has_people(self) -> bool:
        """Whether the page has a list of those who come, be it empty."""
        return any(section.kind is SectionKind.ATTENDEES for section in self.sections)

    def enter(self, section: Section) -> None:
        """Go on below a heading."""
        self.section = section
        if section.kind is SectionKind.AREA:
            self.area = section.heading
        else:
            self.area, self.list_name, self.review_state = None, section.heading, section.review_state

    def take_topic(self, part: Part) -> None:
        """Read one topic, with the list and the area that it stands in."""
        standing = Standing(
            n=len(self.topics) + 1, section=self.list_name, area=self.area, review_state=self.review_state
        )
        if part.kind is PartKind.TEMPLATE:
            topic, unplaced = read_template_topic(part, standing)
        else:
            topic, unplaced = read_topic(part, standing, opens=self.opens)
        self.topics.append(topic)
        self.unplaced += unplaced

    def take_text(self, part: Part) -> None:
        """Give each line of a text its place; what is nothing else is prose."""
        status = attendance_of(self.section.heading or "") if self.section else None
        plain = [line for line in part.lines if not self._takes(line, status)]
        for is_quoted, run in groupby(plain, key=is_source):
            self._write(list(run), is_quoted=is_quoted)

    def _write(self, lines: list[Line], *, is_quoted: bool) -> None:
        is_rules = self.section is not None and self.section.kind is SectionKind.RULES
        name = self.section.heading if self.section else None
        blocks = verbatim(lines) if is_quoted else blocks_of(lines)
        self.prose.append(Prose(section=name, line=lines[0].number, blocks=blocks, is_rules=is_rules))

    def _takes(self, line: Line, status: Status | None) -> bool:
        """Whether the line says more than prose does."""
        item = list_item(line.text)
        if status and item:
            return self._takes_attendee(line, item, status)
        if self.section and self.section.kind is SectionKind.MILESTONES:
            return self._takes_milestone(line, item or line.words)
        if self.event is None:
            self.event = read_statement(line)
            return False  # the sentence is prose as well
        day = read_open_day(line, item or line.words, self.event)
        if day:
            self.days.append(day)
        return day is not None

    def _takes_attendee(self, line: Line, item: str, status: Status) -> bool:
        person = attendee(line, item, status)
        if person:
            self.attendees.append(person)
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.words))
        return True

    def _takes_milestone(self, line: Line, words: str) -> bool:
        year, source = self.year or (None, None)
        milestone = read_milestone(line, words, year, source)
        if milestone:
            self.milestones.append(milestone)
        return milestone is not None


def walk(parts: Sequence[Part], cleared: Cleared, opens: str | None) -> Walk:
    """Go down the parts from the first to the last; `opens` is what text below a topic's title belongs to."""
    sections = sections_of(parts, is_titled=cleared.title is not None)
    revised = [cleared.revision.raw] if cleared.revision else []
    year = year_named(
        [cleared.title or "", *(section.heading for section in sections), *_texts_of(parts), *revised]
    )
    found = Walk(sections=sections, year=year, opens=opens)
    following = iter(sections)
    for part in parts:
        match part.kind:
            case PartKind.HEADING | PartKind.IMPLIED:
                found.enter(next(following))
            case PartKind.TOPIC | PartKind.TEMPLATE:
                found.take_topic(part)
            case PartKind.TEXT:
                found.take_text(part)
    return found


def _texts_of(parts: Sequence[Part]) -> list[str]:
    return [line.words[:500] for part in parts if part.kind is PartKind.TEXT for line in part.lines]
