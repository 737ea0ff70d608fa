"""The way down a page: each part finds its place under the headings that stand above it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from hackathon.domain.attendance import Status
from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.dates import find_days
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
from hackathon.domain.wiki.page import PageAttendee, PageTopic, Prose, Unplaced
from hackathon.domain.wiki.people import attendee
from hackathon.domain.wiki.rendered.frame import Section, SectionKind
from hackathon.domain.wiki.rendered.furniture import Cleared
from hackathon.domain.wiki.rendered.outline import Part, PartKind
from hackathon.domain.wiki.rendered.rawtemplate import is_source
from hackathon.domain.wiki.rendered.sections import sections_of
from hackathon.domain.wiki.rendered.textblocks import blocks_of, list_item, verbatim
from hackathon.domain.wiki.rendered.topics import Standing, read_template_topic, read_topic
from hackathon.domain.wiki.source import Line

_HALF_A_YEAR = 180


@dataclass(slots=True, kw_only=True)
class Walk:
    """What was found on the way down; `dated` are the lines with milestones, each with its heading."""

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
        person = attendee(line, item, status)
        if person:
            self.attendees.append(person)
        else:
            self.unplaced.append(Unplaced(line=line.number, text=line.words))
        return True

    def finish(self, said: Sequence[str], revised: Sequence[str]) -> None:
        """Read the milestones, now that all is known from which their year can be told.

        The year is that of the title or a heading, of the latest topic, of any other sentence, or of the last
        change, in this order; it goes on from December to January. A date without any year is prose.
        """
        topics = [f"the topics' dates, the last in {year}" for year in [_latest_year(self.topics)] if year]
        texts = [block.text for prose in self.prose for block in prose.blocks]
        year, source = year_named([*said, *topics, *texts, *revised]) or (None, None)
        for heading, line in self.dated:
            words = list_item(line.text) or line.words
            found = read_milestone(line, words, year, source)
            before = self.milestones[-1].starts if self.milestones else date.min
            if found and year and found.year_inferred_from and (before - found.starts).days > _HALF_A_YEAR:
                year += 1
                found = read_milestone(line, words, year, source)
            if found:
                self.milestones.append(found)
            else:
                self.prose.append(Prose(section=heading, line=line.number, blocks=blocks_of([line])))


def walk(parts: Sequence[Part], cleared: Cleared, opens: str | None) -> Walk:
    """Go down the parts from the first to the last; `opens` is what text below a topic's title belongs to."""
    sections = sections_of(parts, is_titled=cleared.title is not None)
    found = Walk(sections=sections, opens=opens)
    following = iter(sections)
    for part in parts:
        match part.kind:
            case PartKind.HEADING | PartKind.IMPLIED:
                found.enter(next(following))
            case PartKind.TOPIC | PartKind.TEMPLATE:
                found.take_topic(part)
            case PartKind.TEXT:
                found.take_text(part)
    said = [cleared.title or "", *(section.heading for section in sections)]
    found.finish(said, [cleared.revision.raw] if cleared.revision else [])
    return found


def _latest_year(topics: Sequence[PageTopic]) -> int | None:
    """Return the last year in which something was said under a topic, or surely put on the page."""
    said = [comment.stamp or comment.day for topic in topics for comment in topic.comments]
    put = [topic.date_of_insert.day for topic in topics if topic.date_of_insert]
    return max((day.year for day in (*said, *put) if day), default=None)
