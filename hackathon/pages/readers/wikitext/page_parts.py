"""Splits wikitext into headings, topic templates, and the lines between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hackathon.pages.model.limits import check_headings
from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.readers.wikitext.blocks import parse_heading
from hackathon.pages.readers.wikitext.hidden_notes import split_note
from hackathon.pages.readers.wikitext.inline import parse_inline
from hackathon.pages.readers.wikitext.templates import (
    HIDDEN,
    TopicTemplate,
    find_hidden,
    find_topic_templates,
    mask_hidden,
)
from hackathon.pages.recognition.collections.headings import (
    attendance_status,
    find_review_state,
    names_all_topics,
    names_milestones,
    names_rules,
    names_topics,
)

_MAY_BE_HEADING = re.compile(r"^=.*$", re.MULTILINE)
_DEEPEST_LIST = 2
"""The level of headings, counted in equals signs, that begin a list of topics; deeper ones name an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """A part of the source and the line at which it begins; a topic has its template, a heading its level."""

    line: int
    source: str
    project: TopicTemplate | None = None
    level: int = 0


def split_into_parts(text: str) -> list[tuple[SourcePart, Section | None]]:
    """Return the parts in order, each heading with the kind of the section below it."""
    mask = mask_hidden(text, list(find_hidden(text)))
    headings = [
        (match.start(), match.end(), heading[0])
        for match in _MAY_BE_HEADING.finditer(mask)
        if (heading := parse_heading(match.group().rstrip(f"{HIDDEN} \t")))
    ]
    check_headings(len(headings))
    projects = find_topic_templates(text, mask, [start for start, _, _ in headings])
    parts = list(_cut(text, headings, projects))
    sections = _sections([part for part in parts if part.level or part.project or part.source.strip()])
    return [(part, next(sections) if part.level else None) for part in parts]


def _cut(
    text: str, headings: Sequence[tuple[int, int, int]], projects: Sequence[TopicTemplate]
) -> Iterator[SourcePart]:
    marks: list[tuple[int, int, TopicTemplate | None, int]] = [
        *((start, end, None, level) for start, end, level in headings),
        *((project.start, project.end, project, 0) for project in projects),
    ]
    position, line = 0, 1
    for start, end, project, level in sorted(marks, key=lambda mark: mark[0]):
        if start < position:
            continue  # a heading inside a template is a word of its text
        yield SourcePart(line=line, source=text[position:start])
        line += text.count("\n", position, start)
        yield SourcePart(line=line, source=text[start:end], project=project, level=level)
        line += text.count("\n", start, end)
        position = end
    yield SourcePart(line=line, source=text[position:])


def _sections(parts: Sequence[SourcePart]) -> Iterator[Section]:
    """Yield what each heading begins: by its words, and where topics follow by its level."""
    above: list[tuple[int, str]] = []
    holding = _holding(parts)
    for n, part in enumerate(parts):
        if not part.level:
            continue
        source, exact = split_note(part.source.strip(), Section)
        heading = parse_inline(_without_comments(source).strip()[part.level : -part.level]).plain
        above = [(level, name) for level, name in above if level < part.level]
        section = exact or _section(part, heading, *holding[n])
        parent = above[-1][1] if above and section.kind is SectionKind.AREA else None
        yield replace(section, line=part.line, parent=section.parent if exact else parent)
        above.append((part.level, section.name))


def _without_comments(source: str) -> str:
    parts, position = [], 0
    for hidden in find_hidden(source):
        if hidden.tag == "!--":
            parts.append(source[position : hidden.start])
            position = hidden.end
    return "".join([*parts, source[position:]])


def _holding(parts: Sequence[SourcePart]) -> dict[int, tuple[bool, bool]]:
    """Return of each heading whether a topic stands right below it, and whether one does below a deeper one.

    The parts are gone through once, from the last: what follows a heading may be all of the page.
    """
    holding: dict[int, tuple[bool, bool]] = {}
    own = False
    # By level: whether a topic stands below one of the headings that follow before a higher one.
    following: dict[int, bool] = {}
    for n in reversed(range(len(parts))):
        level = parts[n].level
        if not level:
            own = own or parts[n].project is not None
            continue
        below = own or any(holds for deeper, holds in following.items() if deeper > level)
        holding[n] = (own, below)
        beside = following.get(level, False)
        following = {other: holds for other, holds in following.items() if other < level}
        following[level] = below or beside
        own = False
    return holding


def _section(part: SourcePart, heading: str, holds_topics: bool, holds_areas: bool) -> Section:
    kind = _kind(heading, level=part.level, holds_topics=holds_topics, holds_areas=holds_areas)
    is_list = kind in (SectionKind.TOPICS, SectionKind.CONTAINER)
    return Section(
        line=part.line,
        heading=heading,
        kind=kind,
        level=part.level,
        review_state=find_review_state(heading) if is_list else None,
    )


def _kind(  # noqa: PLR0911 -- one return for each kind is the table that it is
    heading: str, *, level: int, holds_topics: bool, holds_areas: bool
) -> SectionKind:
    if attendance_status(heading):
        return SectionKind.ATTENDEES
    if holds_topics:
        return SectionKind.TOPICS if level <= _DEEPEST_LIST else SectionKind.AREA
    if holds_areas:
        return SectionKind.CONTAINER if names_all_topics(heading) else SectionKind.TOPICS
    if names_milestones(heading):
        return SectionKind.MILESTONES
    if names_rules(heading):
        return SectionKind.RULES
    if find_review_state(heading) and names_topics(heading):
        return SectionKind.TOPICS
    return SectionKind.CONTAINER if names_all_topics(heading) else SectionKind.INFO
