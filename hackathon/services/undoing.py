"""Taking back what a service wrote, or saying in words what stands in the way."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hackathon.domain.errors import UndoImpossible
from hackathon.extensions import db
from hackathon.models import Person, Topic
from hackathon.services import journal
from hackathon.services.journal import Written

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
    "attendance": "what somebody said of coming",
    "contact": "a contact",
    "session": "a place in a draft",
    "topic_order": "which topic comes after which",
    "same_topic": "which topics are the same",
}


def take_back(written: Written | None, *, what: str, instead: str) -> None:
    """Make the database what it was before all of that was written.

    Raises UndoImpossible, naming what changed since or what is new and hangs on it; `what` cannot be undone,
    and `instead` says what can be done.
    """
    if written is None:
        raise UndoImpossible(f"What {what[0].lower()}{what[1:]} wrote was not kept, so it cannot be undone.")
    try:
        journal.take_back(written)
    except journal.Changed as changed:
        things = list(dict.fromkeys(_things(changed.rows)))
        named = ", ".join(things[:MOST])
        more = f" and {len(things) - MOST} more" if len(things) > MOST else ""
        raise UndoImpossible(
            f"{what} cannot be undone any more. Changed since, or new: {named}{more}. {instead}"
        ) from changed


def in_words(table: str) -> str:
    """Return what a row of that table is, where no more is known of it."""
    return _OTHERS.get(table, f"a {table.replace('_', ' ')}")


def _things(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[str]:
    for table, held in rows:
        topic = db.session.get(Topic, held["topic_id"]) if "topic_id" in held else None
        if table == "topic" and "title" in held:
            yield f"“{held['title']}”"
        elif topic is not None:
            yield f"{_UNDER_A_TOPIC.get(table, 'something under')} “{topic.title}”"
        elif table == "person" and "name" in held:
            yield held["name"]
        elif "person_id" in held and (person := db.session.get(Person, held["person_id"])):
            yield f"what {person.name} said of coming" if table == "attendance" else person.name
        else:
            yield in_words(table)
