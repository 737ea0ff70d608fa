"""Finding the signed-in person and their devices."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from hackathon.accounts.devices.domain import STAYS
from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Person
from hackathon.core.extensions import db


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """A signed-in device and its owner."""

    device: int
    seen_on: date
    person: Person


def digest(secret: str) -> str:
    """Return the digest under which a device's secret is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def known(secret: str, *, today: date) -> KnownDevice | None:
    """Return the device and person that a secret signs in, or None."""
    row = db.session.execute(_KNOWN, {"digest": digest(secret), "since": today - STAYS}).first()
    return KnownDevice(device=row.id, seen_on=row.seen_on, person=row.Person) if row else None


# Runs for every page of a signed-in person. Building the statement takes as long as executing it, so it is
# cached.
_KNOWN = (
    select(Device.id, Device.seen_on, Person)
    .join(Person, Person.id == Device.person_id)
    .where(Device.digest == bindparam("digest"), Device.seen_on > bindparam("since"))
)


def devices_of(person: Person, *, today: date) -> Sequence[Device]:
    """Return a person's signed-in devices, most recently used first."""
    return db.session.scalars(
        select(Device)
        .where(Device.person_id == person.id, Device.seen_on > today - STAYS)
        .order_by(Device.seen_on.desc(), Device.id.desc())
    ).all()
