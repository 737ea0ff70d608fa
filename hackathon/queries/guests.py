"""Who comes, as everybody may know it: names and where they come from, no address even read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from hackathon.domain.attendance import Status
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who comes or is asked to."""

    name: str
    affiliation: str | None
    status: Status
    is_organizer: bool


def of(event: Event) -> Sequence[Guest]:
    """Return who has confirmed or has yet to, by name; who will not come is nobody's business."""
    shown = (Status.CONFIRMED, Status.INVITED, Status.MAYBE)
    rows = db.session.execute(
        select(Person.name, Person.affiliation, Attendance.status, Attendance.is_organizer)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.event_id == event.id, Attendance.status.in_(shown))
        .order_by(Person.name_key, Person.id)
    )
    return [Guest(**row) for row in rows.mappings()]
