"""The page cut into its parts: headings, topics, and the text between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hackathon.domain.attendance import Status
from hackathon.domain.topics import ReviewState
from hackathon.domain.wiki.comments import comments_on
from hackathon.domain.wiki.fields import begins_topic, labelled
from hackathon.domain.wiki.page import Section, SectionKind
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.textblocks import list_item

_LONGEST_HEADING = 160
_LONGEST_AREA = 80
_MOST_HEADINGS_IN_A_ROW = 3
_PEER_REVIEW = re.compile(r"peer review comments:?", re.IGNORECASE)
_ADDRESSED = re.compile(r"\(delete as addressed\)", re.IGNORECASE)
_ATTENDEES = re.compile(
    r"(?:[\w-]+ ){0,3}(?:attendees?|participants?)(?: list)?(?: \(.*\))?:?|(?:invited|invitees)(?: [\w-]+)?:?"
    r"|(?:people|those|attendees|participants) (?:that|who)\b.*\b(?:confirmed|invited?|coming|attending)\b.*",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(r"\bconfirmed", re.IGNORECASE)
_UNCONFIRMED = re.compile(r"\bnot\b|unconfirmed", re.IGNORECASE)
_INVITED = re.compile(r"\binvit", re.IGNORECASE)
_RULES = re.compile(r"\brules?\b|\badvice\b|conventions?\b|instructions for|peer review goals", re.IGNORECASE)
_MILESTONES = re.compile(r"milestones?|timeline|(?:important|key) dates|deadlines", re.IGNORECASE)
_LIST = re.compile(r"\b(?:topics?|projects?|ideas?)\b", re.IGNORECASE)
_TO_DISCUSS = re.compile(r"topics to\b", re.IGNORECASE)
_AFTER_TOPICS = re.compile(
    r"(?:see also|notes?|sponsors?|travel|venue|accommodation|hotels?|logistics|agenda|schedule"
    r"|social events?|contact us|external links)",
    re.IGNORECASE,
)
_STATES = (
    (re.compile(r"needs? (?:more )?work", re.IGNORECASE), ReviewState.NEEDS_WORK),
    (
        re.compile(r"needs? (?:peer )?review|unreviewed|to be reviewed", re.IGNORECASE),
        ReviewState.NEEDS_REVIEW,
    ),
    (re.compile(r"new (?:projects?|ideas?|topics?)", re.IGNORECASE), ReviewState.NEW),
    (re.compile(r"reviewed", re.IGNORECASE), ReviewState.REVIEWED),
    (re.compile(r"withdrawn (?:projects?|ideas?|topics?)", re.IGNORECASE), ReviewState.WITHDRAWN),
)


class PartKind(StrEnum):
    """What a part of the page is."""

    HEADING = "heading"
    TOPIC = "topic"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of lines that belong together; a topic's first line is its title."""

    kind: PartKind
    lines: tuple[Line, ...]


def outline(lines: Sequence[Line]) -> list[Part]:
    """Cut the page: a topic goes from the line above "Date of insert" to the next topic or heading."""
    titles = _titles(lines)
    parts: list[tuple[PartKind, list[Line]]] = []
    for n, line in enumerate(lines):
        in_topic = bool(parts) and parts[-1][0] is PartKind.TOPIC
        if n in titles:
            parts.append((PartKind.TOPIC, [line]))
        elif _ends_topic(lines, n, titles) if in_topic else _is_heading(lines, n):
            parts.append((PartKind.HEADING, [line]))
        elif in_topic or (parts and parts[-1][0] is PartKind.TEXT):
            parts[-1][1].append(line)
        else:
            parts.append((PartKind.TEXT, [line]))
    return [Part(kind=kind, lines=tuple(held)) for kind, held in parts]


def is_peer_review_heading(line: Line) -> bool:
    """Whether the line stands above a topic's comments."""
    return _PEER_REVIEW.fullmatch(line.text[:_LONGEST_HEADING]) is not None


def is_delete_as_addressed(line: Line) -> bool:
    """Whether the line is the template's reminder to delete comments that were dealt with."""
    return _ADDRESSED.fullmatch(line.words[:_LONGEST_HEADING]) is not None


def looks_like_heading(line: Line) -> bool:
    """Whether the line could be a heading by its own look: short, plain, no sentence, not indented."""
    if attendance_of(line.text):
        return True
    if line.indent or len(line.text) > _LONGEST_HEADING or line.text.endswith((".", ":", ";", ",", "!")):
        return False
    if list_item(line.text) is not None or labelled(line.text) or is_peer_review_heading(line):
        return False
    return not is_delete_as_addressed(line) and not comments_on(line) and "://" not in line.text


