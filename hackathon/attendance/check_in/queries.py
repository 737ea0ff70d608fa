"""Finding who is expected and who has checked in."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db
from hackathon.core.text.folding import folded_name
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

SHOWN = 30
"""The maximum length of a list on the check-in page; others are found by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The numbers of people checked in and expected, with the people to list."""

    here: int
    expected: int
    found: Sequence[Attendance]
    latest: Sequence[Attendance]


def at_the_door(event: Event, name: str) -> Door:
    """Return the people matching a part of a name, those not checked in first, and the latest check-ins."""
    mine = Attendance.event_id == event.id
    comes = Attendance.status == Status.CONFIRMED
    counts = select(func.count(Attendance.checked_in_at), func.count()).where(
        mine, comes, ~Attendance.is_remote
    )
    here, expected = db.session.execute(counts).one()
    people = select(Attendance).join(Attendance.person).where(mine).options(joinedload(Attendance.person))
    wanted = folded_name(name)
    asked = (
        people.where(Person.search_key.contains(wanted, autoescape=True))
        if wanted
        else people.where(comes, Attendance.checked_in_at.is_(None))
    )
    return Door(
        here=here,
        expected=expected,
        found=db.session.scalars(asked.order_by(~comes, Person.sort_key, Person.id).limit(SHOWN)).all(),
        latest=db.session.scalars(
            people.where(Attendance.checked_in_at.is_not(None))
            .order_by(Attendance.checked_in_at.desc(), Attendance.id)
            .limit(5)
        ).all(),
    )
