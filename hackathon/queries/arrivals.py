"""Who is expected at the door, and who has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from hackathon.domain.attendance import Status
from hackathon.domain.names import normalise
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person

SHOWN = 30
"""How many people a list at the door has; whoever is not among them is found by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How many have come of how many who said so, and those whom somebody at the door looks for."""

    here: int
    expected: int
    found: Sequence[Attendance]
    latest: Sequence[Attendance]


def at_the_door(event: Event, name: str) -> Door:
    """Return who matches a part of a name, those who are expected first; and the last few who came."""
    mine = Attendance.event_id == event.id
    comes = Attendance.status == Status.CONFIRMED
    counts = select(func.count(Attendance.checked_in_at), func.count()).where(
        mine, comes, ~Attendance.is_remote
    )
    here, expected = db.session.execute(counts).one()
    people = select(Attendance).join(Attendance.person).where(mine).options(joinedload(Attendance.person))
    asked = (
        people.where(Person.name_key.contains(normalise(name), autoescape=True))
        if normalise(name)
        else people.where(comes, Attendance.checked_in_at.is_(None))
    )
    return Door(
        here=here,
        expected=expected,
        found=db.session.scalars(asked.order_by(~comes, Person.name_key).limit(SHOWN)).all(),
        latest=db.session.scalars(
            people.where(Attendance.checked_in_at.is_not(None))
            .order_by(Attendance.checked_in_at.desc(), Attendance.id)
            .limit(5)
        ).all(),
    )
