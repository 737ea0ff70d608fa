"""Who comes to an event: adding people, and changing what is known of them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.exc import IntegrityError

from hackathon.domain.attendance import Status, after_decision
from hackathon.domain.errors import BadEntry, NotYours
from hackathon.domain.names import normalise
from hackathon.domain.people import PersonFields, normal_email
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Handle, Person
from hackathon.queries import capacity, people
from hackathon.queries.desk import version_of
from hackathon.services import activity, presences, signing_in, standing, waiting
from hackathon.services.transactions import refuse_stale, take_turns, touch, transaction

LINK_GOOD_FOR = timedelta(hours=24)

_A_ROLE = {
    Role.ATTENDEE: "an attendee without a role",
    Role.REVIEWER: "a reviewer",
    Role.HELPER: "a helper",
    Role.ORGANIZER: "an organizer",
}


@transaction
def add(*, event: Event, fields: PersonFields, by: Person | None, now: datetime) -> Attendance:
    """Put a person on the event's list.

    Who is known by that e-mail address, or is a name or handle that nobody claimed yet, is not made anew:
    their votes and topics become the person's. Raises BadEntry for somebody who is on the list already.
    """
    take_turns(event)
    _refuse_giving_roles(event, fields.role, now_is=Role.ATTENDEE, by=by)
    person = _known(fields) or Person(name=fields.name.strip())
    _refuse_second(event, (Person.name_key == normalise(fields.name)) | (Person.id == person.id))
    db.session.add(person)
    person.affiliation = person.affiliation or _text(fields.affiliation)
    _set_email(person, person.email or normal_email(fields.email), by=by)
    status = after_decision(fields.status, before=None, is_remote=False, places=capacity.of(event))
    attendance = Attendance(event=event, person=person, role=fields.role)
    db.session.add(attendance)
    standing.become(attendance=attendance, status=status, now=now)
    _name_handles(person, (*(each.name for each in person.handles), *fields.handles))
    _flush()
    presences.replace(attendance=attendance, hours=fields.hours)
    activity.did(f"added {person.name}", event=event, by=by, now=now)
    return attendance


@transaction
def change(
    *, attendance: Attendance, fields: PersonFields, seen: int | None, by: Person | None, now: datetime
) -> None:
    """Change what is known of the person, and their part in the event.

    Raises StaleForm; NotYours for a role given by who may not; and BadEntry for an e-mail address or a
    handle that is somebody else's, for hours that cannot be, and where the event would lose its last
    organizer.
    """
    event, person = attendance.event, attendance.person
    take_turns(event)
    refuse_stale(seen, version_of(attendance))
    _refuse_giving_roles(event, fields.role, now_is=attendance.role, by=by)
    if attendance.is_organizer and fields.role is not Role.ORGANIZER:
        _refuse_last_organizer(attendance)

    if normalise(fields.name) != person.name_key:
        _refuse_second(event, (Person.name_key == normalise(fields.name)) & (Person.id != person.id))
    person.name, person.affiliation = fields.name.strip(), _text(fields.affiliation)
    _set_email(person, normal_email(fields.email), by=by)
    _name_handles(person, fields.handles)
    if attendance.status is not fields.status:
        _decide(attendance, fields.status, now)
    if attendance.role is not fields.role:
        activity.did(f"made {person.name} {_A_ROLE[fields.role]}", event=event, by=by, now=now)
        attendance.role = fields.role
    touch(person)
    touch(attendance)
    _flush()
    presences.replace(attendance=attendance, hours=fields.hours)
    waiting.move_up(event=event, now=now)
    activity.did(f"changed {person.name}", event=event, by=by, now=now)


@transaction
def make_sign_in_link(*, attendance: Attendance, by: Person | None, now: datetime) -> str:
    """Make a link that signs the person in at the event, once, within a day, and return its secret.

    Raises NotYours for somebody who may do more on this server than the one who asks.
    """
    event, person = attendance.event, attendance.person
    _refuse_more_power(person, by)
    activity.did(f"made a sign-in link for {person.name}", event=event, by=by, now=now)
    return signing_in.make_link(
        person=person, event=event, leads_to=f"/{event.slug}/", now=now, good_for=LINK_GOOD_FOR
    )


def _decide(attendance: Attendance, decision: Status, now: datetime) -> None:
    status = after_decision(
        decision,
        before=attendance.standing,
        is_remote=attendance.is_remote,
        places=capacity.of(attendance.event),
    )
    # Whatever an organizer says of somebody, they have looked at them.
    attendance.is_approved, attendance.answered_at = True, now
    standing.become(attendance=attendance, status=status, now=now)


def _known(fields: PersonFields) -> Person | None:
    email = normal_email(fields.email)
    owner: Person | None = db.session.scalar(select(Person).where(Person.email == email)) if email else None
    if owner is not None:
        return owner
    key = normalise(fields.name)
    handles = select(Handle.person_id).where(Handle.name_key == key)
    nobody_claimed = Person.email.is_(None) & ~exists().where(Attendance.person_id == Person.id)
    unclaimed: Person | None = db.session.scalar(
        select(Person)
        .where((Person.name_key == key) | Person.id.in_(handles), nobody_claimed)
        .order_by(Person.id)
        .limit(1)
    )
    return unclaimed


def _refuse_second(event: Event, same: ColumnElement[bool]) -> None:
    other = db.session.scalar(
        select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.event_id == event.id, same)
        .limit(1)
    )
    if other is not None:
        raise BadEntry(
            f"{other.name} is on the list already. Change that entry; if this is somebody else, "
            "write the name so that people can tell the two apart."
        )


def _refuse_last_organizer(attendance: Attendance) -> None:
    organizers = select(func.count()).where(
        Attendance.event_id == attendance.event_id, Attendance.is_organizer
    )
    if db.session.scalars(organizers).one() == 1:
        raise BadEntry(
            f"{attendance.person.name} is the only organizer. Make somebody else one first, then try again."
        )


def _refuse_giving_roles(event: Event, role: Role, *, now_is: Role, by: Person | None) -> None:
    """Let only organizers say who may do what."""
    if role is now_is or by is None or by.is_administrator:
        return
    if people.roles_of(by).get(event.id) is not Role.ORGANIZER:
        raise NotYours(
            "Only organizers give roles and take them. Leave the role as it is, or ask one of them."
        )


def _refuse_more_power(person: Person, by: Person | None) -> None:
    """Let nobody take over, by a link or an address, somebody who may do more on this server."""
    if by is None or by.id == person.id or by.is_administrator:
        return
    mine, theirs = people.roles_of(by), people.roles_of(person)
    does_more = any(not mine.get(event, Role.ATTENDEE).includes(role) for event, role in theirs.items())
    if person.is_administrator or (person.creates_events and not by.creates_events) or does_more:
        raise NotYours(
            f"{person.name} may do more on this server than you, so only they themselves, or whoever "
            "runs the server, can change how they sign in. Ask one of them."
        )


def _refuse_address_of_others(person: Person, by: Person | None) -> None:
    """Let nobody take an address away by which the person is known at an event of somebody else."""
    if by is None or by.id == person.id or person.email is None or by.is_administrator:
        return
    mine = {event for event, role in people.roles_of(by).items() if role.includes(Role.HELPER)}
    if people.roles_of(person).keys() - mine:
        raise NotYours(
            f"{person.name} also comes to an event that you do not organize, and is known there by this "
            "e-mail address. Ask them, or whoever runs the server, to change it."
        )


def _set_email(person: Person, email: str | None, *, by: Person | None) -> None:
    if email == person.email:
        return
    if person.id is not None:
        _refuse_more_power(person, by)
        _refuse_address_of_others(person, by)
    owner = db.session.scalar(select(Person).where(Person.email == email)) if email else None
    if owner is not None and owner is not person:
        raise BadEntry(f"{email} is the address of {owner.name} already. Leave it empty, or choose another.")
    person.email = email


def _name_handles(person: Person, names: tuple[str, ...]) -> None:
    wanted = {normalise(name): name.strip() for name in names}
    for handle in list(person.handles):
        if handle.name_key in wanted:
            handle.name = wanted.pop(handle.name_key)
        else:
            person.handles.remove(handle)
            db.session.delete(handle)
    for owned in db.session.scalars(select(Handle).where(Handle.name_key.in_(wanted))):
        if owned.person is not person:
            raise BadEntry(
                f"“{owned.name}” is the handle of {owned.person.name}. If that is the same person, join "
                "the two under Joins; otherwise leave it out."
            )
    person.handles += [Handle(name=name) for name in wanted.values()]


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise BadEntry(
            "Somebody took that e-mail address or handle a moment ago. Look at the list again."
        ) from error
