"""Proposing a topic, and saving drafts of proposals."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from hackathon.accounts.models import Person
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import upsert
from hackathon.core.domain.topics import TopicFields
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.topics.models import Topic
from hackathon.topics.proposals.models import TopicDraft
from hackathon.topics.services import topics

Entered = Mapping[str, str | int | bool | None]
"""The values of the form's fields."""


@transaction(takes=Lock.SHARED)
def keep(*, event: Event, by: Person, entered: Entered, now: datetime) -> None:
    """Save the person's draft, replacing the previous one."""
    upsert(
        TopicDraft,
        key={"event_id": event.id, "person_id": by.id},
        values={"entered": dict(entered), "kept_at": now},
    )


@transaction(takes=Lock.SHARED)
def drop(*, event: Event, by: Person) -> None:
    """Delete the person's draft."""
    db.session.execute(
        delete(TopicDraft).where(TopicDraft.event_id == event.id, TopicDraft.person_id == by.id)
    )


@transaction
def propose(
    *, event: Event, by: Person, fields: TopicFields, leads: bool, form_key: str, now: datetime
) -> Topic:
    """Propose the topic as `topics.propose` does, and delete its draft."""
    drop(event=event, by=by)
    return topics.propose(event=event, by=by, fields=fields, leads=leads, form_key=form_key, now=now)
