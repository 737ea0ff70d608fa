"""Collects the parts of a page, each under the headings above it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ReviewState
from hackathon.pages.model.event import EventStatement, OpenDay, PageMilestone
from hackathon.pages.model.metadata import Section, SectionKind, TopicPlacement
from hackathon.pages.model.page import PageAttendee, PageTopic, Prose, Unplaced
from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.chrome import PageBody
from hackathon.pages.readers.rendered.outline import Part, PartKind
from hackathon.pages.readers.rendered.raw_template import is_template_source
from hackathon.pages.readers.rendered.sections import find_sections
from hackathon.pages.readers.rendered.topics import read_template_topic, read_topic
from hackathon.pages.recognition.collections.headings import attendance_status
from hackathon.pages.recognition.events.dates import find_days
from hackathon.pages.recognition.events.event_sentences import (
    find_year,
    read_milestone,
    read_open_day,
    read_statement,
)
from hackathon.pages.recognition.people.contact_lines import parse_attendee
from hackathon.pages.recognition.topics.text_blocks import list_item, text_blocks, verbatim_blocks

_HALF_A_YEAR = 180


@dataclass(slots=True, kw_only=True)
class PageBuilder:
    """The parts found so far; `dated` are the lines with milestones, with their headings."""

    sections: list[Section]
    opens: str | None
    section: Section | None = None
    list_name: str | None = None
    area: str | None = None
    review_state: ReviewState | None = None
    event: EventStatement | None = None
    dated: list[tuple[str, Line]] = field(default_factory=list)
    days: list[OpenDay] = field(default_factory=list)
    milestones: list[PageMilestone] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    topics: list[PageTopic] = field(default_factory=list)
    attendees: list[PageAttendee] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    @property
    def has_people(self) -> bool:
        """Whether the page has a list of attendees, even an empty one."""
        return any(section.kind is SectionKind.ATTENDEES for section in self.sections)

    def enter(self, section: Section) -> None:
        """Go on below a heading."""
        self.section = section
        if section.kind is SectionKind.AREA:
            self.area = section.heading
        else:
            self.area, self.list_name, self.review_state = None, section.heading, section.review_state

    def take_topic(self, part: Part) -> None:
        """Read one topic, with the list and area that it belongs to."""
        placement = TopicPlacement(
            n=len(self.topics) + 1, section=self.list_name, area=self.area, review_state=self.review_state
        )
        if part.kind is PartKind.TEMPLATE:
            topic, unplaced = read_template_topic(part, placement)
        else:
            topic, unplaced = read_topic(part, placement, opens=self.opens)
        self.topics.append(topic)
        self.unplaced += unplaced

    def take_text(self, part: Part) -> None:
        """Assign each line of a text to its part; anything else is prose."""
        status = attendance_status(self.section.heading or "") if self.section else None
        plain = [line for line in part.lines if not self._takes(line, status)]
        for is_quoted, run in groupby(plain, key=is_template_source):
            self._write(list(run), is_quoted=is_quoted)

    def _write(self, lines: list[Line], *, is_quoted: bool) -> None:
        is_rules = self.section is not None and self.section.kind is SectionKind.RULES
        name = self.section.heading if self.section else None
        blocks = verbatim_blocks(lines) if is_quoted else text_blocks(lines)
        self.prose.append(Prose(section=name, line=lines[0].number, blocks=blocks, is_rules=is_rules))

    def _takes(self, line: Line, status: Status | None) -> bool:
        """Whether the line says more than prose does."""
        item = list_item(line.text)
        if status and item:
            return self._takes_attendee(line, item, status)
        if self.section and self.section.kind is SectionKind.MILESTONES and find_days(item or line.words):
            self.dated.append((self.section.heading, line))
            return True
        if self.event is None:
            self.event = read_statement(line)
            return False  # the sentence is prose as well
        day = read_open_day(line, item or line.words, self.event)
        if day:
            self.days.append(day)
        return day is not None

    def _takes_attendee(self, line: Line, item: str, status: Status) -> bool:
        person = parse_attendee(line, item, status)
        if person:
            self.attendees.append(person)
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.words))
        return True

    def finish(self, headings: Sequence[str], revised: Sequence[str]) -> None:
        """Read the milestones, now that all is known from which their year can be told.

        The year is that of the title or a heading, of the latest topic, of any other sentence, or of the last
        change, in this order; it goes on from December to January. A date without any year is prose.
        """
        topics = [f"the topics' dates, the last in {year}" for year in [_latest_year(self.topics)] if year]
        texts = [block.text for prose in self.prose for block in prose.blocks]
        year, source = find_year([*headings, *topics, *texts, *revised]) or (None, None)
        for heading, line in self.dated:
            words = list_item(line.text) or line.words
            milestone = read_milestone(line, words, year, source)
            before = self.milestones[-1].starts if self.milestones else date.min
            if (
                milestone
                and year
                and milestone.year_inferred_from
                and (before - milestone.starts).days > _HALF_A_YEAR
            ):
                year += 1
                milestone = read_milestone(line, words, year, source)
            if milestone:
                self.milestones.append(milestone)
            else:
                self.prose.append(Prose(section=heading, line=line.number, blocks=text_blocks([line])))


def build_page(parts: Sequence[Part], cleared: PageBody, opens: str | None) -> PageBuilder:
    """Go down the parts from the first to the last; `opens` is what text below a topic's title belongs to."""
    sections = find_sections(parts, is_titled=cleared.title is not None)
    builder = PageBuilder(sections=sections, opens=opens)
    following = iter(sections)
    for part in parts:
        match part.kind:
            case PartKind.HEADING | PartKind.IMPLIED:
                builder.enter(next(following))
            case PartKind.TOPIC | PartKind.TEMPLATE:
                builder.take_topic(part)
            case PartKind.TEXT:
                builder.take_text(part)
    headings = [cleared.title or "", *(section.heading for section in sections)]
    builder.finish(headings, [cleared.revision.raw] if cleared.revision else [])
    return builder


def _latest_year(topics: Sequence[PageTopic]) -> int | None:
    """Return the last year in which something was said under a topic, or surely put on the page."""
    commented = [comment.stamp or comment.day for topic in topics for comment in topic.comments]
    put = [topic.date_of_insert.day for topic in topics if topic.date_of_insert]
    return max((day.year for day in (*commented, *put) if day), default=None)
