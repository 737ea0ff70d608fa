"""Splits a page into headings, topics, and the text between them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hackathon.pages.model.limits import check_topics
from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.raw_template import begins_template, end_of_template
from hackathon.pages.recognition.collections.headings import (
    LONGEST_HEADING,
    attendance_status,
    find_review_state,
    follows_topics,
    names_topics,
    shows_examples,
)
from hackathon.pages.recognition.labels.fields import begins_topic, parse_label
from hackathon.pages.recognition.topics.comments import parse_comments
from hackathon.pages.recognition.topics.text_blocks import list_item

_LONGEST_AREA = 80
_MOST_HEADINGS_IN_A_ROW = 3
_PEER_REVIEW = re.compile(r"peer review comments:?", re.IGNORECASE)  # not translated
_ADDRESSED = re.compile(r"\(delete as addressed\)", re.IGNORECASE)


class PartKind(StrEnum):
    """The kind of a part of the page; an implied heading is not on the page, only its list is."""

    HEADING = "heading"
    IMPLIED = "implied"
    TOPIC = "topic"
    TEMPLATE = "template"
    TEXT = "text"


TOPIC_KINDS = (PartKind.TOPIC, PartKind.TEMPLATE)
"""The parts that are one topic each, rendered or as the template's source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of lines that belong together; a topic's first line is its title."""

    kind: PartKind
    lines: tuple[Line, ...]


IsHeading = Callable[[Sequence[Line], int], bool]


def stands_alone(lines: Sequence[Line], n: int) -> bool:
    """Whether a line outside a topic is a heading: it stands alone, or a list of people follows."""
    line = lines[n]
    if not looks_like_heading(line):
        return False
    following = lines[n + 1] if n + 1 < len(lines) else None
    has_list = following is not None and list_item(following.text) is not None
    is_first = n == 0 or line.gap > 0
    return (is_first and (following is None or following.gap > 0 or has_list)) or (
        has_list and attendance_status(line.words) is not None
    )


def split_into_parts(lines: Sequence[Line], is_heading: IsHeading = stands_alone) -> list[Part]:
    """Cut the page: a topic goes from the line above "Date of insert" to the next topic or heading."""
    titles = _titles(lines)
    check_topics(len(titles))
    parts: list[tuple[PartKind, list[Line]]] = []
    below = ""
    template_ends = 0
    for n, line in enumerate(lines):
        in_topic = bool(parts) and parts[-1][0] is PartKind.TOPIC
        if n < template_ends:
            parts[-1][1].append(line)
        elif n in titles:
            parts.append((PartKind.TOPIC, [line]))
        elif begins_template(lines, n) and not shows_examples(below):
            template_ends = end_of_template(lines, n, titles)
            parts.append((PartKind.TEMPLATE, [line]))
        elif _ends_topic(lines, n, titles, is_heading) if in_topic else is_heading(lines, n):
            parts.append((PartKind.HEADING, [line]))
            below = line.words
        elif in_topic or (parts and parts[-1][0] is PartKind.TEXT):
            parts[-1][1].append(line)
        else:
            parts.append((PartKind.TEXT, [line]))
    return [Part(kind=kind, lines=tuple(held)) for kind, held in parts]


def is_peer_review_heading(line: Line) -> bool:
    """Whether the line stands above a topic's comments."""
    return _PEER_REVIEW.fullmatch(line.text[:LONGEST_HEADING]) is not None


def is_delete_as_addressed(line: Line) -> bool:
    """Whether the line is the template's reminder to delete comments that were dealt with."""
    return _ADDRESSED.fullmatch(line.words[:LONGEST_HEADING]) is not None


def looks_like_heading(line: Line) -> bool:
    """Whether the line could be a heading by its own look: short, plain, no sentence, not indented."""
    if attendance_status(line.text):
        return True
    if line.indent or len(line.text) > LONGEST_HEADING or line.text.endswith((".", ":", ";", ",", "!")):
        return False
    if list_item(line.text) is not None or parse_label(line.text) or is_peer_review_heading(line):
        return False
    is_template = line.text.startswith(("{{", "}}", "|"))
    return not (is_template or is_delete_as_addressed(line) or parse_comments(line) or "://" in line.text)


def _titles(lines: Sequence[Line]) -> set[int]:
    """Return which lines are titles: those above a date, and those that stand below a topic and quite alone.

    A line with two blank lines above it and below it is neither the text of the topic before it nor the
    heading of the one behind it: it is a topic of which nothing but the title was written.
    """
    dated = {n for n in range(len(lines) - 1) if begins_topic(lines[n + 1].text) and _can_be_title(lines[n])}
    titles = set(dated)
    for n in range(len(lines) - 2, min(dated, default=len(lines)), -1):
        is_alone = lines[n].gap > 1 and lines[n + 1].gap > 1
        is_last = n + 1 in titles or _begins_list(lines[n + 1])
        if (
            is_alone
            and is_last
            and not _begins_list(lines[n])
            and looks_like_heading(lines[n])
            and attendance_status(lines[n].words) is None
        ):
            titles.add(n)
    return titles


def _begins_list(line: Line) -> bool:
    words = line.words[: LONGEST_HEADING + 1]
    return names_topics(words) and find_review_state(words) is not None and looks_like_heading(line)


def _can_be_title(line: Line) -> bool:
    is_text = list_item(line.text) is None and not line.indent and not parse_comments(line)
    return is_text and parse_label(line.text) is None and not is_peer_review_heading(line)


def _ends_topic(lines: Sequence[Line], n: int, titles: set[int], is_heading: IsHeading) -> bool:
    """Whether a line below a topic begins something else: a section that we know, or the next area.

    The template leaves two blank lines behind a topic and a heading one, so what stands two blank lines
    above the next title is still the topic's text.
    """
    line = lines[n]
    if not line.gap or not looks_like_heading(line):
        return False
    is_known = attendance_status(line.words) or follows_topics(line.words) or _begins_list(line)
    # A template leaves two blank lines behind it; what stands below them is no longer the topic's.
    is_behind = line.gap > 1 and n + 1 < len(lines)
    if (is_known or is_behind) and is_heading(lines, n):
        return True
    for following in range(n + 1, min(n + 1 + _MOST_HEADINGS_IN_A_ROW, len(lines))):
        if lines[following].gap > 1 or len(lines[following - 1].text) > _LONGEST_AREA:
            return False
        if following in titles:
            return True
        if not looks_like_heading(lines[following]):
            return False
    return False
