"""Matching a pasted list with known people, and the outcome of inviting each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import exists, func, inspect, select
from sqlalchemy.orm import contains_eager

from hackathon.accounts.models import Person
from hackathon.attendance.invitations.domain import ListedPerson
from hackathon.attendance.invitations.models import Invitation
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

T = TypeVar("T")
AT_ONCE = 500
"""The number of names or addresses per query, since databases limit parameters."""
A_MOMENT = timedelta(minutes=10)
"""People are not invited again within this time, so sending a list twice sends one email."""


class Outcome(StrEnum):
    """The outcome of inviting someone."""

    NEW = "new"
    AGAIN = "again"
    """On the list without a current answer; gets another email."""
    ANSWERED = "answered"
    JUST_INVITED = "just_invited"
    NAMESAKE = "namesake"
    """Someone else with that name is on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """An entry of the list, the person if known, and the outcome of inviting them."""

    entry: ListedPerson
    outcome: Outcome
    person: Person | None = None
    attendance: Attendance | None = None


def matched(
    event: Event, entries: Sequence[ListedPerson], now: datetime, *, by: Person | None
) -> list[Invitee]:
    """Match entries with known people by address, or by name if that person has no address.

    An address in a list never gives access to someone who has a role on this server; in a list from someone
    who does not organize the event, it never gives access to anyone already known.
    """
    keys, emails = [normalize(each.name) for each in entries], [each.email_key for each in entries]
    here = _here(event, keys, emails)
    by_person = {each.person_id: each for each in here}
    by_name = {each.person.name_key: each for each in here}
    names = Counter(each.person.name_key for each in here)
    owners = {each.email_key: each for each in _where(Person.email_key, emails)}
    invited, (trusted, organizers) = _latest_invitations([each.id for each in here]), _with_roles(event)
    # Taken from the identity, to avoid reloading the person, who is loaded in the transaction.
    may_claim = by is None or inspect(by).identity in organizers
    unclaimed = _unclaimed(keys) if may_claim else {}

    new_names: set[str] = set()

    def is_only_a_name(attendance: Attendance) -> bool:
        return may_claim and attendance.person.email is None and attendance.person_id not in trusted

    def invitee(entry: ListedPerson) -> Invitee:
        key = normalize(entry.name)
        owner = owners.get(entry.email_key)
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
    """Return the people invited by email who have not answered, by name, except those just emailed.

    `among` limits the search to a few of them, by id.
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
        .order_by(Person.sort_key, Person.id)
    )
    if among is not None:
        silent = silent.where(Attendance.id.in_(among))
    waiting = db.session.scalars(silent).all()
    invited = _latest_invitations([each.id for each in waiting])
    return [each for each in waiting if each.id in invited and invited[each.id] <= now - A_MOMENT]


def _here(event: Event, keys: Sequence[str], emails: Sequence[str]) -> list[Attendance]:
    """Return which of these names or addresses are on the event's list."""
    found: dict[int, Attendance] = {}
    for column, values in ((Person.name_key, keys), (Person.email_key, emails)):
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


def _with_roles(event: Event) -> tuple[set[int], set[tuple[int]]]:
    """Return the people with a role on this server, and the ids of the event's organizers."""
    has_role = exists().where(Attendance.person_id == Person.id, Attendance.role != Role.ATTENDEE)
    organizes = exists().where(
        Attendance.person_id == Person.id, Attendance.event_id == event.id, Attendance.is_organizer
    )
    rows = db.session.execute(
        select(Person.id, organizes | Person.is_administrator).where(
            has_role | Person.creates_events | Person.is_administrator
        )
    ).all()
    return {key for key, _ in rows}, {(key,) for key, is_organizer in rows if is_organizer}


def _unclaimed(names: Sequence[str]) -> dict[str, Person]:
    """Return the unclaimed people with these names: without an address or any attendance."""
    has_power = Person.creates_events | Person.is_administrator
    nobody_claimed = Person.email.is_(None) & ~has_power & ~exists().where(Attendance.person_id == Person.id)
    return {each.name_key: each for each in _where(Person.name_key, names, nobody_claimed)}


def _where(column, values: Sequence[str], *also) -> Iterable[Person]:  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002 -- SQLAlchemy's
    for some in _chunks(values):
        yield from db.session.scalars(select(Person).where(column.in_(some), *also).order_by(Person.id))


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
