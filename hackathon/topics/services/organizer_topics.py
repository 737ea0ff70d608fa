"""Adding and editing topics as an organizer, with contacts given by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.domain.topics import ContactLine, NamedContact, TopicFields
from hackathon.core.extensions import db
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.events.participation.services import NamedPeople
from hackathon.topics.models import Topic
from hackathon.topics.services import topics


@transaction(takes=Lock.ROLL)
def add(
    *,
    event: Event,
    fields: TopicFields,
    contacts: Sequence[ContactLine],
    by: Person | None,
    form_key: str,
    now: datetime,
) -> Topic:
    """Add a topic; an unknown contact becomes a new person without attendance.

    Sending the same form twice adds one topic. Raises StaleForm if the area no longer exists.
    """
    named = _named(event, contacts, known={})
    return topics.add(event=event, fields=replace(fields, contacts=named), by=by, form_key=form_key, now=now)


@transaction(takes=Lock.ROLL)
def change(
    *,
    topic: Topic,
    fields: TopicFields,
    contacts: Sequence[ContactLine],
    seen: int | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Update the topic; a name that a current contact has means that person.

    Raises StaleForm if it was changed since version `seen`, or if the area no longer exists.
    """
    refuse_stale(seen, topic.version)
    known = {contact.person.name_key: contact.person for contact in topic.contacts}
    named = _named(topic.event, contacts, known=known)
    topics.change(topic=topic, fields=replace(fields, contacts=named), seen=seen, by=by, now=now)


def _named(
    event: Event, contacts: Sequence[ContactLine], *, known: dict[str, Person]
) -> tuple[NamedContact, ...]:
    roll = NamedPeople(event, [line.name for line in contacts])
    people = [known.get(normalize(line.name)) or roll.person(line.name) for line in contacts]
    db.session.flush()  # gives new people their ids
    return tuple(
        NamedContact(person_id=person.id, role=line.role)
        for person, line in zip(people, contacts, strict=True)
    )
