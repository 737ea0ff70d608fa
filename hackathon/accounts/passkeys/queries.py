"""Finding passkeys."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.accounts.passkeys.models import Passkey
from hackathon.core.extensions import db


def passkeys_of(person: Person) -> Sequence[Passkey]:
    """Return a person's passkeys, the oldest first."""
    return db.session.scalars(
        select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.id)
    ).all()


def called(credential: str) -> Passkey | None:
    """Return the passkey with this credential ID, with its person, or None."""
    return db.session.scalar(
        select(Passkey).where(Passkey.credential == credential).options(joinedload(Passkey.person))
    )
