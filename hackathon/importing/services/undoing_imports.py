"""Undoing an import, and the event it created, as long as nobody has changed what it wrote."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.activity.models import Activity
from hackathon.agenda.feeds.services import feeds
from hackathon.core.database.transactions import touch, transaction
from hackathon.core.database.undo_log import LOGS
from hackathon.core.errors import UndoImpossible
from hackathon.core.extensions import Base, db
from hackathon.core.text.messages import Message, listed, message
from hackathon.events.models import Event
from hackathon.importing.models import PageImport
from hackathon.importing.queries import imports
from hackathon.topics import undoing
from hackathon.topics.history import services as topic_history
from hackathon.topics.history.messages import Reason

_BARE = LOGS | {"opening_hours"}
"""Tables that any event has rows in from the start, or that only log."""


@transaction
def undo(*, record: PageImport, by: Person | None, now: datetime, with_event: bool = False) -> None:
    """Restore the event to its state before the import; the log keeps both the import and the undo.

    Undoing twice changes nothing. `with_event` also removes an event that the import created. Raises
    UndoImpossible, naming the changes, if anything the import wrote has changed since or new rows refer to
    it; with the event, also if the event contains anything else.
    """
    event = db.session.get_one(Event, record.event_id)
    db.session.refresh(record)
    if record.undone_at is None:
        _take_back(record, event, by=by, now=now)
    if with_event:
        db.session.flush()
        _remove(event, record, by=by, now=now)


def _take_back(record: PageImport, event: Event, *, by: Person | None, now: datetime) -> None:
    undoing.take_back(
        record.written,
        what=message("This import"),
        instead=message("Please correct the event yourself, or import a corrected page."),
    )
    db.session.refresh(event)
    touch(event)  # its areas may have changed
    record.undone_at, record.undone_by_id = now, by.id if by else None
    topic_history.look_at(event)
    if title := record.as_read["from"]:
        topic_history.because(Reason.UNDID_IMPORT, page=title)
        activity.record(LogKind.UNDID_IMPORT, event=event, by=by, now=now, page=title)
    else:
        topic_history.because(Reason.UNDID_IMPORT_OF_UNTITLED)
        activity.record(LogKind.UNDID_IMPORT_OF_UNTITLED_PAGE, event=event, by=by, now=now)


def _remove(event: Event, record: PageImport, *, by: Person | None, now: datetime) -> None:
    if not imports.made(event, record):
        raise UndoImpossible(
            message("This import did not create %(event)s, so nothing was undone.", event=event.title)
        )
    others = list({str(each): each for each in _others(event, now)}.values())
    if others:
        raise UndoImpossible(
            message(
                "%(event)s can't be removed, because it contains more than was imported: %(others)s. "
                "Nothing was undone. Undo the import without removing the event.",
                event=event.title,
                others=listed(others[: undoing.MOST]),
            )
        )
    title, slug = event.title, event.slug
    feeds.retire_event(event=event, now=now)
    db.session.execute(delete(Event).where(Event.id == event.id))
    activity.record(LogKind.REMOVED_EVENT, event=None, by=by, now=now, title=title, address=f"/{slug}/")


def _others(event: Event, now: datetime) -> Iterator[Message]:
    """Yield descriptions of what was done at the event or added to it besides its imports."""
    for table in Base.metadata.sorted_tables:
        refers = [each.parent for each in table.foreign_keys if each.column is Event.__table__.c.id]
        if table.name in _BARE:
            continue
        for column in refers:
            if db.session.execute(select(column).where(column == event.id).limit(1)).first():
                yield undoing.in_words(table.name)
    pages = db.session.execute(select(PageImport.at, PageImport.undone_at).filter_by(event_id=event.id))
    told = {moment for page in pages for moment in page} | {event.made_at, now}
    lines = select(Activity).where(Activity.event_id == event.id, Activity.at.not_in(told - {None}))
    for line in db.session.scalars(lines.order_by(Activity.id)):
        yield message("“%(line)s”", line=line.message)
