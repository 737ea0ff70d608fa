"""Undoing what a service wrote, or explaining why that is not possible."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from hackathon.accounts.models import Person
from hackathon.core.database import undo_log
from hackathon.core.database.undo_log import Written
from hackathon.core.errors import UndoImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message, plural_message
from hackathon.topics.models import Topic

MOST = 5
"""The most changed things that a message names."""

_UNDER_A_TOPIC: dict[str, Callable[[str], Message]] = {
    "vote": lambda topic: message("a vote for “%(topic)s”", topic=topic),
    "comment": lambda topic: message("a comment under “%(topic)s”", topic=topic),
    "contact": lambda topic: message("the contacts of “%(topic)s”", topic=topic),
    "review": lambda topic: message("a review of “%(topic)s”", topic=topic),
    "session": lambda topic: message("the place of “%(topic)s” in a draft", topic=topic),
    "minutes": lambda topic: message("the minutes of “%(topic)s”", topic=topic),
    "outcome": lambda topic: message("the decisions, actions or links of “%(topic)s”", topic=topic),
    "promise_assessment": lambda topic: message("the assessment of “%(topic)s”", topic=topic),
    "material": lambda topic: message("the files of “%(topic)s”", topic=topic),
    "topic_link": lambda topic: message("the links of “%(topic)s”", topic=topic),
}
_OTHERS = {
    "event": message("the settings of the event"),
    "opening_hours": message("the opening hours"),
    "join_proposal": message("a decision about duplicate people"),
    "handle": message("a wiki user name"),
    "area": message("an area"),
    "attendance": message("someone's attendance"),
    "contact": message("a contact"),
    "room": message("a room"),
    "slot": message("a slot"),
    "topic": message("a topic"),
    "person": message("a person"),
    "vote": message("a vote"),
    "comment": message("a comment"),
    "review": message("a review"),
    "session": message("a place in a draft"),
    "head_count": message("a head count"),
    "topic_order": message("the topic order"),
    "same_topic": message("links between topics"),
}


def take_back(written: Written | None, *, what: Message, instead: Message) -> None:
    """Restore the database to the state before these changes.

    Raises UndoImpossible, naming what was changed since or what new rows refer to them; `what` says what
    can't be undone, and `instead` what to do.
    """
    if written is None:
        raise UndoImpossible(
            message("%(what)s can't be undone, because its changes were not recorded.", what=what)
        )
    try:
        undo_log.take_back(written)
    except undo_log.RowsChanged as changed:
        things = list({str(thing): thing for thing in _things(changed.rows)}.values())
        more = len(things) - MOST
        named = (
            (*things[:MOST], plural_message("%(number)s more", "%(number)s more", more))
            if more > 0
            else things
        )
        raise UndoImpossible(
            message(
                "%(what)s can no longer be undone. Changed or added since then: %(things)s. %(instead)s",
                what=what,
                things=tuple(named),
                instead=instead,
            )
        ) from changed


def in_words(table: str) -> Message:
    """Return the kind of a row in that table, if nothing more is known about it."""
    return _OTHERS.get(table) or message("other data (%(table)s)", table=table)


def _under_a_topic(table: str, topic: str) -> Message:
    named = _UNDER_A_TOPIC.get(table)
    return named(topic) if named else message("data of “%(topic)s”", topic=topic)


def _things(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[str | Message]:
    for table, held in rows:
        topic = db.session.get(Topic, held["topic_id"]) if "topic_id" in held else None
        if table == "topic" and "title" in held:
            yield f"“{held['title']}”"
        elif topic is not None:
            yield _under_a_topic(table, topic.title)
        elif table == "person" and "name" in held:
            yield held["name"]
        elif "person_id" in held and (person := db.session.get(Person, held["person_id"])):
            yield (
                message("the attendance of %(person)s", person=person.name)
                if table == "attendance"
                else person.name
            )
        else:
            yield in_words(table)
