"""Names that forms about topics suggest."""

from collections.abc import Sequence

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic


def names(event: Event, *, most: int | None = None) -> Sequence[str]:
    """Return the names of everyone who is coming to the event or is a contact."""
    attending = select(Attendance.person_id).where(Attendance.event_id == event.id)
    standing = select(Contact.person_id).join(Topic).where(Topic.event_id == event.id)
    return db.session.scalars(
        select(Person.name)
        .where(Person.id.in_(attending.union(standing)))
        .order_by(Person.sort_key, Person.id)
        .limit(most)
    ).all()
