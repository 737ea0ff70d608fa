"""Decides what each heading introduces, and its level."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.readers.rendered.outline import TOPIC_KINDS, Part, PartKind
from hackathon.pages.recognition.collections.headings import (
    attendance_status,
    continues_previous,
    find_review_state,
    follows_topics,
    implied_list_name,
    names_all_topics,
    names_milestones,
    names_rules,
    names_topics,
)
from hackathon.pages.recognition.events.dates import find_days, find_hours
from hackathon.pages.recognition.events.event_sentences import read_statement
from hackathon.pages.recognition.topics.text_blocks import list_item

_LISTS = (SectionKind.TOPICS, SectionKind.CONTAINER)
_FEWEST_DATES = 2  # items of a list that begin with a date before the list is one of milestones


def with_implied_lists(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with a heading put in where a list of topics has lost its own.

    Only above the first topic, and only where no heading stands that could be the list's.
    """
    first_topic = next((n for n, part in enumerate(parts) if part.kind in TOPIC_KINDS), 0)
    above = [part.lines[0].words for part in parts[:first_topic] if part.kind is PartKind.HEADING]
    has_heading = bool(above) and (names_topics(above[-1]) or parts[first_topic - 1].kind is PartKind.HEADING)
    if has_heading:
        return list(parts)
    for n, part in enumerate(parts[:first_topic]):
        if part.kind is PartKind.TEXT and implied_list_name(part.lines[0].words):
            return [*parts[:n], Part(kind=PartKind.IMPLIED, lines=part.lines[:1]), *parts[n:]]
    return list(parts)


def find_sections(parts: Sequence[Part], *, is_titled: bool) -> list[Section]:
    """Return the headings of the page; without a title, the first that has text below it is the page's."""
    sections: list[Section] = []
    levels = _Levels(is_titled=is_titled)
    has_states = False
    for n, part in enumerate(parts):
        if part.kind in (PartKind.HEADING, PartKind.IMPLIED):
            in_list = levels.holder is not None and levels.holder.kind is SectionKind.TOPICS
            section = _section(parts, n, among_states=has_states, in_list=in_list)
            has_states = has_states or section.review_state is not None
            sections.append(levels.placed(section))
    return sections


def _section(parts: Sequence[Part], n: int, *, among_states: bool, in_list: bool) -> Section:
    part = parts[n]
    words = part.lines[0].words
    if part.kind is PartKind.IMPLIED:
        state = find_review_state(words)
        name = implied_list_name(words) or words
        return Section(
            line=part.lines[0].number,
            heading=name,
            is_implied=True,
            kind=SectionKind.TOPICS,
            review_state=state,
        )
    state = find_review_state(words)
    is_list = names_topics(words) and not (among_states and state is None)
    kind = (
        SectionKind.AREA
        if in_list and not is_list and _is_area(parts, n)
        else _kind(parts, n, is_list=is_list)
    )
    return Section(
        line=part.lines[0].number,
        heading=words,
        kind=kind,
        review_state=state if kind in _LISTS else None,
    )


def _kind(parts: Sequence[Part], n: int, *, is_list: bool) -> SectionKind:
    heading, below = parts[n].lines[0].words, parts[n + 1 : n + 2]
    if attendance_status(heading):
        return SectionKind.ATTENDEES
    if below and below[0].kind in TOPIC_KINDS:
        return SectionKind.TOPICS if is_list else SectionKind.AREA
    if names_milestones(heading) or (below and _are_dates(below[0])):
        return SectionKind.MILESTONES
    if names_rules(heading):
        # A heading of rules with nothing but headings below it is the chapter that those stand in.
        is_chapter = bool(below) and below[0].kind is PartKind.HEADING
        return SectionKind.INFO if is_chapter else SectionKind.RULES
    if is_list and (find_review_state(heading) or _holds_areas(parts, n)):
        return SectionKind.TOPICS
    return SectionKind.CONTAINER if names_all_topics(heading) else SectionKind.INFO


def _is_area(parts: Sequence[Part], n: int) -> bool:
    """Whether a heading inside a list is an area: topics stand below it, or just the next heading."""
    heading, below = parts[n].lines[0].words, parts[n + 1 : n + 4]
    if any(
        is_known(heading) for is_known in (attendance_status, follows_topics, names_rules, names_milestones)
    ):
        return False
    match ["topic" if part.kind in TOPIC_KINDS else part.kind.value for part in below]:
        case ["topic", *_] | ["text", "topic", *_] | ["heading", "topic", *_] | ["heading", "text", "topic"]:
            return True
        case ["heading", *_]:
            return names_topics(below[0].lines[0].words)
    return False


def _holds_areas(parts: Sequence[Part], n: int) -> bool:
    """Whether the next heading is an area: it has topics right below it, and a name of its own."""
    following = (m for m in range(n + 1, len(parts)) if parts[m].kind is not PartKind.TEXT)
    m = next(following, n)
    is_heading = m > n and parts[m].kind is PartKind.HEADING and not names_topics(parts[m].lines[0].words)
    return is_heading and m + 1 < len(parts) and parts[m + 1].kind in TOPIC_KINDS


def _are_dates(part: Part) -> bool:
    if part.kind is not PartKind.TEXT:
        return False
    items = [item for line in part.lines if (item := list_item(line.text))]
    dated = sum((days := find_days(item)) is not None and days.span[0] == 0 for item in items)
    is_timetable = any(find_hours(item) for item in items) or any(read_statement(line) for line in part.lines)
    return dated >= _FEWEST_DATES and dated == len(items) and not is_timetable


@dataclass(slots=True)
class _Levels:
    """How deep headings stand, judged by their kinds and by those above them, in one pass."""

    is_titled: bool
    before: SectionKind | None = None
    chapter: SectionKind | None = None
    holder: Section | None = None

    def placed(self, section: Section) -> Section:
        """Return the section with its level, and with the list it belongs to where it is an area."""
        if section.kind is SectionKind.AREA and self.holder:
            placed_section = replace(section, level=self.holder.level + 1, parent=self.holder.heading)
        else:
            placed_section = replace(section, level=self._level(section))
        if placed_section.level <= 2:
            self.chapter = placed_section.kind
        if placed_section.kind is not SectionKind.AREA:
            self.holder = placed_section
        self.before = placed_section.kind
        return placed_section

    def _level(self, section: Section) -> int:
        if self.before is None:
            return 2 if self.is_titled or section.kind is not SectionKind.INFO else 1
        if section.kind is SectionKind.ATTENDEES:
            return 3 if self.before is SectionKind.ATTENDEES else 2
        in_container = self.chapter is SectionKind.CONTAINER
        in_chapter = section.kind is SectionKind.RULES and self.chapter is SectionKind.INFO
        return 3 if in_container or in_chapter or continues_previous(section.heading) else 2
