"""Taking an import back, as long as nobody has changed what it wrote."""

from datetime import datetime

from hackathon.extensions import db
from hackathon.models import Event, PageImport, Person
from hackathon.services import activity, topic_history, undoing
from hackathon.services.transactions import take_turns, transaction


@transaction
def undo(*, record: PageImport, by: Person | None, now: datetime) -> None:
    """Make the event what it was before the page came in; that it came in, and this, stay in the log.

    Undoing twice changes nothing. Raises UndoImpossible, naming what changed, where anything that the import
    wrote was changed since, or something new hangs on it.
    """
    event = db.session.get_one(Event, record.event_id)
    take_turns(event)
    db.session.refresh(record)
    if record.undone_at is not None:
        return
    undoing.take_back(
        record.written,
        what="This import",
        instead="Change by hand what is wrong, or import a better page.",
    )
    record.undone_at, record.undone_by_id = now, by.id if by else None
    title = f"the page “{record.as_read['from']}”" if record.as_read["from"] else "a page"
    topic_history.look_at(event)
    topic_history.because(f"the import of {title} was undone")
    activity.did(f"undid the import of {title}", event=event, by=by, now=now)
