"""A wiki page comes in: from the text of a rendered page to a `Page`."""

from collections.abc import Sequence
from dataclasses import replace

from hackathon.domain.attendance import EventKind
from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki import about
from hackathon.domain.wiki.ending import check_end, questions_about_end
from hackathon.domain.wiki.fields import begins_topic
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.questions import questions_of
from hackathon.domain.wiki.rendered.flattened import Unflattened, unflatten
from hackathon.domain.wiki.rendered.frame import Outreach
from hackathon.domain.wiki.rendered.furniture import Cleared, clear
from hackathon.domain.wiki.rendered.renderings import Rendering, rendering_of
from hackathon.domain.wiki.rendered.sections import with_implied_lists
from hackathon.domain.wiki.rendered.walk import Walk, walk
from hackathon.domain.wiki.settling import kind_of, with_settled_dates
from hackathon.domain.wiki.source import Line, count_lines, lines_of
from hackathon.domain.wiki.texts import BlockKind


def read(text: str) -> Page:
    """Return what stands on the page; nothing is invented and no line is lost.

    The text is that of a rendered page of MediaWiki or of GitHub's wiki, as pasted or printed, or flattened
    from a table. What a person must decide is in `questions`, what found no home in `unplaced`. Raises
    NotAPage for another text and for half a page.
    """
    lines = lines_of(text)
    rendering = rendering_of(lines)
    table = unflatten(lines) if rendering.is_table else Unflattened(lines=tuple(lines), bars=())
    cleared = clear(table.lines)
    _refuse_headless(cleared.lines)
    parts = with_implied_lists(rendering.cut(cleared.lines))
    found = walk(parts, cleared, rendering.opens)
    _refuse_other(found)
    names = [cleared.title or "", *(section.heading for section in found.sections)]
    kind = kind_of(names, gathers=found.has_people or found.event is not None)
    is_whole = _has_foot(cleared)
    if not is_whole:
        check_end(kind, parts, found.topics, found.sections)
    site, site_from = _site(cleared, found, rendering)
    page = Page(
        title=cleared.title,
        site=site,
        site_from=site_from,
        kind=kind,
        outreach=_outreach(cleared, found) if kind is EventKind.IDEA_LIST else None,
        rendering=rendering.name,
        lines=count_lines(text),
        chars=len(text),
        images=cleared.images,
        notices=cleared.notices,
        revision=cleared.revision,
        event=replace(found.event, days=tuple(found.days)) if found.event else None,
        milestones=tuple(found.milestones),
        sections=tuple(found.sections),
        prose=tuple(found.prose),
        topics=with_settled_dates(found.topics, found.event),
        attendees=tuple(found.attendees),
        unplaced=tuple(sorted(found.unplaced, key=lambda unplaced: unplaced.line)),
        chrome=tuple(sorted((*cleared.chrome, *table.bars), key=lambda line: line.number)),
    )
    at_end = () if is_whole else questions_about_end(parts, found.topics, found.sections)
    return replace(page, questions=(*questions_of(page), *at_end))


def _has_foot(cleared: Cleared) -> bool:
    """Whether the page ends with what its wiki puts below every page, so that nothing was cut off."""
    last = cleared.lines[-1].number if cleared.lines else 0
    return any(line.number > last for line in cleared.chrome)


def _refuse_headless(lines: Sequence[Line]) -> None:
    if lines and begins_topic(lines[0].text):
        raise NotAPage(
            f'The page breaks off at its beginning: line {lines[0].number} ("Date of insert") has no title '
            "above it. Copy the whole page again."
        )


def _refuse_other(found: Walk) -> None:
    if not found.topics and not found.has_people:
        raise NotAPage(
            'This is no hackathon or idea page: it has no topic (a title above a line "Date of insert: …", '
            'or closed by a line "Difficulty: …") and no list of attendees. Copy the text of the page as the '
            "browser shows it."
        )


def _outreach(cleared: Cleared, found: Walk) -> Outreach | None:
    headings = [section.heading for section in found.sections]
    notices = [notice.text for notice in cleared.notices]
    written = [each for prose in found.prose for each in prose.blocks if each.kind is not BlockKind.VERBATIM]
    return about.outreach_of([cleared.title or "", *headings, *notices, *(block.text for block in written)])


def _site(cleared: Cleared, found: Walk, rendering: Rendering) -> tuple[str | None, int | None]:
    """Return the site by its own line, by a heading, or by a link; and the line of that link."""
    if cleared.site:
        return cleared.site, None
    if rendering.is_on_github and (repository := about.repository_in(cleared.lines)):
        return f"GitHub wiki of {repository[0]}", repository[1]
    return about.site_in_heading([section.heading for section in found.sections]), None