def attendance_of(heading: str) -> Status | None:
    """Return what a heading says of the people below it; None where it is about something else."""
    if len(heading) > _LONGEST_HEADING or not _ATTENDEES.fullmatch(heading):
        return None
    only_invited = _INVITED.search(heading) and not _CONFIRMED.search(heading)
    return Status.INVITED if only_invited or _UNCONFIRMED.search(heading) else Status.CONFIRMED


def review_state_of(heading: str) -> ReviewState | None:
    """Return the review state that a list of topics has by its heading."""
    return next((state for words, state in _STATES if words.search(heading)), None)


def sections_of(parts: Sequence[Part]) -> Iterator[Section]:
    """Yield the headings of the page with what stands under each."""
    for n, part in enumerate(parts):
        if part.kind is PartKind.HEADING:
            heading = part.lines[0].words
            holds_topics = n + 1 < len(parts) and parts[n + 1].kind is PartKind.TOPIC
            kind = _kind(heading, holds_topics=holds_topics)
            lists = kind in (SectionKind.TOPICS, SectionKind.CONTAINER)
            state = review_state_of(heading) if lists else None
            yield Section(line=part.lines[0].number, heading=heading, kind=kind, review_state=state)


def _kind(heading: str, *, holds_topics: bool) -> SectionKind:
    if attendance_of(heading):
        return SectionKind.ATTENDEES
    if holds_topics:
        return SectionKind.TOPICS if _LIST.search(heading) else SectionKind.AREA
    if _MILESTONES.search(heading):
        return SectionKind.MILESTONES
    if _RULES.search(heading):
        return SectionKind.RULES
    if review_state_of(heading) and _LIST.search(heading):
        return SectionKind.TOPICS
    return SectionKind.CONTAINER if _TO_DISCUSS.search(heading) else SectionKind.INFO


def _titles(lines: Sequence[Line]) -> set[int]:
    """Return which lines are titles: those above a date, and those that stand below a topic and quite alone.

    A line with two blank lines above it and below it is neither the text of the topic before it nor the
    heading of the one behind it: it is a topic of which nothing but the title was written.
    """
    dated = {n for n in range(len(lines) - 1) if begins_topic(lines[n + 1].text) and _can_be_title(lines[n])}
    titles = set(dated)
    for n in range(len(lines) - 2, min(dated, default=len(lines)), -1):
        is_alone = lines[n].gap > 1 and lines[n + 1].gap > 1 and n + 1 in titles
        if is_alone and looks_like_heading(lines[n]) and attendance_of(lines[n].words) is None:
            titles.add(n)
    return titles


def _can_be_title(line: Line) -> bool:
    is_text = list_item(line.text) is None and not line.indent and not comments_on(line)
    return is_text and labelled(line.text) is None and not is_peer_review_heading(line)


def _is_heading(lines: Sequence[Line], n: int) -> bool:
    """Whether a line outside a topic is a heading: it stands alone, or a list of people follows."""
    line = lines[n]
    if not looks_like_heading(line):
        return False
    following = lines[n + 1] if n + 1 < len(lines) else None
    has_list = following is not None and list_item(following.text) is not None
    is_first = n == 0 or line.gap > 0
    return (is_first and (following is None or following.gap > 0 or has_list)) or (
        has_list and attendance_of(line.words) is not None
    )


def _ends_topic(lines: Sequence[Line], n: int, titles: set[int]) -> bool:
    """Whether a line below a topic begins something else: a section that we know, or the next area.

    The template leaves two blank lines behind a topic and a heading one, so what stands two blank lines
    above the next title is still the topic's text.
    """
    line = lines[n]
    if not line.gap or not looks_like_heading(line):
        return False
    is_next_list = review_state_of(line.words) and _LIST.search(line.words)
    is_known = attendance_of(line.words) or _AFTER_TOPICS.fullmatch(line.words) or is_next_list
    if is_known and _is_heading(lines, n):
        return True
    for following in range(n + 1, min(n + 1 + _MOST_HEADINGS_IN_A_ROW, len(lines))):
        if lines[following].gap > 1 or len(lines[following - 1].text) > _LONGEST_AREA:
            return False
        if following in titles:
            return True
        if not looks_like_heading(lines[following]):
            return False
    return False
