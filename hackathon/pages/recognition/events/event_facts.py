"""Reads the time and place of an event from labels, sentences, or a line with date and place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from hackathon.pages.document.blocks import Definition, Document, TextLine, plain_line, text_lines
from hackathon.pages.model.event import EventStatement
from hackathon.pages.recognition.collections.section_words import SectionTopic, section_topic
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.events.event_days import find_event_days
from hackathon.pages.recognition.events.event_sentences import is_about_gathering
from hackathon.pages.recognition.events.place_lines import ONLY_DAYS, find_place, place_behind_days
from hackathon.pages.recognition.events.places import is_zone_city
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label

_HAPPENS = re.compile(
    r"\b(?:takes? place|took place|taking place|will be held|is held|be held|held|we meet|meets?|happens?"
    r"|there (?:will be|is) an?|hosted|(?:will )?run(?:s|ning)? from|join us|findet .{0,60}statt"
    r"|wir treffen uns|aura lieu|se celebra"
    r"|tendr[aá] lugar)\b",
    re.IGNORECASE,
)
_NOT_EVENT = re.compile(
    r"\b(?:deadline|registration|register|proposals?|submi\w+|opens?|closes?|due|apply|application"
    r"|until|starting|weekly|each year|annual(?:ly)?"
    r"|last updated|opened on|copyright|\N{COPYRIGHT SIGN}|edited|modified"
    r"|exported|payment|preparation|training|published|call for"
    r"|results? (?:are )?announced)\b",
    re.IGNORECASE,
)
_ISO_TIMES = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_BEHIND = re.compile(r"[.;,|]\s+(?:dates?|when|datum|wann)\s?:\s", re.IGNORECASE)
_WELCOME = re.compile(
    r"^(?:welcome to (?:the )?(?:(?:web ?page|page|home ?page|wiki|site|website) (?:for|of) )?(?:the )?"
    r"|archived/)(.{3,120}?)!?$",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_SITE = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}|\N{MIDDLE DOT}]\s+[^-\N{EN DASH}\N{EM DASH}|]{2,60}$")
_OUTSIDE = frozenset({SectionTopic.DATES, SectionTopic.TOPICS, SectionTopic.RULES})
_MOST_LINES = 400
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    starts: date
    ends: date
    text: str
    line: TextLine
    place: tuple[str, str | None, str] | None


def page_title(document: Document, root: PageSection) -> str | None:
    """Return the title of the page: its first heading, its title, or an email's subject."""
    subject = document.metadata.get("subject") or document.metadata.get("betreff")
    if isinstance(subject, str):
        return _REPLY.sub("", subject).strip() or None
    first = root.children[0] if root.children else None
    lowest = min((child.level for child in root.children), default=0)
    is_only = sum(child.level == lowest for child in root.children) == 1
    if first and first.level == lowest and (is_only or first.level == 1 or not root.blocks):
        return first.words
    if document.format == "html" and document.title:
        return _SITE.sub("", document.title)
    return document.title or None


def event_name(document: Document, title: str | None) -> str | None:
    """Return the event's name within a title such as "Welcome to the page of the 9th Week!"."""
    if title is None:
        return None
    match = _WELCOME.match(title)
    name = match[1] if match else title
    if document.format == "mail":
        return name.partition(":")[0].strip() or name
    return name


def read_event(
    document: Document, root: PageSection, title: str | None, skip: frozenset[int]
) -> EventStatement | None:
    """Return when and where the event is; None where no day is surely the event's.

    `skip` are lines that belong to topics and people.
    """
    lines = list(_lines(root, skip))
    year = _year(title)
    candidates = [
        found for n, entry in enumerate(lines) if (found := _candidate(entry, lines[n + 1 : n + 2], year))
    ]
    times = _times(document)
    best = max(candidates, key=lambda found: found.score, default=None)
    if times and (best is None or best.score < 3):
        source = lines[0][1] if lines else TextLine(1, (), "")
        best = _Candidate(3, *times, source.text, source, _first_place(lines))
    if best is None:
        return None
    place = best.place or _labelled_place(lines) or find_place((title or "")[:_LONGEST])
    zone = _zone(lines)
    city, country, words = place or (None, None, None)
    return EventStatement(
        raw=best.text, line=best.line.number, name=None, starts=best.starts, ends=best.ends,
        place=words, city=city, country=country, zone=zone,
    )  # fmt: skip


def _lines(root: PageSection, skip: frozenset[int]) -> Iterator[tuple[SectionTopic | None, TextLine]]:
    count = 0
    for section in root.walk():
        topic = section_topic(section.words)
        for line in (section.title, *_below_label(section), *_terms(section), *text_lines(section.blocks)):
            if line.number in skip or not line.text or line.number == 0:
                continue
            count += 1
            if count > _MOST_LINES:
                return
            yield topic, line


