"""Who is meant by each person of a pasted list, and what inviting them would come to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import exists, func, select
from sqlalchemy.orm import contains_eager

from hackathon.domain.address_lists import Entry
from hackathon.domain.attendance import Status
from hackathon.domain.names import normalise
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Invitation, Person

T = TypeVar("T")
AT_ONCE = 500
"""How many names or addresses one query asks for; databases take only so many."""
A_MOMENT = timedelta(minutes=10)
"""Who was invited less than this ago is not invited again: a list that is sent twice is mailed once."""


class Outcome(StrEnum):
    """What inviting somebody comes to."""

    NEW = "new"
    AGAIN = "again"
    """On the list, and without an answer that stands: they get another mail."""
    ANSWERED = "answered"
    JUST_INVITED = "just invited"
    NAMESAKE = "namesake"
    """Somebody else of that name is on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Somebody of the list, whom we may know already, and what inviting them comes to."""

    entry: Entry
    outcome: Outcome
    person: Person | None = None
    attendance: Attendance | None = None


def of(event: Event, entries: Sequence[Entry], now: datetime) -> list[Invitee]:
    """Return who is meant: by the address, or by the name where the one of that name here has no address.

    An address that stands in a list gives nobody a way in to somebody who has a role on this server.
    """
    keys, emails = [normalise(each.name) for each in entries], [each.email for each in entries]
    here = _here(event, keys, emails)
    by_person = {each.person_id: each for each in here}
    by_name = {each.person.name_key: each for each in here}
    names = Counter(each.person.name_key for each in here)
    owners = {each.email: each for each in _where(Person.email, emails)}
    unclaimed = _unclaimed(keys)
    invited, trusted = _latest_invitations([each.id for each in here]), _with_roles()

    new_names: set[str] = set()

    def is_only_a_name(attendance: Attendance) -> bool:
        return attendance.person.email is None and attendance.person_id not in trusted

    def invitee(entry: Entry) -> Invitee:
        key = normalise(entry.name)
        owner = owners.get(entry.email)
        attendance = by_person.get(owner.id) if owner else None
        if attendance is None and owner is None and names[key] == 1 and is_only_a_name(by_name[key]):
            attendance = by_name[key]
        if attendance is not None:
            outcome = _outcome(attendance, invited.get(attendance.id), now)
            return Invitee(entry=entry, outcome=outcome, person=attendance.person, attendance=attendance)
        if names[key] or key in new_names:
            return Invitee(entry=entry, outcome=Outcome.NAMESAKE, attendance=by_name.get(key))
        new_names.add(key)
        return Invitee(entry=entry, outcome=Outcome.NEW, person=owner or unclaimed.pop(key, None))

    return [invitee(entry) for entry in entries]


def unanswered(event: Event, now: datetime, *, among: Sequence[int] | None = None) -> list[Attendance]:
    """Return who was invited by mail and has not answered, by name; not whom we just wrote to.

    `among` asks of no more than a few of them, by key.
    """
    silent = (
        select(Attendance)
        .join(Attendance.person)
        .where(
            Attendance.event_id == event.id,
            Attendance.status == Status.INVITED,
            Person.email.is_not(None),
        )
        .options(contains_eager(Attendance.person))
        .order_by(Person.name_key)
    )
    if among is not None:
        silent = silent.where(Attendance.id.in_(among))
    waiting = db.session.scalars(silent).all()
    invited = _latest_invitations([each.id for each in waiting])
    return [each for each in waiting if each.id in invited and invited[each.id] <= now - A_MOMENT]


def _here(event: Event, keys: Sequence[str], emails: Sequence[str]) -> list[Attendance]:
    """Return who of these names or addresses is on the event's list."""
    found: dict[int, Attendance] = {}
    for column, values in ((Person.name_key, keys), (Person.email, emails)):
        for some in _chunks(values):
            rows = (
                select(Attendance)
                .join(Attendance.person)
                .where(Attendance.event_id == event.id, column.in_(some))
                .options(contains_eager(Attendance.person))
            )
            found |= {each.id: each for each in db.session.scalars(rows)}
    return [found[key] for key in sorted(found)]


def _outcome(attendance: Attendance, invited_at: datetime | None, now: datetime) -> Outcome:
    if attendance.status in (Status.CONFIRMED, Status.MAYBE, Status.WAITLISTED):
        return Outcome.ANSWERED
    if attendance.status is Status.INVITED and invited_at is not None and invited_at > now - A_MOMENT:
        return Outcome.JUST_INVITED
    return Outcome.AGAIN


def _latest_invitations(attendances: Sequence[int]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for some in _chunks(attendances):
        rows = db.session.execute(
            select(Invitation.attendance_id, func.max(Invitation.made_at))
            .where(Invitation.attendance_id.in_(some), Invitation.withdrawn_at.is_(None))
            .group_by(Invitation.attendance_id)
        )
        found |= dict(rows.all())
    return found


def _with_roles() -> set[int]:
    """Return who may do more on this server than attend."""
    has_role = exists().where(Attendance.person_id == Person.id, Attendance.role != Role.ATTENDEE)
    return set(
        db.session.scalars(
            select(Person.id).where(has_role | Person.creates_events | Person.is_administrator)
        )
    )


def _unclaimed(names: Sequence[str]) -> dict[str, Person]:
    """Return the people of these names whom nobody has claimed yet: no address, and no part in any event."""
    has_power = Person.creates_events | Person.is_administrator
    nobody_claimed = Person.email.is_(None) & ~has_power & ~exists().where(Attendance.person_id == Person.id)
    return {each.name_key: each for each in _where(Person.name_key, names, nobody_claimed)}


def _where(column, values: Sequence[str], *also) -> Iterable[Person]:  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002 -- SQLAlchemy's
    for some in _chunks(values):
        yield from db.session.scalars(select(Person).where(column.in_(some), *also).order_by(Person.id))


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
