"""Changing many topics at once: all of them, or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from hackathon.accounts.models import Person
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.topics import NamedContact, TopicFields
from hackathon.core.errors import BadEntry, TopicWithdrawn
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.services import NamedPeople
from hackathon.topics.history.domain import NAMES
from hackathon.topics.models import Topic
from hackathon.topics.services import topics as single
from hackathon.topics.table.domain import TopicsChange


@transaction(takes=Lock.ROLL)
def change(
    *, event: Event, topics: Sequence[Topic], what: TopicsChange, by: Person | None, now: datetime
) -> int:
    """Change several topics in the same way, and return how many are different now.

    Each is changed as if it were the only one. An unknown contact becomes a new person without attendance.
    Raises BadEntry if nothing is selected or set, TopicWithdrawn with the titles of withdrawn topics whose
    review state would be set, and StaleForm if the area no longer exists.
    """
    _refuse_none(topics)
    if what.is_empty:
        raise BadEntry(message("Please choose what to change."))
    _refuse_withdrawn(topics, what)
    contact = _contact(event, what)
    changed = 0
    for topic in topics:
        now_is = _fields_of(topic)
        becomes = what.applied_to(now_is)
        is_there = any(each.person_id == contact.person_id for each in now_is.contacts) if contact else True
        if contact and not is_there:
            becomes = replace(becomes, contacts=(*now_is.contacts, contact))
        if becomes != now_is:
            single.change(topic=topic, fields=becomes, seen=None, by=by, now=now)
            changed += 1
    return changed


@transaction
def withdraw(*, topics: Sequence[Topic], by: Person | None, now: datetime) -> int:
    """Withdraw several topics, and return how many were not withdrawn yet.

    Raises BadEntry if none is given.
    """
    _refuse_none(topics)
    proposed = [topic for topic in topics if not topic.is_withdrawn]
    for topic in proposed:
        single.withdraw(topic=topic, by=by, now=now)
    return len(proposed)


@transaction
def bring_back(*, topics: Sequence[Topic], by: Person | None, now: datetime) -> int:
    """Restore several topics, and return how many were withdrawn. Raises BadEntry if none is given."""
    _refuse_none(topics)
    withdrawn = [topic for topic in topics if topic.is_withdrawn]
    for topic in withdrawn:
        single.bring_back(topic=topic, by=by, now=now)
    return len(withdrawn)


def _refuse_none(topics: Sequence[Topic]) -> None:
    if not topics:
        raise BadEntry(message("Please choose at least one topic."))


def _refuse_withdrawn(topics: Sequence[Topic], what: TopicsChange) -> None:
    withdrawn = tuple(f"“{topic.title}”" for topic in topics if topic.is_withdrawn)
    if withdrawn and what.is_about_review:
        raise TopicWithdrawn(
            message(
                "Please restore these topics before you change their review state: %(topics)s.",
                topics=withdrawn,
            )
        )


def _contact(event: Event, what: TopicsChange) -> NamedContact | None:
    if what.contact is None:
        return None
    person = NamedPeople(event, [what.contact.name]).person(what.contact.name)
    db.session.flush()  # gives a new person an id
    return NamedContact(person_id=person.id, role=what.contact.role)


def _fields_of(topic: Topic) -> TopicFields:
    of_other_kinds: dict[str, Any] = {
        "area": topic.area.slug if topic.area else None,
        "needs": tuple(topic.needs),
        "contacts": tuple(NamedContact(person_id=each.person_id, role=each.role) for each in topic.contacts),
    }
    plain = {name: getattr(topic, name) for name in NAMES if name not in of_other_kinds}
    return TopicFields(**plain, **of_other_kinds)
