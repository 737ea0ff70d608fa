"""Taking an import back, as long as nobody has changed what it wrote."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from hackathon.domain.errors import UndoImpossible
from hackathon.extensions import db
from hackathon.models import Event, PageImport, Person, Topic
from hackathon.services import activity, journal, topic_history
from hackathon.services.transactions import take_turns, transaction

MOST = 5
"""How many things that changed are named."""

_UNDER_A_TOPIC = {
    "vote": "a vote for",
    "comment": "a comment under",
    "contact": "the contacts of",
    "review": "a review of",
    "session": "the place in a draft of",
    "topic_link": "the links of",
}
_OTHERS = {
    "event": "the settings of the event",
    "opening_hours": "the opening hours",
    "join_proposal": "a join that was decided",
    "handle": "a wiki user name",
    "area": "an area",
}


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
    if record.written is None:
        raise UndoImpossible("What this import wrote was not kept, so it cannot be undone.")
    try:
        journal.take_back(record.written)
    except journal.Changed as changed:
        raise UndoImpossible(_in_words(changed.rows)) from changed
    record.undone_at, record.undone_by_id = now, by.id if by else None
    title = f"the page “{record.as_read['from']}”" if record.as_read["from"] else "a page"
    topic_history.look_at(event)
    topic_history.because(f"the import of {title} was undone")
    activity.did(f"undid the import of {title}", event=event, by=by, now=now)


def _in_words(rows: Iterable[tuple[str, Mapping[str, Any] | None]]) -> str:
    things = list(dict.fromkeys(_things(rows)))
    named = ", ".join(things[:MOST])
    more = f" and {len(things) - MOST} more" if len(things) > MOST else ""
    return (
        f"This import cannot be undone any more. Changed since, or new: {named}{more}. "
        "Change by hand what is wrong, or import a better page."
    )


def _things(rows: Iterable[tuple[str, Mapping[str, Any] | None]]) -> Iterator[str]:
    for table, row in rows:
        held = row or {}
        topic = db.session.get(Topic, held["topic_id"]) if "topic_id" in held else None
        if table == "topic" and row:
            yield f"“{held['title']}”"
        elif topic is not None:
            yield f"{_UNDER_A_TOPIC.get(table, 'something under')} “{topic.title}”"
        elif table == "person" and row:
            yield held["name"]
        elif "person_id" in held and (person := db.session.get(Person, held["person_id"])):
            yield f"what {person.name} said of coming" if table == "attendance" else person.name
        else:
            yield _OTHERS.get(table, f"a {table.replace('_', ' ')}")
