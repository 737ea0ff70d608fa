"""Finding published agendas and their files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import abort
from sqlalchemy import Select, and_, bindparam, exists, select
from sqlalchemy.orm import aliased

from hackathon.agenda.models import Revision, RevisionFile
from hackathon.core.database.reads import reads_less_next_time
from hackathon.core.domain.agenda import Agenda
from hackathon.core.extensions import db
from hackathon.events.models import Event

PAPER = "agenda.pdf"
"""The name of a revision's PDF, which is rendered a while after the other files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A revision without its agenda; like the revision, it never changes."""

    id: int
    event_id: int
    number: int
    published_at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A revision's file without its bytes; `etag` is None until it has been generated."""

    revision_id: int
    number: int
    name: str
    media_type: str | None
    etag: str | None


def latest(event: Event) -> Agenda | None:
    """Return the current agenda, or None before the first publication."""
    newest = db.session.execute(_NEWEST, {"event": event.id}).first()
    return _agenda(*newest) if newest else None


# Without the documents, which may have megabytes. Built once, because most pages run it.
_NEWEST_TWO = (
    select(Revision.id, Revision.event_id, Revision.number, Revision.published_at)
    .where(Revision.event_id == bindparam("event"))
    .order_by(Revision.number.desc())
    .limit(2)
)
_NEWEST = _NEWEST_TWO.limit(1)


# A revision never changes. The key of a deleted one may be reused, but not together with its time.
@lru_cache(maxsize=8)
def _agenda(revision: int, _event: int, _number: int, _published_at: datetime) -> Agenda:
    reads_less_next_time()
    return Agenda.from_json(
        db.session.scalars(select(Revision.document).where(Revision.id == revision)).one()
    )


def forget() -> None:
    """Empty the cache; tests that begin with empty tables call this."""
    _agenda.cache_clear()


def latest_two(event: Event) -> tuple[Agenda | None, Agenda | None]:
    """Return the current agenda and the one before it; None for each that doesn't exist."""
    newest = db.session.execute(_NEWEST_TWO, {"event": event.id}).all()
    now, before = (*(_agenda(*each) for each in newest), None, None)[:2]
    return now, before


def current(event: Event) -> Edition | None:
    """Return the current edition, or None before the first publication."""
    return next(iter(editions(event, limit=1)), None)


def edition(event: Event, number: int) -> Edition:
    """Return an edition of the event by its number; 404 if there is none."""
    row = db.session.execute(_editions(event).where(Revision.number == number)).mappings().first()
    return Edition(**row) if row else abort(404)


def editions(event: Event, *, before: int | None = None, limit: int) -> Sequence[Edition]:
    """Return the event's editions, newest first, optionally only those before a number."""
    found = _editions(event).order_by(Revision.number.desc()).limit(limit)
    if before is not None:
        found = found.where(Revision.number < before)
    return [Edition(**row) for row in db.session.execute(found).mappings()]


def _editions(event: Event) -> Select[int, int, int, datetime, str]:
    columns = (Revision.id, Revision.event_id, Revision.number, Revision.published_at, Revision.note)
    return select(*columns).where(Revision.event_id == event.id)


def revision(event: Event, number: int) -> Revision:
    """Return a complete revision of the event by its number; 404 if there is none."""
    found = select(Revision).where(Revision.event_id == event.id, Revision.number == number)
    return db.session.scalar(found) or abort(404)


def agenda_of(edition: Edition) -> Agenda:
    """Return the agenda that was published in an edition."""
    document = select(Revision.document).where(Revision.id == edition.id)
    return Agenda.from_json(db.session.scalars(document).one())


def agendas_of(editions: Sequence[Edition]) -> dict[int, Agenda]:
    """Return several agendas of one event by their numbers."""
    found = select(Revision.number, Revision.document).where(Revision.id.in_([each.id for each in editions]))
    return {number: Agenda.from_json(document) for number, document in db.session.execute(found)}


def file(slug: str, name: str) -> StoredFile:
    """Return a file of the current agenda, without its bytes.

    Aborts with 404 if there is no such event, and before the first publication.
    """
    row = db.session.execute(_FILE, {"slug": slug, "name": name}).first()
    if row is None:
        abort(404)
    key, number, media_type, etag = row
    return StoredFile(revision_id=key, number=number, name=name, media_type=media_type, etag=etag)


# Every calendar app of everyone asks this every hour; putting it together takes longer than asking.
_FILE = (
    select(Revision.id, Revision.number, RevisionFile.media_type, RevisionFile.etag)
    .join(Event, Event.id == Revision.event_id)
    .outerjoin(
        RevisionFile, and_(RevisionFile.revision_id == Revision.id, RevisionFile.name == bindparam("name"))
    )
    .where(Event.slug == bindparam("slug"))
    .order_by(Revision.number.desc())
    .limit(1)
)


def last_with(event: Event, name: str) -> Agenda | None:
    """Return the event's newest agenda for which a file with that name exists, or None."""
    found = select(Revision.document).join(RevisionFile, RevisionFile.revision_id == Revision.id)
    named = found.where(Revision.event_id == event.id, RevisionFile.name == name)
    document = db.session.scalar(named.order_by(Revision.number.desc()).limit(1))
    return Agenda.from_json(document) if document else None


def content(stored: StoredFile, *, zipped: bool) -> bytes:
    """Return the bytes of a file, compressed or not."""
    column = RevisionFile.zipped if zipped else RevisionFile.content
    return db.session.scalars(
        select(column).where(RevisionFile.revision_id == stored.revision_id, RevisionFile.name == stored.name)
    ).one()


def without_paper() -> Sequence[int]:
    """Return the keys of the revisions whose PDF has not been generated yet, newest first."""
    made = select(RevisionFile.revision_id).where(RevisionFile.name == PAPER)
    return db.session.scalars(
        select(Revision.id).where(Revision.id.not_in(made)).order_by(Revision.id.desc())
    ).all()


def missing_glyphs() -> str:
    """Return the characters that the current PDF had to leave blank."""
    newer = aliased(Revision)
    is_old = exists().where(newer.event_id == Revision.event_id, newer.number > Revision.number)
    notes = select(RevisionFile.notes).join(Revision, Revision.id == RevisionFile.revision_id)
    return "".join(db.session.scalars(notes.where(RevisionFile.notes != "", ~is_old)))
