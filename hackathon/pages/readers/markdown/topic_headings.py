"""Decides which headings of a Markdown page are topics, and their list and area."""

from collections.abc import Iterator, Sequence

from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.readers.markdown.notation import COMMENTS, VOTES
from hackathon.pages.readers.markdown.outline import Part, field_name
from hackathon.pages.recognition.collections import headings

_TOPIC_DEPTH = 4
_AREA_DEPTH = 3


def subsections(parts: Sequence[Part], n: int) -> Iterator[Part]:
    """Yield the parts below a heading that are deeper than it and no topics: labels, votes, comments."""
    for m in range(n + 1, len(parts)):
        part = parts[m]
        if part.depth <= parts[n].depth or part.has_fields:
            return
        yield part


def is_topic(part: Part, inside: Sequence[Part]) -> bool:
    """Whether the heading is that of a topic: it has fields, or a label is the first heading inside it."""
    return part.has_fields or (bool(inside) and inside[0].depth == part.depth + 1 and _is_label(inside[0]))


def _is_label(part: Part) -> bool:
    return field_name(part.heading.rstrip(":")) is not None and part.heading not in (VOTES, COMMENTS)


def holds_topics(parts: Sequence[Part], n: int) -> bool:
    """Whether the next heading is a topic below this one."""
    following = parts[n + 1] if n + 1 < len(parts) else None
    return (
        following is not None
        and following.depth > parts[n].depth
        and (is_topic(following, list(subsections(parts, n + 1))))
    )


def plain_section(part: Part, *, holds: bool) -> Section:
    """Return a heading that is no topic's, by its words and by whether it holds topics."""
    kind = _kind(part.heading, holds=holds)
    lists = kind in (SectionKind.TOPICS, SectionKind.CONTAINER)
    state = headings.find_review_state(part.heading) if lists else None
    return Section(
        line=part.line, heading=part.heading, kind=kind, level=max(part.depth, 1), review_state=state
    )


def _kind(heading: str, *, holds: bool) -> SectionKind:
    if headings.attendance_status(heading):
        return SectionKind.ATTENDEES
    is_list = headings.names_topics(heading)
    if holds:
        return SectionKind.TOPICS if is_list else SectionKind.AREA
    if headings.names_milestones(heading):
        return SectionKind.MILESTONES
    if headings.names_rules(heading):
        return SectionKind.RULES
    if is_list and headings.find_review_state(heading):
        return SectionKind.TOPICS
    return SectionKind.CONTAINER if headings.names_all_topics(heading) else SectionKind.INFO


def list_and_area(topic: Part, above: Sequence[Part]) -> tuple[str | None, str | None]:
    """Return list and area of a topic; on our own pages the depth tells, elsewhere the words do."""
    if not above:
        return None, None
    if len(above) > 1:
        return above[-2].heading, above[-1].heading
    is_area = (
        above[0].depth == _AREA_DEPTH
        if topic.depth == _TOPIC_DEPTH
        else plain_section(above[0], holds=True).kind is SectionKind.AREA
    )
    return (None, above[0].heading) if is_area else (above[0].heading, None)
