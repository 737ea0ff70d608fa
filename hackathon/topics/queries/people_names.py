"""Names that forms about topics suggest."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic


def names(event: Event, *, most: int | None = None) -> Sequence[str]:
    """Return the names of everyone who is coming to the event or is a contact."""
    return db.session.scalars(_names().limit(most), {"event": event.id}).all()


# Putting it together takes as long as running it.
@cache
def _names() -> Select[str]:
    event: BindParameter[int] = bindparam("event")
    attending = select(Attendance.person_id).where(Attendance.event_id == event)
    standing = select(Contact.person_id).join(Topic).where(Topic.event_id == event)
    return (
        select(Person.name)
        .where(Person.id.in_(attending.union(standing)))
        .order_by(Person.sort_key, Person.id)
    )
