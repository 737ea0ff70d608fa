"""Proposing a topic, and keeping what is written of it until then."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from hackathon.domain.topics import TopicFields
from hackathon.extensions import db
from hackathon.models import Event, Person, Topic, TopicDraft
from hackathon.services import topics
from hackathon.services.transactions import transaction
from hackathon.services.upsert import upsert

Entered = Mapping[str, str | int | bool | None]
"""What stands in the fields of the form."""


@transaction
def keep(*, event: Event, by: Person, entered: Entered, now: datetime) -> None:
    """Keep what the person has written, in place of what was kept before."""
    upsert(
        TopicDraft,
        key={"event_id": event.id, "person_id": by.id},
        values={"entered": dict(entered), "kept_at": now},
    )


@transaction
def drop(*, event: Event, by: Person) -> None:
    """Forget what the person has written."""
    db.session.execute(
        delete(TopicDraft).where(TopicDraft.event_id == event.id, TopicDraft.person_id == by.id)
    )


@transaction
def propose(
    *, event: Event, by: Person, fields: TopicFields, leads: bool, form_key: str, now: datetime
) -> Topic:
    """Propose the topic as `topics.propose` does, and forget what was kept of it."""
    drop(event=event, by=by)
    return topics.propose(event=event, by=by, fields=fields, leads=leads, form_key=form_key, now=now)
