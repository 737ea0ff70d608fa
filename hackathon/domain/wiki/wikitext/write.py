"""A page written as wiki source, so that reading it back gives the same page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hackathon.domain.agenda import Agenda
from hackathon.domain.wiki.event import EventStatement, OpenDay, PageMilestone
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
from hackathon.domain.wiki.wikitext.wikitext import END, PageNote, read
from hackathon.domain.wiki.wikitext.wikiwalk import AGENDA, AGENDA_ENDS, CHROME, Walk

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
        handles=page.handles,
        images=() if _images_are_plain(page) else page.images,
    )
    # What the text alone does not give back is noted: dates that somebody decided, years that were judged.
    plan = Plan(page)
    dates = {topic.n: topic.date_of_insert for topic in page.topics}
    found = read(_framed(note, _body(page, plan, agenda, noted_dates=frozenset())))
    if _without_lines(found.event) != _without_lines(page.event):
        note = replace(note, event=page.event)
    if [replace(each, line=0) for each in found.milestones] != [
        replace(each, line=0) for each in page.milestones
    ]:
        note = replace(note, milestones=page.milestones)
    written = [topic.n for home in plan.homes for topic in home.topics]
    differing = (
        n for n, topic in zip(written, found.topics, strict=True) if topic.date_of_insert != dates[n]
    )
    return _framed(note, _body(page, plan, agenda, noted_dates=frozenset(differing)))


def _framed(note: PageNote, body: str) -> str:
    return f"{with_note('', note)}\n{body}\n\n{END}\n"


def _dates(page: Page) -> list[PageMilestone]:
    return [replace(each, line=0) for each in page.milestones]


def _without_lines(event: EventStatement | None) -> EventStatement | None:
    return event and replace(event, line=0, days=tuple(replace(day, line=0) for day in event.days))


def _body(page: Page, plan: Plan, agenda: Agenda | None, *, noted_dates: frozenset[int]) -> str:
    parts = _parts(page, plan, agenda, noted_dates)
    return "\n\n".join(part for part in parts if part)


def _parts(page: Page, plan: Plan, agenda: Agenda | None, noted_dates: frozenset[int]) -> Iterator[str]:
    """Yield the paragraphs, headings, lists and templates of the page, a blank line to be between them."""
    headings = _headings(plan)
    in_topics, others = _shared_out(page)
    if _images_are_plain(page) and page.images:
        yield "\n".join(f"[[File:{name}]]" for name in page.images)
    for home in plan.homes:
        if home.section:
            yield next(headings)
        for prose in home.prose:
            yield _prose(prose, home.section, page, is_alone=len(home.prose) == 1)
        if home.items:
            yield "\n".join(_item(item, home) for item in sorted(home.items, key=lambda item: item.line))
        for topic in home.topics:
            stray = [_stray(each, page) for each in in_topics.get(topic.n, ())]
            yield project_source(topic, stray, tells_date=topic.n not in noted_dates)
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
    walk = Walk(title=page.title, section=section, event=page.event)
    walk.take(SourcePart(line=prose.line, source=source), None)
    is_told = walk.prose == [prose] and not (walk.attendees or walk.milestones or walk.days or walk.unplaced)
    return source if is_told and is_alone else with_note(source, prose)


def _item(item: PageAttendee | OpenDay | PageMilestone | Unplaced, home: Home) -> str:
    if isinstance(item, Unplaced):
        return with_note(f"* {guarded(item.text)}", item)
    visible = f"* {guarded(item.raw)}"
    if not isinstance(item, PageAttendee):
        return visible
    line = Line(number=item.line, text=item.raw, gap=0)
    is_told = bool(home.status) and item.raw == " ".join(item.raw.split())
    return (
        visible
        if is_told and home.status and attendee(line, item.raw, home.status) == item
        else with_note(visible, item)
    )


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
