"""Topics as an organizer writes them: with contacts by name, known people and new ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hackathon.domain.names import normalise
from hackathon.domain.topics import ContactLine, NamedContact, TopicFields
from hackathon.extensions import db
from hackathon.models import Event, Person, Topic
from hackathon.services import topics
from hackathon.services.named_people import Roll
from hackathon.services.transactions import refuse_stale, transaction


@transaction
def add(
    *,
    event: Event,
    fields: TopicFields,
    contacts: Sequence[ContactLine],
    by: Person | None,
    form_key: str,
    now: datetime,
) -> Topic:
    """Add a topic; a contact whom nobody knows becomes a person without attendance.

    The same form sent twice gives the same topic. Raises StaleForm if the area is gone.
    """
    named = _named(event, contacts, known={})
    return topics.add(event=event, fields=replace(fields, contacts=named), by=by, form_key=form_key, now=now)


@transaction
def change(
    *,
    topic: Topic,
    fields: TopicFields,
    contacts: Sequence[ContactLine],
    seen: int | None,
    by: Person | None,
    now: datetime,
) -> None:
    """Make the topic what the fields say; a name that a contact has already means that person.

    Raises StaleForm if it was changed since `seen`, or if the area is gone.
    """
    refuse_stale(seen, topic.version)
    known = {contact.person.name_key: contact.person for contact in topic.contacts}
    named = _named(topic.event, contacts, known=known)
    topics.change(topic=topic, fields=replace(fields, contacts=named), seen=seen, by=by, now=now)


def _named(
    event: Event, contacts: Sequence[ContactLine], *, known: dict[str, Person]
) -> tuple[NamedContact, ...]:
    roll = Roll(event, [line.name for line in contacts])
    people = [known.get(normalise(line.name)) or roll.person(line.name) for line in contacts]
    db.session.flush()  # a new person has a key from here on
    return tuple(
        NamedContact(person_id=person.id, role=line.role)
        for person, line in zip(people, contacts, strict=True)
    )
