"""The public list of attendees: names and affiliations, without reading any address."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """A person who attends or is invited."""

    name: str
    affiliation: str | None
    status: Status
    is_organizer: bool


def guests_of(event: Event) -> Sequence[Guest]:
    """Return the people who are coming or may come, by name, if they may be named.

    People may be named if they agreed, or if a public wiki page named them before: until they object, the
    list shows what was public there. People who are not coming are never listed.
    """
    shown = (Status.CONFIRMED, Status.INVITED, Status.MAYBE)
    rows = db.session.execute(
        select(Person.name, Person.affiliation, Attendance.status, Attendance.is_organizer)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(
            Attendance.event_id == event.id,
            Attendance.status.in_(shown),
            Attendance.is_shown,
        )
        .order_by(Person.sort_key, Person.id)
    )
    return [Guest(**row) for row in rows.mappings()]


def counted(event: Event) -> dict[Status, int]:
    """Return the number of people of each status, named or not."""
    rows = db.session.execute(
        select(Attendance.status, func.count())
        .where(Attendance.event_id == event.id)
        .group_by(Attendance.status)
    )
    return dict.fromkeys(Status, 0) | dict(rows.all())
