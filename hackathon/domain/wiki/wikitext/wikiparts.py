"""Wiki source cut into its parts: headings, topics' templates, and the lines between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from hackathon.domain.wiki.headings import (
    attendance_of,
    names_a_list,
    names_container,
    names_milestones,
    names_rules,
    review_state_of,
)
from hackathon.domain.wiki.rendered.frame import Section, SectionKind
from hackathon.domain.wiki.wikitext.inline import words_of
from hackathon.domain.wiki.wikitext.sidenotes import split_note
from hackathon.domain.wiki.wikitext.template import HIDDEN, Project, hidden_in, masked, projects_in
from hackathon.domain.wiki.wikitext.wikiblocks import heading_of

_MAY_BE_HEADING = re.compile(r"^=.*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->")
_DEEPEST_LIST = 2
"""The level of headings, counted in equals signs, that begin a list of topics; deeper ones name an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """A part of the source and the line at which it begins; a topic has its template, a heading its level."""

    line: int
    source: str
    project: Project | None = None
    level: int = 0


def parts_of(text: str) -> list[tuple[SourcePart, Section | None]]:
    """Return the parts in order, each heading with what it says of the section below it."""
    mask = masked(text, list(hidden_in(text)))
    headings = [
        (each.start(), each.end(), found[0])
        for each in _MAY_BE_HEADING.finditer(mask)
        if (found := heading_of(each.group().rstrip(f"{HIDDEN} \t")))
    ]
    projects = projects_in(text, mask, [start for start, _, _ in headings])
    parts = list(_cut(text, headings, projects))
    sections = _sections([part for part in parts if part.level or part.project or part.source.strip()])
    return [(part, next(sections) if part.level else None) for part in parts]


def _cut(
    text: str, headings: Sequence[tuple[int, int, int]], projects: Sequence[Project]
) -> Iterator[SourcePart]:
    marks: list[tuple[int, int, Project | None, int]] = [
        *((start, end, None, level) for start, end, level in headings),
        *((project.start, project.end, project, 0) for project in projects),
    ]
    at, line = 0, 1
    for start, end, project, level in sorted(marks, key=lambda mark: mark[0]):
        if start < at:
            continue  # a heading inside a template is a word of its text
        yield SourcePart(line=line, source=text[at:start])
        line += text.count("\n", at, start)
        yield SourcePart(line=line, source=text[start:end], project=project, level=level)
        line += text.count("\n", start, end)
        at = end
    yield SourcePart(line=line, source=text[at:])


def _sections(parts: Sequence[SourcePart]) -> Iterator[Section]:
    """Yield what each heading begins: by its words, and where topics follow by its level."""
    above: list[tuple[int, str]] = []
    for n, part in enumerate(parts):
        if not part.level:
            continue
        source, exact = split_note(part.source.strip(), Section)
        heading = words_of(_COMMENT.sub("", source).strip()[part.level : -part.level]).plain
        above = [(level, name) for level, name in above if level < part.level]
        section = exact or _section(part, heading, parts[n + 1 :])
        parent = above[-1][1] if above and section.kind is SectionKind.AREA else None
        yield replace(section, line=part.line, parent=section.parent if exact else parent)
        above.append((part.level, section.name))


def _section(part: SourcePart, heading: str, following: Sequence[SourcePart]) -> Section:
    own = takewhile(lambda each: not each.level, following)
    below = takewhile(lambda each: not each.level or each.level > part.level, following)
    kind = _kind(
        heading,
        level=part.level,
        holds_topics=any(each.project for each in own),
        holds_areas=any(each.project for each in below),
    )
    is_list = kind in (SectionKind.TOPICS, SectionKind.CONTAINER)
    return Section(
        line=part.line,
        heading=heading,
        kind=kind,
        level=part.level,
        review_state=review_state_of(heading) if is_list else None,
    )


def _kind(  # noqa: PLR0911 -- one return for each kind is the table that it is
    heading: str, *, level: int, holds_topics: bool, holds_areas: bool
) -> SectionKind:
    if attendance_of(heading):
        return SectionKind.ATTENDEES
    if holds_topics:
        return SectionKind.TOPICS if level <= _DEEPEST_LIST else SectionKind.AREA
    if holds_areas:
        return SectionKind.CONTAINER if names_container(heading) else SectionKind.TOPICS
    if names_milestones(heading):
        return SectionKind.MILESTONES
    if names_rules(heading):
        return SectionKind.RULES
    if review_state_of(heading) and names_a_list(heading):
        return SectionKind.TOPICS
    return SectionKind.CONTAINER if names_container(heading) else SectionKind.INFO
