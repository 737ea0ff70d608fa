"""Finding people."""

from collections.abc import Sequence

from sqlalchemy import select

from hackathon.accounts.models import Handle, Person
from hackathon.core.extensions import db
from hackathon.core.text.emails import email_key
from hackathon.core.text.names import normalize


def named(who: str) -> Sequence[Person]:
    """Return the people whom an e-mail address, a handle or a name means, compared as names are."""
    key = normalize(who)
    handles = select(Handle.person_id).where(Handle.name_key == key)
    return db.session.scalars(
        select(Person)
        .where((Person.email_key == email_key(who)) | (Person.name_key == key) | Person.id.in_(handles))
        .order_by(Person.id)
    ).all()


def with_email(email: str | None) -> Person | None:
    """Return whose address that is, if it is one and anybody's."""
    return db.session.scalar(select(Person).where(Person.email_key == email_key(email))) if email else None
