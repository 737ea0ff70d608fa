"""Writes a page as wikitext that reads back as the same page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hackathon.core.domain.agenda import Agenda
from hackathon.pages.model.event import OpenDay, PageMilestone
from hackathon.pages.model.metadata import Section
from hackathon.pages.model.page import Page, PageAttendee, Prose, Unplaced
from hackathon.pages.model.source import Line
from hackathon.pages.readers.wikitext.hidden_notes import with_note
from hackathon.pages.readers.wikitext.inline import wikitext_line
from hackathon.pages.readers.wikitext.page_builder import (
    AGENDA,
    AGENDA_ENDS,
    CHROME,
    PageBuilder,
    StatementNote,
)
from hackathon.pages.readers.wikitext.page_parts import SourcePart, split_into_parts
from hackathon.pages.readers.wikitext.reader import PageNote, read
from hackathon.pages.readers.wikitext.templates import is_closed, is_one_value
from hackathon.pages.recognition.end_marker import LAST_LINE
from hackathon.pages.recognition.people.contact_lines import parse_attendee
from hackathon.pages.writers.wikitext.agenda_table import agenda_table
from hackathon.pages.writers.wikitext.markup import blocks_source, markdown_source
from hackathon.pages.writers.wikitext.placement import PlacedSection, Placement
from hackathon.pages.writers.wikitext.topics import topic_source

_A_TOPIC = "{{project|Project=x}}"
_PLAIN_FILE = re.compile(r"[\w .()-]{1,120}")


def write(page: Page, agenda: Agenda | None = None) -> str:
    """Return the page as MediaWiki source, with the published agenda as a table at the end.

    Reading it back gives the same page, except for line numbers; content without markup is kept in hidden
    comments.
    """
    note = PageNote(
        title=page.title,
        site=page.site,
        kind=page.kind,
        outreach=page.outreach,
        notices=page.notices,
        revision=page.revision,
        event=page.event and replace(page.event, days=()),
        handles=page.handles,
        images=() if _images_are_plain(page) else page.images,
    )
    # Written once without a note, and read: what does not come back so gets one.
    plan = Placement(page)
    is_stated = page.event is None or any(
        page.event.raw in block.text for prose in page.prose for block in prose.blocks
    )
    all_told = _Told(
        topics=frozenset(topic.n for topic in page.topics), items=_items(page), statement=is_stated
    )
    readable = _told(
        page, plan, read(_framed(note, _body(page, plan, agenda, all_told))), is_stated=is_stated
    )
    return _framed(note, _body(page, plan, agenda, readable))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the visible words alone give back: topics with their dates by number, days and milestones.

    `statement` is whether some line of the page says when the event is.
    """

    topics: frozenset[int]
    items: frozenset[OpenDay | PageMilestone]
    statement: bool


def _told(page: Page, plan: Placement, read_page: Page, *, is_stated: bool) -> _Told:
    dates = {topic.n: topic.date_of_insert for topic in page.topics}
    written = [topic.n for home in plan.homes for topic in home.topics]
    return _Told(
        topics=frozenset(
            n for n, topic in zip(written, read_page.topics, strict=True) if topic.date_of_insert == dates[n]
        ),
        items=_items(read_page),
        statement=is_stated,
    )


def _items(page: Page) -> frozenset[OpenDay | PageMilestone]:
    days: tuple[OpenDay | PageMilestone, ...] = page.event.days if page.event else ()
    return frozenset(replace(day, line=0) for day in (*days, *page.milestones))


def _framed(note: PageNote, body: str) -> str:
    return f"{with_note('', note)}\n{body}\n\n{LAST_LINE}\n"


def _body(page: Page, plan: Placement, agenda: Agenda | None, readable: _Told) -> str:
    return "\n\n".join(part for part in _parts(page, plan, agenda, readable) if part)


def _parts(page: Page, plan: Placement, agenda: Agenda | None, readable: _Told) -> Iterator[str]:
    """Yield the paragraphs, headings, lists and templates of the page, a blank line to be between them."""
    headings = _headings(plan)
    in_topics, others = _shared_out(page)
    if _images_are_plain(page) and page.images:
        yield "\n".join(f"[[File:{name}]]" for name in page.images)
    if page.event and not readable.statement:
        yield with_note(wikitext_line(page.event.raw), StatementNote(raw=page.event.raw))
    for home in plan.homes:
        if home.section:
            yield next(headings)
        for prose in home.prose:
            yield _prose(prose, home.section, page, is_alone=len(home.prose) == 1)
        if home.items:
            items = sorted(home.items, key=lambda item: item.line)
            yield "\n".join(_item(item, home, readable) for item in items)
        for topic in home.topics:
            stray = [_stray(line, page) for line in in_topics.get(topic.n, ())]
            yield topic_source(topic, stray, tells_date=topic.n in readable.topics)
    yield from _strays(others, page)
    yield from _furniture(page, agenda)