def _terms(section: PageSection) -> Iterator[TextLine]:
    """Yield terms such as "Date" on one line with what stands behind them."""
    for block in section.blocks:
        if isinstance(block, Definition) and field_for_label(block.term.text) in (Field.DATES, Field.PLACE):
            value = " ".join(line.text for line in text_lines(block.blocks))
            if value and len(value) < _LONGEST:
                yield plain_line(block.line, f"{block.term.text.strip(' :')}: {value}")


def _below_label(section: PageSection) -> Iterator[TextLine]:
    """Yield what stands right below a heading such as "When", as if it stood behind that word."""
    field = field_for_label(section.words.strip(" :?"))
    first = next(text_lines(section.blocks), None)
    if field in (Field.DATES, Field.PLACE) and first and len(first.text) < _LONGEST:
        yield plain_line(first.number, f"{section.words.strip(' :?')}: {first.text}")


def _candidate(
    entry: tuple[SectionTopic | None, TextLine],
    following: Sequence[tuple[SectionTopic | None, TextLine]],
    year: int | None,
) -> _Candidate | None:
    topic, line = entry
    goes_on = [more for _, more in following if more.number == line.number + 1]
    text = f"{line.text} {goes_on[0].text}" if goes_on else line.text
    text = text[:_LONGEST]
    label, colon, _ = line.text.partition(":")
    field = field_for_label(label) if colon and len(label) < 40 else None
    field = Field.DATES if field is Field.PLACE and _DATE_BEHIND.search(line.text) else field
    happens = _HAPPENS.search(text)
    days = find_event_days(text, year if field is Field.DATES or happens else None)
    if days is None or days[2] > len(line.text):
        return None
    starts, ends, position = days
    if (ends - starts).days > 45:
        return None
    before = text[:position]
    place = _place_after(line.text, position) or _place_after(text, position) or place_behind_days(line.text)
    score = 0.0
    if field is Field.DATES:
        score += 4
    elif field is not None:
        return None
    score += 3 if happens else 0
    score += 1.5 if place else 0
    score += 1 if is_about_gathering(text) else 0
    score += 0.5 if starts != ends else 0
    score += 1 if ONLY_DAYS.fullmatch(line.text) else 0
    score += 1.5 if line.number < 12 and len(line.text) < 90 and not happens else 0
    score -= 4 if _NOT_EVENT.search(before[-80:]) and field is not Field.DATES else 0
    score -= 3 if topic in _OUTSIDE else 0
    score -= 1.5 if topic is SectionTopic.INFORMATION and field is not Field.DATES else 0
    return (
        _Candidate(score - line.number / 10_000, starts, ends, text if happens else line.text, line, place)
        if score >= 2.5
        else None
    )


def _times(document: Document) -> tuple[date, date] | None:
    """Return the days that HTML's `time` elements give."""
    values = document.metadata.get("times")
    days = []
    for value in values if isinstance(values, list) else []:
        if isinstance(value, str) and (match := _ISO_TIMES.match(value)):
            try:
                days.append(date.fromisoformat(match.group()))
            except ValueError:
                continue
    return (min(days), max(days)) if days and (max(days) - min(days)).days < 15 else None


def _year(title: str | None) -> int | None:
    match = re.search(r"(?<!\d)(20\d\d)(?!\d)", title or "")
    return int(match[1]) if match else None


def _place_after(text: str, position: int) -> tuple[str, str | None, str] | None:
    """Return city, country and the words of the place in a sentence with a date."""
    return find_place(text[position:]) or find_place(text[:position])


def _labelled_place(
    lines: Sequence[tuple[SectionTopic | None, TextLine]],
) -> tuple[str, str | None, str] | None:
    for _, line in lines:
        label, colon, value = line.text.partition(":")
        if colon and len(label) < 40 and field_for_label(label) is Field.PLACE and value.strip():
            place = find_place(value)
            if place is None and is_zone_city(value.strip(" .")):
                place = value.strip(" ."), None, value.strip(" .")
            if place:
                return place
    return None


def _first_place(lines: Sequence[tuple[SectionTopic | None, TextLine]]) -> tuple[str, str | None, str] | None:
    return next((place for _, line in lines[:40] if (place := find_place(line.text[:_LONGEST]))), None)


def _zone(lines: Sequence[tuple[SectionTopic | None, TextLine]]) -> str | None:
    for _, line in lines:
        label, colon, value = line.text.partition(":")
        if colon and len(label) < 40 and field_for_label(label) is Field.TIME_ZONE:
            zone = value.strip().split(" ")[0]
            return zone if zone in available_timezones() else None
    return None
