"""Signing in on a device, and signing out there, on another device, or everywhere."""

import secrets
from datetime import date, datetime

from sqlalchemy import delete, update

from hackathon.accounts.devices.domain import STAYS
from hackathon.accounts.devices.models import Device
from hackathon.accounts.devices.queries import digest
from hackathon.accounts.models import Person
from hackathon.core.database.transactions import transaction
from hackathon.core.extensions import db


@transaction
def sign_in(*, person: Person, words: str, now: datetime, instead_of: int | None = None) -> str:
    """Sign the person in on a device and return the secret for its cookie, which is not stored.

    `instead_of` is the key of the same device's previous sign-in. Devices that have not been used for long
    are signed out.
    """
    secret = secrets.token_urlsafe(32)
    too_old = (Device.person_id == person.id) & (Device.seen_on <= now.date() - STAYS)
    db.session.execute(delete(Device).where(too_old | (Device.id == instead_of)))
    db.session.add(
        Device(person=person, digest=digest(secret), words=words, signed_in_at=now, seen_on=now.date())
    )
    return secret


@transaction
def note_seen(*, device: int, today: date) -> None:
    """Record the day on which a device was last used."""
    db.session.execute(update(Device).where(Device.id == device).values(seen_on=today))


@transaction
def sign_out(*, person: Person, device: int) -> None:
    """Sign the person out on one of their devices; does nothing if they are signed out already."""
    db.session.execute(delete(Device).where(Device.id == device, Device.person_id == person.id))


@transaction
def sign_out_everywhere(*, person: Person) -> None:
    """Sign the person out on every device."""
    db.session.execute(delete(Device).where(Device.person_id == person.id))
