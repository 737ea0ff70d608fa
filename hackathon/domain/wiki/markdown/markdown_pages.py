"""A page comes in as Markdown: ours, or the source of a wiki's page with topics below headings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time

from hackathon.domain.attendance import EventKind
from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki import headings
from hackathon.domain.wiki.ending import LAST_LINE, check_last_line
from hackathon.domain.wiki.event import (
    EventStatement,
    OpenDay,
    PageMilestone,
    is_about_gathering,
    read_milestone,
    year_named,
)
from hackathon.domain.wiki.insertdates import Evidence, settle
from hackathon.domain.wiki.markdown import markdown_topics
from hackathon.domain.wiki.markdown.markdown_blocks import blocks_of_markdown, unescaped
from hackathon.domain.wiki.markdown.markdown_outline import Numbered, Part, field_on, parts_of
from hackathon.domain.wiki.markdown.markdown_signs import EVENT_LABELS, text_of
from hackathon.domain.wiki.markdown.markdown_standing import (
    holds_topics,
    inside_of,
    is_topic,
    section_of,
    standing_of,
)
from hackathon.domain.wiki.markdown.markdown_topics import Standing
from hackathon.domain.wiki.page import About, Page, PageAttendee, PageTopic, Prose, Question, Unplaced
from hackathon.domain.wiki.people import attendee
from hackathon.domain.wiki.rendered.frame import Section, SectionKind
from hackathon.domain.wiki.source import Line, count_lines

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
    """Return what stands on the page.

    A heading is a topic where labelled fields stand below it ("**Mentor:** …"), or headings that are such
    labels; what else stands above it is its list or area. Raises NotAPage where there is no topic, no list
    of people and no event.
    """
    text = text.replace("\r\n", "\n")
    parts = parts_of(text.rstrip().removesuffix(LAST_LINE))
    walk = _Walk(parts)
    walk.go()
    if walk.event and walk.event.slug:
        check_last_line(text)
    if not walk.topics and not walk.attendees and walk.event is None:
        raise NotAPage(
            "This Markdown is no hackathon or idea page: no heading has labelled fields below it, such as "
            "“**Technical contact:** …”, and there is no list of attendees."
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
    last, line = (
        (f"The last topic is “{topics[-1].title}”", topics[-1].line) if topics else ("No topic is there", 1)
    )
    text = f"{last}, and no list of people follows. Is the page whole?"
    yield Question(about=About.END_OF_PAGE, text=text, line=line)


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

    def go(self) -> None:
        n = 0
        while n < len(self.parts):
            part = self.parts[n]
            inside = list(inside_of(self.parts, n))
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
        values = [(found, each) for found, each in zip(fields, part.lines, strict=True) if found]
        if values:
            self._read_event([found for found, _ in values])
        plain = [line for found, line in zip(fields, part.lines, strict=True) if not found]
        self._take_prose(None, plain)

    def _read_event(self, fields: Sequence[tuple[str, str, int]]) -> None:
        said = {name: value for name, value, _ in fields}
        days = _DAYS.fullmatch(said.get("days", ""))
        span = [_day(day) for day in days.groups()] if days else []
        starts, ends = (span[0], span[1]) if len(span) == 2 else (None, None)
        if starts is None or ends is None or starts > ends:
            self.unplaced += [Unplaced(line=line, text=value) for _, value, line in fields if value]
            return
        self.kind = EventKind.IDEA_LIST if said.get("kind") == "idea list" else EventKind.HACKATHON
        self.event = EventStatement(
            raw=said["days"], line=fields[0][2], name=said.get("name"), starts=starts, ends=ends,
            place=said.get("place"), city=None, country=None, slug=said.get("slug"), zone=said.get("zone"),
            days=tuple(_open_days(fields)),
        )  # fmt: skip

    def _take_section(self, part: Part, *, holds: bool) -> None:
        self.above = [above for above in self.above if above.depth < part.depth] + [part]
        section = section_of(part, holds=holds)
        if part.heading.casefold() == _OTHER_LINES.casefold():
            items = [(line, _ITEM.match(line.text)) for line in part.lines if line.text.strip()]
            self.unplaced += [
                Unplaced(line=line.number, text=unescaped(item[1] if item else line.text))
                for line, item in items
            ]
            return
        self.sections.append(section)
        takes = {SectionKind.ATTENDEES: self._takes_attendee, SectionKind.MILESTONES: self._takes_milestone}
        take = takes.get(section.kind)
        plain = [line for line in part.lines if take is None or not take(section, line)]
        self._take_prose(section, plain)

    def _takes_attendee(self, section: Section, line: Numbered) -> bool:
        item = _ITEM.match(line.text)
        status = headings.attendance_of(section.heading)
        if item is None or status is None:
            return False
        ours = _NAME.match(item[1])
        if ours:
            name, affiliation = unescaped(ours[1]), text_of(ours[2]) if ours[2] else None
            raw = f"{name}, {affiliation}" if affiliation else name
            found: PageAttendee | None = PageAttendee(
                line=line.number, raw=raw, name=name, affiliation=affiliation, status=status
            )
        else:
            at = Line(number=line.number, text=line.text, gap=0)
            found = attendee(at, " ".join(unescaped(item[1]).split()), status)
        if found is None:
            self.unplaced.append(Unplaced(line=line.number, text=unescaped(item[1])))
        else:
            self.attendees.append(found)
        return True

    def _takes_milestone(self, _section: Section, line: Numbered) -> bool:
        item = _ITEM.match(line.text)
        if item is None:
            return False
        ours = _MILESTONE.match(item[1])
        starts = _day(ours[1]) if ours else None
        if ours and starts:
            ends = _day(ours[2]) if ours[2] else None
            found: PageMilestone | None = PageMilestone(
                line=line.number, raw=item[1], what=text_of(ours[3]), starts=starts, ends=ends,
                year_inferred_from=None,
            )  # fmt: skip
        else:
            words = " ".join(unescaped(item[1]).replace("**", "").split())
            year, source = year_named([self.title or "", *(each.heading for each in self.sections)]) or (
                None,
                None,
            )
            found = read_milestone(Line(number=line.number, text=line.text, gap=0), words, year, source)
        if found:
            self.milestones.append(found)
        return found is not None

    def _take_prose(self, section: Section | None, lines: Sequence[Numbered]) -> None:
        blocks = blocks_of_markdown("\n".join(line.text for line in lines))
        if blocks:
            first = next(line.number for line in lines if line.text.strip())
            is_rules = section is not None and section.kind is SectionKind.RULES
            heading = section.heading if section else None
            self.prose.append(Prose(section=heading, line=first, blocks=blocks, is_rules=is_rules))

    def _take_topic(self, part: Part, inside: Sequence[Part]) -> None:
        self.above = [above for above in self.above if above.depth < part.depth]
        section, area = standing_of(part, self.above)
        standing = Standing(
            n=len(self.topics) + 1, section=section, area=area, state=headings.review_state_of(section or "")
        )
        topic, unplaced = markdown_topics.read(part, inside, standing)
        if topic.number in self.numbers:
            topic = replace(topic, number=None)
        elif topic.number is not None:
            self.numbers.add(topic.number)
        self.topics.append(topic)
        self.unplaced += unplaced


def _unplaced(line: Numbered) -> Unplaced:
    item = _ITEM.match(line.text)
    return Unplaced(line=line.number, text=unescaped(item[1] if item else line.text))


def _event_field(line: Numbered) -> tuple[str, str, int] | None:
    found = field_on(line)
    name = _EVENT_NAMES.get(found.label.casefold()) if found else None
    return (name, text_of(found.value), line.number) if found and name else None


def _open_days(fields: Iterable[tuple[str, str, int]]) -> Iterator[OpenDay]:
    for name, value, line in fields:
        found = _OPEN.fullmatch(value) if name == "open" else None
        day = _day(found[1]) if found else None
        if found and day:
            opens, closes = _clock(found[2]), _clock(found[3])
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
    evidence = [Evidence(author=None, not_after=None)] * len(topics)
    dates = [
        None if topic.date_of_insert and topic.date_of_insert.why else topic.date_of_insert
        for topic in topics
    ]
    return tuple(
        replace(topic, date_of_insert=day) if day else topic
        for topic, day in zip(topics, settle(dates, evidence), strict=True)
    )
