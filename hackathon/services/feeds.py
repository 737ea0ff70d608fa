"""The secret address of a person's own calendar: long, needing no login, and renewable."""

import secrets
from datetime import datetime

from sqlalchemy import select

from hackathon.extensions import db
from hackathon.models import Event, FeedKey, Person
from hackathon.services import activity
from hackathon.services.transactions import transaction
from hackathon.services.upsert import insert_if_new, upsert


def address(*, event: Event, person: Person, now: datetime) -> str:
    """Return the secret of the person's calendar of the event; made when it is first asked for."""
    return _secret(event.id, person.id) or _make(event=event, person=person, now=now)


@transaction
def renew(*, event: Event, person: Person, now: datetime) -> str:
    """Return a new secret; from now on nothing answers at the old address."""
    upsert(
        FeedKey,
        key={"event_id": event.id, "person_id": person.id},
        values={"secret": _new_secret(), "made_at": now},
    )
    activity.did("made a new address for their calendar", event=event, by=person, now=now)
    return _kept_secret(event, person)


@transaction
def _make(*, event: Event, person: Person, now: datetime) -> str:
    # Two pages opened at the same instant show the same address.
    insert_if_new(
        FeedKey,
        key=("event_id", "person_id"),
        values={"event_id": event.id, "person_id": person.id, "secret": _new_secret(), "made_at": now},
    )
    return _kept_secret(event, person)


def _kept_secret(event: Event, person: Person) -> str:
    secret = _secret(event.id, person.id)
    if secret is None:
        raise ValueError(f"the calendar address of person {person.id} was written and is not there")
    return secret


def _secret(event_id: int, person_id: int) -> str | None:
    found = select(FeedKey.secret).where(FeedKey.event_id == event_id, FeedKey.person_id == person_id)
    return db.session.scalar(found)


def _new_secret() -> str:
    return secrets.token_urlsafe(32)
