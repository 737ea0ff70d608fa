"""Changing and inviting many people at once: all of them, or none."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Person
from hackathon.attendance.people.services import people
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry, NotYours
from hackathon.core.text.messages import Message, listed, message
from hackathon.events.participation.models import Attendance


@transaction(takes=Lock.ROLL)
def change(
    *,
    attendances: Sequence[Attendance],
    status: Status | None,
    role: Role | None,
    by: Person | None,
    now: datetime,
) -> int:
    """Set the status, the role or both of several people, and return how many changed.

    Each is changed as they would be alone. Raises BadEntry if nothing is selected or set, and BadEntry or
    NotYours with the names of everyone who can't be changed.
    """
    refuse_none(attendances)
    if status is None and role is None:
        raise BadEntry(message("Please choose what to change."))
    changed = 0

    def change_one(attendance: Attendance) -> None:
        nonlocal changed
        now_is = fields_of(attendance)
        becomes = replace(now_is, status=status or now_is.status, role=role or now_is.role)
        if becomes != now_is:
            people.change(attendance=attendance, fields=becomes, seen=None, by=by, now=now)
            changed += 1

    for_each(attendances, change_one)
    return changed


def for_each(attendances: Sequence[Attendance], service: Callable[[Attendance], object]) -> None:
    """Do the same for several people; raises any refusal with the names of everyone concerned."""
    refused: list[tuple[Attendance, BadEntry | NotYours]] = []
    for attendance in attendances:
        try:
            service(attendance)
        except (BadEntry, NotYours) as refusal:
            refused.append((attendance, refusal))
    if refused:
        said = [_named(attendance, refusal.message) for attendance, refusal in refused]
        raise type(refused[0][1])(
            message("Nothing was changed. %(reasons)s", reasons=listed(said, separator=" "))
        )


def refuse_none(attendances: Sequence[Attendance]) -> None:
    """Raise BadEntry if nobody is selected."""
    if not attendances:
        raise BadEntry(message("Please choose at least one person."))


def fields_of(attendance: Attendance) -> PersonFields:
    """Return a person's details as form fields."""
    person = attendance.person
    return PersonFields(
        name=person.name,
        affiliation=person.affiliation,
        email=person.email,
        handles=tuple(each.name for each in person.handles),
        status=attendance.status,
        role=attendance.role,
        hours=tuple(each.hours for each in attendance.availability),
    )


def _named(attendance: Attendance, reason: str | Message) -> Message:
    return message("%(person)s: %(reason)s", person=attendance.person.name, reason=reason)
