"""A page written as wiki source, so that reading it back gives the same page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hackathon.domain.agenda import Agenda
from hackathon.domain.wiki.ending import LAST_LINE
from hackathon.domain.wiki.event import OpenDay, PageMilestone
from hackathon.domain.wiki.page import Page, PageAttendee, Prose, Unplaced
from hackathon.domain.wiki.people import attendee
from hackathon.domain.wiki.rendered.frame import Section
from hackathon.domain.wiki.source import Line
from hackathon.domain.wiki.wikitext.agendatable import agenda_table
from hackathon.domain.wiki.wikitext.inline import guarded
from hackathon.domain.wiki.wikitext.projectsource import project_source
from hackathon.domain.wiki.wikitext.sidenotes import with_note
from hackathon.domain.wiki.wikitext.template import is_closed, is_one_value
from hackathon.domain.wiki.wikitext.wikiparts import SourcePart, parts_of
from hackathon.domain.wiki.wikitext.wikiplan import Home, Plan
from hackathon.domain.wiki.wikitext.wikisource import source_of_blocks, source_of_markdown
from hackathon.domain.wiki.wikitext.wikitext import PageNote, read
from hackathon.domain.wiki.wikitext.wikiwalk import AGENDA, AGENDA_ENDS, CHROME, Stated, Walk

_A_TOPIC = "{{project|Project=x}}"
_PLAIN_FILE = re.compile(r"[\w .()-]{1,120}")


def wikitext(page: Page, agenda: Agenda | None = None) -> str:
    """Return the page as MediaWiki source, and the published agenda as a table at its end.

    Reading it back gives the same page, but for the numbers of lines; what the wiki has no markup for stands
    in comments that it does not show.
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
    plan = Plan(page)
    is_stated = page.event is None or any(
        page.event.raw in block.text for prose in page.prose for block in prose.blocks
    )
    all_told = _Told(
        topics=frozenset(topic.n for topic in page.topics), items=_items(page), statement=is_stated
    )
    told = _told(page, plan, read(_framed(note, _body(page, plan, agenda, all_told))), is_stated=is_stated)
    return _framed(note, _body(page, plan, agenda, told))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the visible words alone give back: topics with their dates by number, days and milestones.

    `statement` is whether some line of the page says when the event is.
    """

    topics: frozenset[int]
    items: frozenset[OpenDay | PageMilestone]
    statement: bool


def _told(page: Page, plan: Plan, found: Page, *, is_stated: bool) -> _Told:
    dates = {topic.n: topic.date_of_insert for topic in page.topics}
    written = [topic.n for home in plan.homes for topic in home.topics]
    return _Told(
        topics=frozenset(
            n for n, topic in zip(written, found.topics, strict=True) if topic.date_of_insert == dates[n]
        ),
        items=_items(found),
        statement=is_stated,
    )


def _items(page: Page) -> frozenset[OpenDay | PageMilestone]:
    days: tuple[OpenDay | PageMilestone, ...] = page.event.days if page.event else ()
    return frozenset(replace(each, line=0) for each in (*days, *page.milestones))


def _framed(note: PageNote, body: str) -> str:
    return f"{with_note('', note)}\n{body}\n\n{LAST_LINE}\n"


def _body(page: Page, plan: Plan, agenda: Agenda | None, told: _Told) -> str:
    return "\n\n".join(part for part in _parts(page, plan, agenda, told) if part)


def _parts(page: Page, plan: Plan, agenda: Agenda | None, told: _Told) -> Iterator[str]:
    """Yield the paragraphs, headings, lists and templates of the page, a blank line to be between them."""
    headings = _headings(plan)
    in_topics, others = _shared_out(page)
    if _images_are_plain(page) and page.images:
        yield "\n".join(f"[[File:{name}]]" for name in page.images)
    if page.event and not told.statement:
        yield with_note(guarded(page.event.raw), Stated(raw=page.event.raw))
    for home in plan.homes:
        if home.section:
            yield next(headings)
        for prose in home.prose:
            yield _prose(prose, home.section, page, is_alone=len(home.prose) == 1)
        if home.items:
            items = sorted(home.items, key=lambda item: item.line)
            yield "\n".join(_item(item, home, told) for item in items)
        for topic in home.topics:
            stray = [_stray(each, page) for each in in_topics.get(topic.n, ())]
            yield project_source(topic, stray, tells_date=topic.n in told.topics)
    yield from _strays(others, page)
    yield from _furniture(page, agenda)


def _headings(plan: Plan) -> Iterator[str]:
    """Yield the headings, each with a note where its words and its level do not say what it begins."""
    homes = [home for home in plan.homes if home.section]
    plain = [_plain_heading(home.section) for home in homes if home.section]
    probe = "\n".join(
        f"{visible}\n{_A_TOPIC}" if home.topics else visible
        for home, visible in zip(homes, plain, strict=True)
    )
    read_back = [found for _, found in parts_of(probe) if found]
    for home, visible, found in zip(homes, plain, read_back, strict=True):
        if home.section:
            is_told = replace(found, line=home.section.line) == home.section
            yield visible if is_told else with_note(visible, home.section)


def _plain_heading(section: Section) -> str:
    marks = "=" * min(max(section.level, 1), 6)
    return f"{marks} {guarded(section.name)} {marks}"


def _prose(prose: Prose, section: Section | None, page: Page, *, is_alone: bool) -> str:
    source = source_of_blocks(prose.blocks) if prose.markdown is None else source_of_markdown(prose.markdown)
    walk = Walk(title=page.title, section=section, known=page.event, event=page.event)
    walk.take(SourcePart(line=prose.line, source=source), None)
    is_told = walk.prose == [prose] and not (walk.attendees or walk.milestones or walk.days or walk.unplaced)
    return source if is_told and is_alone else with_note(source, prose)


def _item(item: PageAttendee | OpenDay | PageMilestone | Unplaced, home: Home, told: _Told) -> str:
    visible = f"* {guarded(item.text if isinstance(item, Unplaced) else item.raw)}"
    return visible if _is_told(item, home, told) else with_note(visible, item)


def _is_told(item: PageAttendee | OpenDay | PageMilestone | Unplaced, home: Home, told: _Told) -> bool:
    match item:
        case PageAttendee():
            line = Line(number=item.line, text=item.raw, gap=0)
            is_plain = item.raw == " ".join(item.raw.split())
            return is_plain and home.status is not None and attendee(line, item.raw, home.status) == item
        case OpenDay() | PageMilestone():
            return replace(item, line=0) in told.items
        case _:
            return False


def _shared_out(page: Page) -> tuple[dict[int, list[Unplaced]], list[Unplaced]]:
    """Return the unplaced lines of each topic, by its number on the page, and those that stand outside."""
    begins = sorted(
        [(topic.line, topic.n) for topic in page.topics] + [(section.line, 0) for section in page.sections]
    )
    inside: dict[int, list[Unplaced]] = {}
    outside: list[Unplaced] = []
    for each in page.unplaced:
        n = next((n for line, n in reversed(begins) if line <= each.line), 0)
        is_inside = n and not _stands_alone([each], page)
        (inside.setdefault(n, []) if is_inside else outside).append(each)
    return inside, outside


def _stray(each: Unplaced, page: Page) -> str:
    is_source = page.rendering == "wikitext" and is_one_value(each.text) and "=" not in each.text
    return each.text if is_source else guarded(each.text).replace("=", "&#61;")


def _strays(unplaced: Sequence[Unplaced], page: Page) -> Iterator[str]:
    """Yield what stood nowhere, as the source that it was, or as a line of words with a note."""
    lines = list(unplaced)
    while lines:
        count = next((n for n in range(min(len(lines), 200), 0, -1) if _stands_alone(lines[:n], page)), 0)
        if count:
            yield "\n".join(each.text for each in lines[:count])
        else:
            yield with_note(guarded(lines[0].text), lines[0])
        del lines[: max(count, 1)]


def _stands_alone(lines: Sequence[Unplaced], page: Page) -> bool:
    """Whether the lines are source of which nothing but these lines is read."""
    if page.rendering != "wikitext" or not lines[0].text.startswith("{"):
        return False
    source = "\n".join(each.text for each in lines)
    if not is_closed(source) or [part.source for part, _ in parts_of(source)] != [source]:
        return False
    walk = Walk(title=None)
    walk.take(SourcePart(line=1, source=source), None)
    is_only = not (walk.prose or walk.images or walk.chrome or walk.attendees)
    return is_only and [each.text for each in walk.unplaced] == [each.text for each in lines]


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
