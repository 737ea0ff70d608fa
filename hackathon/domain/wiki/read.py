"""A wiki page comes in: from the text of a rendered MediaWiki page to a `Page`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hackathon.domain.attendance import EventKind, Status
from hackathon.domain.errors import NotAPage
from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.ending import check_end, questions_about_end
from hackathon.domain.wiki.event import (
    EventStatement,
    OpenDay,
    PageMilestone,
    is_about_gathering,
    read_milestone,
    read_open_day,
    read_statement,
    year_named,
)
from hackathon.domain.wiki.fields import begins_topic
from hackathon.domain.wiki.flattened import is_flattened, unflatten
from hackathon.domain.wiki.furniture import clear
from hackathon.domain.wiki.insertdates import Evidence, settle
from hackathon.domain.wiki.outline import Part, PartKind, attendance_of, outline, sections_of
from hackathon.domain.wiki.page import Page, PageAttendee, PageTopic, Prose, Section, SectionKind, Unplaced
from hackathon.domain.wiki.people import attendee
from hackathon.domain.wiki.questions import questions_of
from hackathon.domain.wiki.source import Line, count_lines, lines_of
from hackathon.domain.wiki.textblocks import blocks_of, list_item
from hackathon.domain.wiki.topics import Standing, read_topic


def read(text: str) -> Page:
    """Return what stands on the page; nothing is invented and no line is lost.

    The text is that of a rendered MediaWiki page, as pasted or printed, or flattened from a table. What a
    person must decide is in `questions`, what found no home in `unplaced`. Raises NotAPage for another text
    and for half a page.
    """
    lines = lines_of(text)
    table = unflatten(lines) if is_flattened(lines) else None
    cleared = clear(list(table.lines) if table else lines)
    _refuse_headless(cleared.lines)
    parts = outline(cleared.lines)
    walk = _walk(parts, cleared.title)
    if not walk.topics and not walk.has_people:
        raise NotAPage(
            'This is no hackathon or idea page: it has no topic (a title above a line "Date of insert: …") '
            "and no list of attendees. Copy the text of the page as the browser shows it."
        )
    kind = _kind(cleared.title, walk)
    check_end(kind, parts, walk.topics, walk.sections)
    page = Page(
        title=cleared.title,
        site=cleared.site,
        kind=kind,
        rendering="pipe-table" if table else "mediawiki-text",
        lines=count_lines(text),
        chars=len(text),
        images=cleared.images,
        revision=cleared.revision,
        event=replace(walk.event, days=tuple(walk.days)) if walk.event else None,
        milestones=tuple(walk.milestones),
        sections=tuple(walk.sections),
        prose=tuple(walk.prose),
        topics=_with_settled_dates(walk.topics, walk.event),
        attendees=tuple(walk.attendees),
        unplaced=tuple(sorted(walk.unplaced, key=lambda unplaced: unplaced.line)),
        chrome=_in_order(cleared.chrome, table.bars if table else ()),
    )
    return replace(page, questions=(*questions_of(page), *questions_about_end(parts, walk.sections)))


@dataclass(slots=True, kw_only=True)
class _Walk:
    """What was found on the way down the page."""

    title: str | None
    sections: list[Section]
    section: Section | None = None
    list_heading: str | None = None
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
        return any(section.kind is SectionKind.ATTENDEES for section in self.sections)

    def enter(self, section: Section) -> None:
        """Go on below a heading."""
        self.section = section
        if section.kind is SectionKind.AREA:
            self.area = section.heading
        else:
            self.area, self.list_heading, self.review_state = None, section.heading, section.review_state

    def take_topic(self, part: Part) -> None:
        standing = Standing(
            n=len(self.topics) + 1, section=self.list_heading, area=self.area, review_state=self.review_state
        )
        topic, unplaced = read_topic(part, standing)
        self.topics.append(topic)
        self.unplaced += unplaced

    def take_text(self, part: Part) -> None:
        """Give each line of a text its place; what is nothing else is prose."""
        plain = [line for line in part.lines if not self._takes(line)]
        if plain:
            section = self.section
            is_rules = section is not None and section.kind is SectionKind.RULES
            heading = section.heading if section else None
            self.prose.append(
                Prose(section=heading, line=plain[0].number, blocks=blocks_of(plain), is_rules=is_rules)
            )

    def _takes(self, line: Line) -> bool:
        """Whether the line says more than prose does."""
        item = list_item(line.text)
        status = attendance_of(self.section.heading) if self.section else None
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
        named = year_named([self.title or "", *(section.heading for section in self.sections)])
        year, source = named or (None, None)
        milestone = read_milestone(line, words, year, source)
        if milestone:
            self.milestones.append(milestone)
        return milestone is not None


def _walk(parts: Sequence[Part], title: str | None) -> _Walk:
    walk = _Walk(title=title, sections=list(sections_of(parts)))
    sections = iter(walk.sections)
    for part in parts:
        match part.kind:
            case PartKind.HEADING:
                walk.enter(next(sections))
            case PartKind.TOPIC:
                walk.take_topic(part)
            case PartKind.TEXT:
                walk.take_text(part)
    return walk


def _refuse_headless(lines: Sequence[Line]) -> None:
    if lines and begins_topic(lines[0].text):
        raise NotAPage(
            f'The page breaks off at its beginning: line {lines[0].number} ("Date of insert") has no title '
            "above it. Copy the whole page again."
        )


def _in_order(*several: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(sorted((line for lines in several for line in lines), key=lambda line: line.number))


def _kind(title: str | None, walk: _Walk) -> EventKind:
    """People who come make a hackathon, and so does a word for a gathering in a heading or with the dates."""
    headings = [title or "", *(section.heading for section in walk.sections)]
    is_gathering = walk.has_people or walk.event is not None or any(map(is_about_gathering, headings))
    return EventKind.HACKATHON if is_gathering else EventKind.IDEA_LIST


def _with_settled_dates(topics: Sequence[PageTopic], event: EventStatement | None) -> tuple[PageTopic, ...]:
    evidence = [Evidence(author=_author(topic), not_after=_there_by(topic, event)) for topic in topics]
    dates = settle([topic.date_of_insert for topic in topics], evidence)
    return tuple(replace(topic, date_of_insert=day) for topic, day in zip(topics, dates, strict=True))


def _author(topic: PageTopic) -> str | None:
    return topic.contact.people[0].name if topic.contact and topic.contact.people else None


def _there_by(topic: PageTopic, event: EventStatement | None) -> date | None:
    """Return a day by which the topic was on the page: its first comment, or the end of the event."""
    days = [comment.stamp.date() if comment.stamp else comment.day for comment in topic.comments]
    return min((day for day in [*days, event.ends if event else None] if day), default=None)
