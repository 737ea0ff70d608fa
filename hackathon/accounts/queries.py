"""Finding people."""

from collections.abc import Sequence

from sqlalchemy import select

from hackathon.accounts.models import Handle, Person
from hackathon.core.extensions import db
from hackathon.core.text.emails import email_key
from hackathon.core.text.names import normalize


def named(who: str) -> Sequence[Person]:
    """Return the people with this email address, handle or name, compared in normalized form."""
    key = normalize(who)
    handles = select(Handle.person_id).where(Handle.name_key == key)
    return db.session.scalars(
        select(Person)
        .where((Person.email_key == email_key(who)) | (Person.name_key == key) | Person.id.in_(handles))
        .order_by(Person.id)
    ).all()


def with_email(email: str | None) -> Person | None:
    """Return the person with this email address, or None."""
    return db.session.scalar(select(Person).where(Person.email_key == email_key(email))) if email else None
