"""Calendar addresses: personal ones are secret and can be replaced, deleted ones are remembered.

A person's address is long and needs no login.
"""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda.feeds import queries as reading
from hackathon.agenda.feeds.models import FeedKey, GoneAddress
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new, upsert
from hackathon.core.extensions import db
from hackathon.events.models import Event


def address(*, event: Event, person: Person, now: datetime) -> str:
    """Return the secret of the person's calendar of the event, created on first use."""
    return _secret(event.id, person.id) or _make(event=event, person=person, now=now)


@transaction(takes=Lock.SHARED)
def renew(*, event: Event, person: Person, now: datetime) -> str:
    """Return a new secret; the old address stops working."""
    _retire_keys(FeedKey.event_id == event.id, FeedKey.person_id == person.id, now=now)
    upsert(
        FeedKey,
        key={"event_id": event.id, "person_id": person.id},
        values={"secret": _new_secret(), "made_at": now},
    )
    activity.record(LogKind.RENEWED_CALENDAR, event=event, by=person, now=now)
    return _kept_secret(event, person)


@transaction
def retire_event(*, event: Event, now: datetime) -> None:
    """Make every calendar of an event that is about to be deleted answer 410 Gone."""
    _retire(reading.below(event.slug), now=now)
    _retire_keys(FeedKey.event_id == event.id, now=now)


@transaction
def retire_person(*, person: Person, now: datetime) -> None:
    """Delete the addresses of a person's calendars, which answer 410 Gone from now on."""
    _retire_keys(FeedKey.person_id == person.id, now=now)
    db.session.execute(delete(FeedKey).where(FeedKey.person_id == person.id))


def _retire_keys(*where: ColumnElement[bool], now: datetime) -> None:
    for secret in db.session.scalars(select(FeedKey.secret).where(*where)).all():
        _retire(reading.calendar(secret), now=now)


def _retire(address: str, *, now: datetime) -> None:
    upsert(GoneAddress, key={"digest": reading.digest(address)}, values={"gone_at": now})


@transaction(takes=Lock.SHARED)
def _make(*, event: Event, person: Person, now: datetime) -> str:
    # Two pages opened at the same instant get the same address.
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
