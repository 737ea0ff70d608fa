"""Finding past imports, and the page an organizer is previewing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import Message
from hackathon.core.text.stored_messages import message_from_json
from hackathon.events.models import Event
from hackathon.importing.models import PageImport, PageLayout, WaitingPage

_NO_PAGES = frozenset({"csv", "table", "tool-json", "schedule-xml", "event"})
"""How what is no page of a wiki or a repository was written down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An imported page: its title (None if it had none), its format, and what was imported.

    `by` is None for a command.
    """

    key: int
    title: str | None
    rendering: str
    summary: Message | str
    at: datetime
    by: str | None
    undone_at: datetime | None
    undone_by: str | None
    can_be_undone: bool


def all_of(event: Event) -> Sequence[Imported]:
    """Return the imported pages of an event, newest first, without their texts."""
    undoer = aliased(Person)
    rows = db.session.execute(
        select(
            PageImport.id,
            PageImport.as_read["from"].as_string(),
            PageImport.as_read["page"]["source"]["rendering"].as_string(),
            PageImport.summary,
            PageImport.summary_parts,
            PageImport.at,
            Person.name,
            PageImport.undone_at,
            undoer.name,
            PageImport.written.is_not(None),
        )
        .outerjoin(Person, Person.id == PageImport.by_id)
        .outerjoin(undoer, undoer.id == PageImport.undone_by_id)
        .where(PageImport.event_id == event.id)
        .order_by(PageImport.id.desc())
    )
    return [
        Imported(
            key=key,
            title=title,
            rendering=rendering,
            summary=message_from_json(parts) if parts else summary,
            at=at,
            by=by,
            undone_at=undone_at,
            undone_by=undone_by,
            can_be_undone=can_be_undone,
        )
        for key, title, rendering, summary, parts, at, by, undone_at, undone_by, can_be_undone in rows
    ]


def pages_with_text(event: Event) -> Sequence[str | None]:
    """Return the titles of the pages that came in and can take a text of ours; tables can't."""
    newest_first = (each for each in all_of(event) if each.undone_at is None)
    return list(dict.fromkeys(each.title for each in newest_first if each.rendering not in _NO_PAGES))


def find(event: Event, key: int) -> PageImport:
    """Return an imported page of the event; 404 if there is none."""
    found = db.session.scalar(select(PageImport).where(PageImport.id == key, PageImport.event_id == event.id))
    return found or abort(404)


def last(event: Event) -> PageImport | None:
    """Return the latest import that was not undone, or None."""
    found = select(PageImport).where(PageImport.event_id == event.id, PageImport.undone_at.is_(None))
    return db.session.scalar(found.order_by(PageImport.id.desc()).limit(1))


def made(event: Event, record: PageImport) -> bool:
    """Whether the import itself created the event."""
    return record.event_id == event.id and record.at == event.made_at


def maker(event: Event) -> PageImport | None:
    """Return the import that created the event, undone or not, or None."""
    found = select(PageImport).where(PageImport.event_id == event.id, PageImport.at == event.made_at)
    return db.session.scalar(found.order_by(PageImport.id).limit(1))


def waiting(event: Event, person: Person) -> WaitingPage | None:
    """Return the page that someone is previewing, or None."""
    return db.session.get(WaitingPage, (event.id, person.id))


def unfinished(event: Event, person: Person) -> WaitingPage | None:
    """Return the page that someone is previewing, if it was not imported or the import was undone."""
    page = waiting(event, person)
    if page is None:
        return None
    imported = exists().where(
        PageImport.event_id == event.id,
        PageImport.by_id == person.id,
        PageImport.at >= page.at,
        PageImport.undone_at.is_(None),
    )
    return None if db.session.scalar(select(imported)) else page


def named_layouts(event: Event) -> Sequence[PageLayout]:
    """Return the layouts that organizers of the event saved under a name."""
    rows = select(PageLayout).where(PageLayout.event_id == event.id, PageLayout.name != "")
    return sorted(db.session.scalars(rows), key=lambda layout: (sort_key(layout.name), layout.id))
