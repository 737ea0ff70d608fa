"""Reads Markdown: pages that we wrote, and pages with topics below headings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.event import EventStatement, OpenDay, PageMilestone
from hackathon.pages.model.limits import check_topics
from hackathon.pages.model.markdown_blocks import blocks_of_markdown, unescape
from hackathon.pages.model.metadata import Section, SectionKind, TopicPlacement
from hackathon.pages.model.page import (
    Page,
    PageAttendee,
    PageTopic,
    Prose,
    Unplaced,
)
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.model.source import Line, count_lines
from hackathon.pages.readers.markdown.notation import EVENT_LABELS, parse_value
from hackathon.pages.readers.markdown.outline import NumberedLine, Part, parse_field, split_into_parts
from hackathon.pages.readers.markdown.topic_headings import (
    holds_topics,
    is_topic,
    list_and_area,
    plain_section,
    subsections,
)
from hackathon.pages.readers.markdown.topics import read_topic
from hackathon.pages.recognition.collections import headings
from hackathon.pages.recognition.end_marker import LAST_LINE, check_last_line
from hackathon.pages.recognition.events.event_sentences import YearFinder, is_about_gathering, read_milestone
from hackathon.pages.recognition.people.contact_lines import parse_attendee
from hackathon.pages.recognition.topics.insert_dates import DateEvidence, resolve_dates

_LOOKS = re.compile(r"(?m)^#{2,6} +\S")
_OF_WIKIS = re.compile(r"(?m)^(?:==[^=\n][^\n]{0,200}==[ \t]*$|\{\{)")
_ITEM = re.compile(r"[-*+] +(.*)$")
_NAME = re.compile(r"\*\*((?:[^\\*]|\\.)+)\*\*(?:, (.*))?$")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)")
_OPEN = re.compile(r"(\d{4}-\d\d-\d\d), (\d\d:\d\d)-(\d\d:\d\d)")
_MILESTONE = re.compile(r"\*\*(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?:\*\* ?(.*)$")
_OTHER_LINES = "Other lines"
_EVENT_NAMES = {label.casefold(): name for name, label in EVENT_LABELS.items()}


def looks_like(text: str) -> bool:
    """Whether the text begins with a title as Markdown writes it, or has headings so and none as wikis do.

    Several lines that begin so from the first are a numbered list of a wiki.
    """
    first, *more = [line for line in text[:10_000].split("\n") if line.strip()] or [""]
    if first.startswith("# ") and not (more and more[0].startswith("# ")):
        return True
    beginning = text[:100_000]
    return len(_LOOKS.findall(beginning)) > 1 and _OF_WIKIS.search(beginning) is None


def read(text: str) -> Page:
    """Read the page.

    A heading is a topic if labelled fields ("**Mentor:** …"), or headings that are such labels, follow it;
    other headings above it are its list or area. Raises NotAPage if there is no topic, no list of people and
    no event.
    """
    text = text.replace("\r\n", "\n")
    parts = split_into_parts(text.rstrip().removesuffix(LAST_LINE))
    check_topics(sum(part.has_fields for part in parts))
    walk = _Walk(parts)
    walk.go()
    if walk.event and walk.event.slug:
        check_last_line(text)
    if not walk.topics and not walk.attendees and walk.event is None:
        raise NotAPage(
            message(
                "This Markdown is not a hackathon or idea page: no heading has labelled fields below it, "
                "such as “**Technical contact:** …”, and there is no list of attendees."
            )
        )
    words = [walk.title or "", *(section.heading for section in walk.sections)]
    gathers = walk.attendees or walk.event or any(map(is_about_gathering, words))
    return Page(
        title=walk.title,
        site=None,
        kind=walk.kind or (EventKind.HACKATHON if gathers else EventKind.IDEA_LIST),
        rendering="markdown",
        lines=count_lines(text),
        chars=len(text),
        event=walk.event,
        milestones=tuple(walk.milestones),
        sections=tuple(walk.sections),
        prose=tuple(walk.prose),
        topics=_settled(walk.topics),
        attendees=tuple(walk.attendees),
        unplaced=tuple(walk.unplaced),
        questions=tuple(_about_end(walk.topics)) if not walk.attendees and LAST_LINE not in text else (),
    )


def _about_end(topics: Sequence[PageTopic]) -> Iterator[Question]:
    kind = QuestionKind.NO_PEOPLE_AFTER_TOPICS if topics else QuestionKind.NO_TOPICS_AND_NO_PEOPLE
    line, title = (topics[-1].line, topics[-1].title) if topics else (1, "")
    yield Question(about=QuestionSubject.END_OF_PAGE, kind=kind, line=line, title=title)


class _Walk:
    """What was found on the way down the page; `above` are the headings that the next topic stands below."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.title: str | None = None
        self.kind: EventKind | None = None
        self.event: EventStatement | None = None
        self.above: list[Part] = []
        self.sections: list[Section] = []
        self.prose: list[Prose] = []
        self.topics: list[PageTopic] = []
        self.numbers: set[int] = set()
        self.milestones: list[PageMilestone] = []
        self.attendees: list[PageAttendee] = []
        self.unplaced: list[Unplaced] = []
        self.year = YearFinder()

    def go(self) -> None:
        n = 0
        while n < len(self.parts):
            part = self.parts[n]
            inside = list(subsections(self.parts, n))
            if part.depth and is_topic(part, inside):
                self._take_topic(part, inside)
                n += len(inside)
            elif part.depth == 0 or (n == 1 and part.depth == 1):
                self._take_head(part)
            else:
                self._take_section(part, holds=holds_topics(self.parts, n))
            n += 1

    def _take_head(self, part: Part) -> None:
        self.title = part.heading or None
        fields = [_event_field(line) for line in part.lines]
        values = [
            (event_field, change)
            for event_field, change in zip(fields, part.lines, strict=True)
            if event_field
        ]
        if values:
            self._read_event([event_field for event_field, _ in values])
        plain = [line for event_field, line in zip(fields, part.lines, strict=True) if not event_field]
        self._take_prose(None, plain)

    def _read_event(self, fields: Sequence[tuple[str, str, int]]) -> None:
        values = {name: value for name, value, _ in fields}
        days = _DAYS.fullmatch(values.get("days", ""))
        span = [_day(day) for day in days.groups()] if days else []
        starts, ends = (span[0], span[1]) if len(span) == 2 else (None, None)
        if starts is None or ends is None or starts > ends:
            self.unplaced += [Unplaced(line=line, text=value) for _, value, line in fields if value]
            return
        self.kind = EventKind.IDEA_LIST if values.get("kind") == "idea list" else EventKind.HACKATHON
        self.event = EventStatement(
            raw=values["days"], line=fields[0][2], name=values.get("name"), starts=starts, ends=ends,
            place=values.get("place"), city=None, country=None, slug=values.get("slug"),
            zone=values.get("zone"), days=tuple(_open_days(fields)),
        )  # fmt: skip

    def _take_section(self, part: Part, *, holds: bool) -> None:
        self.above = [above for above in self.above if above.depth < part.depth] + [part]
        section = plain_section(part, holds=holds)
        if part.heading.casefold() == _OTHER_LINES.casefold():
            items = [(line, _ITEM.match(line.text)) for line in part.lines if line.text.strip()]
            self.unplaced += [
                Unplaced(line=line.number, text=unescape(item[1] if item else line.text))
                for line, item in items
            ]
            return
        self.sections.append(section)
        takes = {SectionKind.ATTENDEES: self._takes_attendee, SectionKind.MILESTONES: self._takes_milestone}
        take = takes.get(section.kind)
        plain = [line for line in part.lines if take is None or not take(section, line)]
        self._take_prose(section, plain)

    def _takes_attendee(self, section: Section, line: NumberedLine) -> bool:
        item = _ITEM.match(line.text)
        status = headings.attendance_status(section.heading)
        if item is None or status is None:
            return False
        ours = _NAME.match(item[1])
        if ours:
            name, affiliation = unescape(ours[1]), parse_value(ours[2]) if ours[2] else None
            raw = f"{name}, {affiliation}" if affiliation else name
            person: PageAttendee | None = PageAttendee(
                line=line.number, raw=raw, name=name, affiliation=affiliation, status=status
            )
        else:
            source_line = Line(number=line.number, text=line.text, gap=0)
            person = parse_attendee(source_line, " ".join(unescape(item[1]).split()), status)
        if person is None:
            self.unplaced.append(Unplaced(line=line.number, text=unescape(item[1])))
        else:
            self.attendees.append(person)
        return True

    def _takes_milestone(self, _section: Section, line: NumberedLine) -> bool:
        item = _ITEM.match(line.text)
        if item is None:
            return False
        ours = _MILESTONE.match(item[1])
        starts = _day(ours[1]) if ours else None
        if ours and starts:
            ends = _day(ours[2]) if ours[2] else None
            milestone: PageMilestone | None = PageMilestone(
                line=line.number, raw=item[1], what=parse_value(ours[3]), starts=starts, ends=ends,
                year_inferred_from=None,
            )  # fmt: skip
        else:
            words = " ".join(unescape(item[1]).replace("**", "").split())
            year, source = self.year.among(self.title, self.sections)
            milestone = read_milestone(Line(number=line.number, text=line.text, gap=0), words, year, source)
        if milestone:
            self.milestones.append(milestone)
        return milestone is not None

    def _take_prose(self, section: Section | None, lines: Sequence[NumberedLine]) -> None:
        blocks = blocks_of_markdown("\n".join(line.text for line in lines))
        if blocks:
            first = next(line.number for line in lines if line.text.strip())
            is_rules = section is not None and section.kind is SectionKind.RULES
            heading = section.heading if section else None
            self.prose.append(Prose(section=heading, line=first, blocks=blocks, is_rules=is_rules))

    def _take_topic(self, part: Part, inside: Sequence[Part]) -> None:
        self.above = [above for above in self.above if above.depth < part.depth]
        section, area = list_and_area(part, self.above)
        placement = TopicPlacement(
            n=len(self.topics) + 1,
            section=section,
            area=area,
            review_state=headings.find_review_state(section or ""),
        )
        topic, unplaced = read_topic(part, inside, placement)
        if topic.number in self.numbers:
            topic = replace(topic, number=None)
        elif topic.number is not None:
            self.numbers.add(topic.number)
        self.topics.append(topic)
        self.unplaced += unplaced


