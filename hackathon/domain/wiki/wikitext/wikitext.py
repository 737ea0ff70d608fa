"""A wiki page comes in as its source: MediaWiki wikitext with a template for each topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hackathon.domain.attendance import EventKind
from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki.ending import check_last_line
from hackathon.domain.wiki.event import EventStatement
from hackathon.domain.wiki.page import Page, PageHandle, PageTopic
from hackathon.domain.wiki.questions import questions_of
from hackathon.domain.wiki.rendered.frame import Notice, Outreach, Revision, SectionKind
from hackathon.domain.wiki.settling import kind_of, with_settled_dates
from hackathon.domain.wiki.source import count_lines
from hackathon.domain.wiki.wikitext.projects import TopicNote
from hackathon.domain.wiki.wikitext.sidenotes import NOTE, noted
from hackathon.domain.wiki.wikitext.wikiparts import parts_of
from hackathon.domain.wiki.wikitext.wikiwalk import Walk

_LOOKS = re.compile(
    r"\{\{\s{0,9}(?:GSoC[ _])?project\s{0,9}[|}]|^==[^=\n]{1,200}==[ \t]*(?:<!--.*)?$",
    re.IGNORECASE | re.MULTILINE,
)
_LOOKS_RENDERED = re.compile(r"^Date of insert:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNote:
    """What stands nowhere in the source of a page that we wrote; None where it goes without saying."""

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
    """Return what stands on the page; nothing is invented and no line is lost.

    The title is not in the source of a page, so it is given by what it came in. Raises NotAPage for another
    text and for half a page.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    note, is_ours = _page_note(text)
    walk = Walk(title=title or note.title, known=note.event)
    for part, section in parts_of(text):
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
        topics=_decided(with_settled_dates(walk.topics, event), walk.notes),
        attendees=tuple(walk.attendees),
        handles=note.handles,
        unplaced=tuple(walk.unplaced),
        chrome=tuple(walk.chrome),
    )
    return replace(page, questions=(*questions_of(page), *walk.questions))


def _page_note(text: str) -> tuple[PageNote, bool]:
    found = NOTE.match(text)
    note = noted(found, "", PageNote) if found else None
    return note or PageNote(), note is not None


def _event(walk: Walk, known: EventStatement | None) -> EventStatement | None:
    """Return when the event is: as it was noted while the page says the same, else as the page says now."""
    if walk.event is None or (known and walk.event.raw == known.raw):
        found = known
    else:
        found = replace(walk.event, slug=known.slug, zone=known.zone) if known else walk.event
    return found and replace(found, days=tuple(walk.days))


def _decided(topics: Sequence[PageTopic], notes: Sequence[TopicNote]) -> tuple[PageTopic, ...]:
    """Return the topics, each with the date that was decided on before the page was written."""
    return tuple(
        replace(topic, date_of_insert=note.date_of_insert) if _still_holds(topic, note) else topic
        for topic, note in zip(topics, notes, strict=True)
    )


def _still_holds(topic: PageTopic, note: TopicNote) -> bool:
    known, now = note.date_of_insert, topic.date_of_insert
    return known is not None and now is not None and known.raw == now.raw


def _kind(walk: Walk) -> EventKind:
    gathers = walk.event is not None or bool(walk.attendees)
    return kind_of([walk.title or "", *(section.name for section in walk.sections)], gathers=gathers)


def _refuse_half_a_page(walk: Walk, kind: EventKind) -> None:
    """Raise NotAPage for a page that we did not write where it has nothing of one, or not its end."""
    if not walk.topics and not walk.attendees:
        raise NotAPage(
            "This is no hackathon or idea page: its source has no template of a topic ({{project|...}}) and "
            "no list of attendees. Copy all that the wiki shows under “Edit source”."
        )
    has_people = any(section.kind is SectionKind.ATTENDEES for section in walk.sections)
    if kind is EventKind.HACKATHON and not has_people:
        raise NotAPage(
            "The page stops without a list of attendees, so it may be cut off. Copy the whole page again. "
            "If it is whole, add the line == Confirmed Attendees == at its end."
        )