def _headings(plan: Placement) -> Iterator[str]:
    """Yield the headings, each with a note where its words and its level do not say what it begins."""
    homes = [home for home in plan.homes if home.section]
    plain = [_plain_heading(home.section) for home in homes if home.section]
    probe = "\n".join(
        f"{visible}\n{_A_TOPIC}" if home.topics else visible
        for home, visible in zip(homes, plain, strict=True)
    )
    read_back = [read_section for _, read_section in split_into_parts(probe) if read_section]
    for home, visible, read_section in zip(homes, plain, read_back, strict=True):
        if home.section:
            is_told = replace(read_section, line=home.section.line) == home.section
            yield visible if is_told else with_note(visible, home.section)


def _plain_heading(section: Section) -> str:
    marks = "=" * min(max(section.level, 1), 6)
    return f"{marks} {wikitext_line(section.name)} {marks}"


def _prose(prose: Prose, section: Section | None, page: Page, *, is_alone: bool) -> str:
    source = blocks_source(prose.blocks) if prose.markdown is None else markdown_source(prose.markdown)
    walk = PageBuilder(title=page.title, section=section, known=page.event, event=page.event)
    walk.take(SourcePart(line=prose.line, source=source), None)
    is_told = walk.prose == [prose] and not (walk.attendees or walk.milestones or walk.days or walk.unplaced)
    return source if is_told and is_alone else with_note(source, prose)


def _item(
    item: PageAttendee | OpenDay | PageMilestone | Unplaced, home: PlacedSection, readable: _Told
) -> str:
    visible = f"* {wikitext_line(item.text if isinstance(item, Unplaced) else item.raw)}"
    return visible if _is_told(item, home, readable) else with_note(visible, item)


def _is_told(
    item: PageAttendee | OpenDay | PageMilestone | Unplaced, home: PlacedSection, readable: _Told
) -> bool:
    match item:
        case PageAttendee():
            line = Line(number=item.line, text=item.raw, gap=0)
            is_plain = item.raw == " ".join(item.raw.split())
            return (
                is_plain and home.status is not None and parse_attendee(line, item.raw, home.status) == item
            )
        case OpenDay() | PageMilestone():
            return replace(item, line=0) in readable.items
        case _:
            return False


def _shared_out(page: Page) -> tuple[dict[int, list[Unplaced]], list[Unplaced]]:
    """Return the unplaced lines of each topic, by its number on the page, and those that stand outside."""
    begins = sorted(
        [(topic.line, topic.n) for topic in page.topics] + [(section.line, 0) for section in page.sections]
    )
    inside: dict[int, list[Unplaced]] = {}
    outside: list[Unplaced] = []
    for unplaced in page.unplaced:
        n = next((n for line, n in reversed(begins) if line <= unplaced.line), 0)
        is_inside = n and not _stands_alone([unplaced], page)
        (inside.setdefault(n, []) if is_inside else outside).append(unplaced)
    return inside, outside


def _stray(unplaced: Unplaced, page: Page) -> str:
    is_source = page.rendering == "wikitext" and is_one_value(unplaced.text) and "=" not in unplaced.text
    return unplaced.text if is_source else wikitext_line(unplaced.text).replace("=", "&#61;")


def _strays(unplaced: Sequence[Unplaced], page: Page) -> Iterator[str]:
    """Yield what stood nowhere, as the source that it was, or as a line of words with a note."""
    lines = list(unplaced)
    while lines:
        count = next((n for n in range(min(len(lines), 200), 0, -1) if _stands_alone(lines[:n], page)), 0)
        if count:
            yield "\n".join(line.text for line in lines[:count])
        else:
            yield with_note(wikitext_line(lines[0].text), lines[0])
        del lines[: max(count, 1)]


def _stands_alone(lines: Sequence[Unplaced], page: Page) -> bool:
    """Whether the lines are source of which nothing but these lines is read."""
    if page.rendering != "wikitext" or not lines[0].text.startswith("{"):
        return False
    source = "\n".join(line.text for line in lines)
    if not is_closed(source) or [part.source for part, _ in split_into_parts(source)] != [source]:
        return False
    walk = PageBuilder(title=None)
    walk.take(SourcePart(line=1, source=source), None)
    is_only = not (walk.prose or walk.images or walk.chrome or walk.attendees)
    return is_only and [line.text for line in walk.unplaced] == [line.text for line in lines]


def _furniture(page: Page, agenda: Agenda | None) -> Iterator[str]:
    """Yield the agenda, and what the wiki needs at the end of its page: categories and switches."""
    lines = [line.text for line in page.chrome] if page.rendering == "wikitext" else []
    kept = "\n".join(line for line in lines if CHROME.fullmatch(line))
    if agenda:
        yield f"{AGENDA}\n== Agenda ==\n{agenda_table(agenda)}\n{AGENDA_ENDS}"
    elif AGENDA in lines and AGENDA_ENDS in lines:
        yield "\n".join(lines[lines.index(AGENDA) : lines.index(AGENDA_ENDS) + 1])
    if kept:
        yield kept


def _images_are_plain(page: Page) -> bool:
    return all(_PLAIN_FILE.fullmatch(name) for name in page.images)
