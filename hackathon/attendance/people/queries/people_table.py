"""A page of the organizers' table of people, as plain values, which load faster than ORM objects."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from hackathon.accounts.models import Handle, Person
from hackathon.attendance.people.queries.people_list import PeopleSearch, PeopleSort, asked_for
from hackathon.core.database.totals import total_of
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability

PER_PAGE = 100
"""The number of people on a page of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableHours:
    """A person's availability on one day."""

    day: date
    arrives: time
    leaves: time


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person's row in the table; equal values are rendered once."""

    person_id: int
    name: str
    affiliation: str | None
    email: str | None
    status: Status
    role: Role
    offer_ends_at: datetime | None
    is_approved: bool
    is_remote: bool
    hours: tuple[AvailableHours, ...]
    handles: tuple[str, ...]
    is_chosen: bool = False
    """Whether their checkbox is checked when the page is shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """A page of the table; `total` counts the people of all pages."""

    lines: Sequence[PersonLine]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """The number of pages."""
        return -(-self.total // PER_PAGE)


_SHOWN = (
    *(Attendance.id, Attendance.person_id, Attendance.status, Attendance.role, Attendance.offer_ends_at),
    *(Attendance.is_approved, Attendance.is_remote, Person.name, Person.affiliation, Person.email),
)


def page_of(event: Event, search: PeopleSearch, *, page: int, chosen: Collection[int] = ()) -> PeoplePage:
    """Return a page of the matching people; those with the keys `chosen` are checked."""
    asked = asked_for(event, search)
    counted = select(Attendance.id).where(*asked)
    if search.words:  # otherwise the people themselves are not needed, and an index suffices for counting
        counted = counted.join(Attendance.person)
    rows = db.session.execute(
        select(*_SHOWN, total_of(counted).label("total"))
        .join(Attendance.person)
        .where(*asked)
        .order_by(*_order(search.sort), Person.sort_key, Attendance.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    hours, handles = _hours([row.id for row in rows]), _handles([row.person_id for row in rows])
    return PeoplePage(
        lines=[
            PersonLine(
                person_id=row.person_id,
                name=row.name,
                affiliation=row.affiliation,
                email=row.email,
                status=row.status,
                role=row.role,
                offer_ends_at=row.offer_ends_at,
                is_approved=row.is_approved,
                is_remote=row.is_remote,
                hours=tuple(hours.get(row.id, ())),
                handles=tuple(handles.get(row.person_id, ())),
                is_chosen=row.person_id in chosen,
            )
            for row in rows
        ],
        page=page,
        total=rows[0].total if rows else 0,
    )


def _order(sort: PeopleSort) -> Sequence[ColumnElement[Any]]:
    statuses = {each.value: at for at, each in enumerate(Status)}
    roles = {each.value: at for at, each in enumerate(reversed(Role))}
    orders: dict[PeopleSort, Sequence[ColumnElement[Any]]] = {
        PeopleSort.NAME: (),
        PeopleSort.AFFILIATION: (func.nullif(Person.affiliation_key, "").asc().nulls_last(),),
        PeopleSort.STATUS: (case(statuses, value=Attendance.status),),
        PeopleSort.ROLE: (case(roles, value=Attendance.role),),
    }
    return orders[sort]


def _hours(attendances: Collection[int]) -> dict[int, list[AvailableHours]]:
    """Return availability by attendance, in chronological order."""
    found: dict[int, list[AvailableHours]] = {}
    for key, day, arrives, leaves in db.session.execute(
        select(Availability.attendance_id, Availability.day, Availability.arrives, Availability.leaves)
        .where(Availability.attendance_id.in_(attendances))
        .order_by(Availability.day, Availability.arrives)
    ):
        found.setdefault(key, []).append(AvailableHours(day=day, arrives=arrives, leaves=leaves))
    return found


def _handles(people: Collection[int]) -> dict[int, list[str]]:
    """Return people's handles in alphabetical order."""
    found: dict[int, list[str]] = {}
    for key, name in db.session.execute(
        select(Handle.person_id, Handle.name)
        .where(Handle.person_id.in_(people))
        .order_by(Handle.sort_key, Handle.id)
    ):
        found.setdefault(key, []).append(name)
    return found