def _unplaced(line: NumberedLine) -> Unplaced:
    item = _ITEM.match(line.text)
    return Unplaced(line=line.number, text=unescape(item[1] if item else line.text))


def _event_field(line: NumberedLine) -> tuple[str, str, int] | None:
    labelled_field = parse_field(line)
    name = _EVENT_NAMES.get(labelled_field.label.casefold()) if labelled_field else None
    return (name, parse_value(labelled_field.value), line.number) if labelled_field and name else None


def _open_days(fields: Iterable[tuple[str, str, int]]) -> Iterator[OpenDay]:
    for name, value, line in fields:
        match = _OPEN.fullmatch(value) if name == "open" else None
        day = _day(match[1]) if match else None
        if match and day:
            opens, closes = _clock(match[2]), _clock(match[3])
            if opens and closes:
                yield OpenDay(day=day, opens=opens, closes=closes, raw=value, line=line)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _settled(topics: Sequence[PageTopic]) -> tuple[PageTopic, ...]:
    """Decide the dates that are open, except where the page says that nobody could."""
    evidence = [DateEvidence(author=None, not_after=None)] * len(topics)
    dates = [
        None if topic.date_of_insert and topic.date_of_insert.why else topic.date_of_insert
        for topic in topics
    ]
    return tuple(
        replace(topic, date_of_insert=day) if day else topic
        for topic, day in zip(topics, resolve_dates(dates, evidence), strict=True)
    )
