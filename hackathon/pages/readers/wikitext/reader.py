"""Reads MediaWiki source with a template for each topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.metadata import Notice, Outreach, Revision, SectionKind
from hackathon.pages.model.page import Page, PageHandle, PageTopic
from hackathon.pages.model.source import count_lines
from hackathon.pages.readers.wikitext.hidden_notes import NOTE, read_note
from hackathon.pages.readers.wikitext.page_builder import PageBuilder
from hackathon.pages.readers.wikitext.page_parts import split_into_parts
from hackathon.pages.readers.wikitext.topics import TopicNote
from hackathon.pages.recognition.end_marker import check_last_line
from hackathon.pages.recognition.events.resolution import event_kind, with_resolved_dates
from hackathon.pages.recognition.questions import page_questions

_LOOKS = re.compile(
    r"\{\{\s{0,9}(?:GSoC[ _])?project\s{0,9}[|}]|^==[^=\n]{1,200}==[ \t]*(?:<!--.*)?$",
    re.IGNORECASE | re.MULTILINE,
)
_LOOKS_RENDERED = re.compile(r"^Date of insert:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """Values that the source of a page we wrote can't express; None for default values."""

    title: str | None = None
    site: str | None = None
    kind: EventKind | None = None
    outreach: Outreach | None = None
    notices: tuple[Notice, ...] = ()
    revision: Revision | None = None
    images: tuple[str, ...] = ()
    event: EventStatement | None = None
    handles: tuple[PageHandle, ...] | None = None


def looks_like(text: str) -> bool:
    """Whether the text has templates of topics, or headings between equals signs.

    A rendered page may quote such a template, or have one left broken out of it, beside its topics.
    """
    if NOTE.match(text):
        return True  # written by us
    return len(_LOOKS.findall(text)) > len(_LOOKS_RENDERED.findall(text))


def read(text: str, *, title: str | None = None, site: str | None = None) -> Page:
    """Read the page; nothing is invented and no line is lost.

    The title is not in the source of a page, so the caller passes it in. Raises NotAPage for other text and
    for a truncated page.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    note, is_ours = _page_note(text)
    walk = PageBuilder(title=title or note.title, known=note.event)
    for part, section in split_into_parts(text):
        walk.take(part, section)
    kind = note.kind or _kind(walk)
    if is_ours:
        check_last_line(text)
    else:
        _refuse_half_a_page(walk, kind)
    event = _event(walk, note.event)
    page = Page(
        title=walk.title,
        site=site or note.site,
        kind=kind,
        rendering="wikitext",
        lines=count_lines(text),
        chars=len(text),
        images=(*note.images, *walk.images),
        outreach=note.outreach,
        notices=note.notices,
        revision=note.revision,
        event=event,
        milestones=tuple(walk.milestones),
        sections=tuple(walk.sections),
        prose=tuple(walk.prose),
        topics=_decided(with_resolved_dates(walk.topics, event), walk.notes),
        attendees=tuple(walk.attendees),
        handles=note.handles,
        unplaced=tuple(walk.unplaced),
        chrome=tuple(walk.chrome),
    )
    return replace(page, questions=(*page_questions(page), *walk.questions))


def _page_note(text: str) -> tuple[PageNote, bool]:
    match = NOTE.match(text)
    note = read_note(match, "", PageNote) if match else None
    return note or PageNote(), note is not None


def _event(walk: PageBuilder, known: EventStatement | None) -> EventStatement | None:
    """Return when the event is: as it was noted while the page says the same, else as the page says now."""
    if walk.event is None or (known and walk.event.raw == known.raw):
        statement = known
    else:
        statement = replace(walk.event, slug=known.slug, zone=known.zone) if known else walk.event
    return statement and replace(statement, days=tuple(walk.days))


def _decided(topics: Sequence[PageTopic], notes: Sequence[TopicNote]) -> tuple[PageTopic, ...]:
    """Return the topics, each with the date that was decided on before the page was written."""
    return tuple(
        replace(topic, date_of_insert=note.date_of_insert) if _still_holds(topic, note) else topic
        for topic, note in zip(topics, notes, strict=True)
    )


def _still_holds(topic: PageTopic, note: TopicNote) -> bool:
    known, now = note.date_of_insert, topic.date_of_insert
    return known is not None and now is not None and known.raw == now.raw


def _kind(walk: PageBuilder) -> EventKind:
    gathers = walk.event is not None or bool(walk.attendees)
    return event_kind([walk.title or "", *(section.name for section in walk.sections)], gathers=gathers)


def _refuse_half_a_page(walk: PageBuilder, kind: EventKind) -> None:
    """Raise NotAPage for a page that we did not write where it has nothing of one, or not its end."""
    if not walk.topics and not walk.attendees:
        raise NotAPage(
            message(
                "This is not a hackathon or idea page: its source has no topic template ({{project|...}}) "
                "and no list of attendees. Please copy everything that the wiki shows under “Edit source”."
            )
        )
    has_people = any(section.kind is SectionKind.ATTENDEES for section in walk.sections)
    if kind is EventKind.HACKATHON and not has_people:
        raise NotAPage(
            message(
                "The page ends without a list of attendees, so it may be incomplete. Please copy the whole "
                "page again. If it is complete, add the line == Confirmed Attendees == at the end."
            )
        )
