"""Reads the text of a rendered page."""

from collections.abc import Sequence
from dataclasses import replace

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.metadata import Outreach
from hackathon.pages.model.page import Page
from hackathon.pages.model.source import Line, count_lines, lines_of
from hackathon.pages.model.texts import BlockKind
from hackathon.pages.readers.rendered.chrome import PageBody, remove_chrome
from hackathon.pages.readers.rendered.completeness import check_completeness, completeness_questions
from hackathon.pages.readers.rendered.flattened_table import RestoredLines, restore_lines
from hackathon.pages.readers.rendered.page_builder import PageBuilder, build_page
from hackathon.pages.readers.rendered.renderings import Rendering, rendering_of
from hackathon.pages.readers.rendered.sections import with_implied_lists
from hackathon.pages.recognition.events import outreach
from hackathon.pages.recognition.events.resolution import event_kind, with_resolved_dates
from hackathon.pages.recognition.labels.fields import begins_topic
from hackathon.pages.recognition.questions import page_questions


def read(text: str) -> Page:
    """Read the page; nothing is invented and no line is lost.

    The text is a rendered page of MediaWiki or GitHub's wiki, as pasted or printed, or flattened from a
    table. `questions` are for a person to answer, `unplaced` are lines that were not recognized. Raises
    NotAPage for other text and for a truncated page.
    """
    lines = lines_of(text)
    rendering = rendering_of(lines)
    table = restore_lines(lines) if rendering.is_table else RestoredLines(lines=tuple(lines), bars=())
    cleared = remove_chrome(table.lines)
    _refuse_headless(cleared.lines)
    parts = with_implied_lists(rendering.cut(cleared.lines))
    builder = build_page(parts, cleared, rendering.opens)
    _refuse_other(builder)
    names = [cleared.title or "", *(section.heading for section in builder.sections)]
    kind = event_kind(names, gathers=builder.has_people or builder.event is not None)
    is_whole = _has_foot(cleared)
    if not is_whole:
        check_completeness(kind, parts, builder.topics, builder.sections)
    site, site_from = _site(cleared, builder, rendering)
    page = Page(
        title=cleared.title,
        site=site,
        site_from=site_from,
        kind=kind,
        outreach=_outreach(cleared, builder) if kind is EventKind.IDEA_LIST else None,
        rendering=rendering.name,
        lines=count_lines(text),
        chars=len(text),
        images=cleared.images,
        notices=cleared.notices,
        revision=cleared.revision,
        event=replace(builder.event, days=tuple(builder.days)) if builder.event else None,
        milestones=tuple(builder.milestones),
        sections=tuple(builder.sections),
        prose=tuple(builder.prose),
        topics=with_resolved_dates(builder.topics, builder.event),
        attendees=tuple(builder.attendees),
        unplaced=tuple(sorted(builder.unplaced, key=lambda unplaced: unplaced.line)),
        chrome=tuple(sorted((*cleared.chrome, *table.bars), key=lambda line: line.number)),
    )
    at_end = () if is_whole else completeness_questions(parts, builder.topics, builder.sections)
    return replace(page, questions=(*page_questions(page), *at_end))


def _has_foot(cleared: PageBody) -> bool:
    """Whether the page ends with what its wiki puts below every page, so that nothing was cut off."""
    last = cleared.lines[-1].number if cleared.lines else 0
    return any(line.number > last for line in cleared.chrome)


def _refuse_headless(lines: Sequence[Line]) -> None:
    if lines and begins_topic(lines[0].text):
        raise NotAPage(
            message(
                "The beginning of the page is missing: line %(line)s (“Date of insert”) has no title above "
                "it. Please copy the whole page again.",
                line=lines[0].number,
            )
        )


def _refuse_other(builder: PageBuilder) -> None:
    if not builder.topics and not builder.has_people:
        raise NotAPage(
            message(
                "This is not a hackathon or idea page: it has no topic (a title above a line “Date of "
                "insert: …”, or followed by a line “Difficulty: …”) and no list of attendees. Please copy "
                "the text of the page as the browser shows it."
            )
        )


def _outreach(cleared: PageBody, builder: PageBuilder) -> Outreach | None:
    headings = [section.heading for section in builder.sections]
    notices = [notice.text for notice in cleared.notices]
    written = [
        block for prose in builder.prose for block in prose.blocks if block.kind is not BlockKind.VERBATIM
    ]
    return outreach.find_outreach(
        [cleared.title or "", *headings, *notices, *(block.text for block in written)]
    )


def _site(cleared: PageBody, builder: PageBuilder, rendering: Rendering) -> tuple[str | None, int | None]:
    """Return the site by its own line, by a heading, or by a link; and the line of that link."""
    if cleared.site:
        return cleared.site, None
    if rendering.is_on_github and (repository := outreach.find_repository(cleared.lines)):
        return f"GitHub wiki of {repository[0]}", repository[1]
    return outreach.site_in_heading([section.heading for section in builder.sections]), None
