"""Adding people to an event, editing them, and creating sign-in links."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.exc import IntegrityError

from hackathon.accounts import queries as people
from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Handle, Person
from hackathon.accounts.sign_in.services import signing_in
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.people.queries.people_list import version_of
from hackathon.attendance.people.services import addresses, lookalikes
from hackathon.attendance.registration.services import attendance_status, availability
from hackathon.attendance.waitlist import queries as capacity
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import refuse_stale, touch, transaction
from hackathon.core.domain.attendance import Status, after_decision
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry, NotYours
from hackathon.core.extensions import db
from hackathon.core.text.emails import email_as_written
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

LINK_GOOD_FOR = timedelta(hours=24)

_GAVE_ROLE = {
    Role.ATTENDEE: LogKind.MADE_ATTENDEE,
    Role.REVIEWER: LogKind.MADE_REVIEWER,
    Role.HELPER: LogKind.MADE_HELPER,
    Role.ORGANIZER: LogKind.MADE_ORGANIZER,
}


@transaction(takes=Lock.ROLL)
def add(*, event: Event, fields: PersonFields, by: Person | None, now: datetime) -> Attendance:
    """Add a person to the event's list.

    An existing person with that email address, or an unclaimed one with that name or handle, is reused with
    their votes and topics. Raises BadEntry for someone who is already on the list.
    """
    _refuse_giving_roles(event, fields.role, now_is=Role.ATTENDEE, by=by)
    person = _known(fields) or Person(name=fields.name.strip())
    _refuse_second(event, (Person.name_key == normalize(fields.name)) | (Person.id == person.id))
    db.session.add(person)
    person.affiliation = person.affiliation or _text(fields.affiliation)
    _set_email(person, person.email or email_as_written(fields.email), event=event, by=by, now=now)
    status = after_decision(fields.status, before=None, is_remote=False, places=capacity.capacity_of(event))
    attendance = Attendance(event=event, person=person, role=fields.role)
    db.session.add(attendance)
    attendance_status.change(attendance=attendance, status=status, now=now)
    _name_handles(person, (*(each.name for each in person.handles), *fields.handles))
    _flush()
    availability.replace(attendance=attendance, hours=fields.hours)
    lookalikes.propose(event, [person])
    activity.record(LogKind.ADDED_PERSON, event=event, by=by, now=now, person=person.name)
    return attendance


@transaction(takes=Lock.ROLL)
def change(
    *, attendance: Attendance, fields: PersonFields, seen: int | None, by: Person | None, now: datetime
) -> None:
    """Update a person and their attendance.

    Raises StaleForm; NotYours if the role may not be changed; and BadEntry for someone else's email address
    or handle, for invalid hours, and if the event would lose its last organizer.
    """
    event, person = attendance.event, attendance.person
    refuse_stale(seen, version_of(attendance))
    _refuse_giving_roles(event, fields.role, now_is=attendance.role, by=by)
    if attendance.is_organizer and fields.role is not Role.ORGANIZER:
        _refuse_last_organizer(attendance)

    if normalize(fields.name) != person.name_key:
        _refuse_second(event, (Person.name_key == normalize(fields.name)) & (Person.id != person.id))
    person.name, person.affiliation = fields.name.strip(), _text(fields.affiliation)
    _set_email(person, email_as_written(fields.email), event=event, by=by, now=now)
    _name_handles(person, fields.handles)
    if attendance.status is not fields.status:
        _decide(attendance, fields.status, now)
    if attendance.role is not fields.role:
        activity.record(_GAVE_ROLE[fields.role], event=event, by=by, now=now, person=person.name)
        attendance.role = fields.role
    touch(person)
    touch(attendance)
    _flush()
    availability.replace(attendance=attendance, hours=fields.hours)
    lookalikes.propose(event, [person])
    waiting.move_up(event=event, now=now)
    activity.record(LogKind.CHANGED_PERSON, event=event, by=by, now=now, person=person.name)


@transaction
def make_sign_in_link(*, attendance: Attendance, by: Person | None, now: datetime) -> str:
    """Create a sign-in link for the event that works once within a day, and return its secret.

    Raises NotYours for a person with more rights on this server.
    """
    event, person = attendance.event, attendance.person
    _refuse_more_power(person, by)
    activity.record(LogKind.MADE_SIGN_IN_LINK, event=event, by=by, now=now, person=person.name)
    return signing_in.make_link(
        person=person, event=event, leads_to=f"/{event.slug}/", now=now, good_for=LINK_GOOD_FOR
    )


@transaction
def list_voter(*, event: Event, person: Person, by: Person | None, now: datetime) -> None:
    """Add a voter to the event's list as invited; adding twice changes nothing.

    Raises BadEntry if someone else with that name is on the list.
    """
    if people_list.attendance_of(person, event_id=event.id) is not None:
        return
    _refuse_second(event, Person.name_key == person.name_key)
    attendance = Attendance(event=event, person=person)
    db.session.add(attendance)
    attendance_status.change(attendance=attendance, status=Status.INVITED, now=now)
    lookalikes.propose(event, [person])
    activity.record(LogKind.ADDED_VOTER, event=event, by=by, now=now, person=person.name)


def _decide(attendance: Attendance, decision: Status, now: datetime) -> None:
    status = after_decision(
        decision,
        before=attendance.standing,
        is_remote=attendance.is_remote,
        places=capacity.capacity_of(attendance.event),
    )
    # An organizer who sets the status has thereby approved the person.
    attendance.is_approved, attendance.answered_at = True, now
    attendance_status.change(attendance=attendance, status=status, now=now)


def _known(fields: PersonFields) -> Person | None:
    email = email_as_written(fields.email)
    owner = people.with_email(email)
    if owner is not None:
        return owner
    key = normalize(fields.name)
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
            message(
                "%(other)s is already on the list. Edit that entry; if this is someone else, change "
                "the name so that people can tell them apart.",
                other=other.name,
            ),
            at="name",
        )


def _refuse_last_organizer(attendance: Attendance) -> None:
    organizers = select(func.count()).where(
        Attendance.event_id == attendance.event_id, Attendance.is_organizer
    )
    if db.session.scalars(organizers).one() == 1:
        raise BadEntry(
            message(
                "%(person)s is the only organizer. Please make someone else an organizer first.",
                person=attendance.person.name,
            ),
            at="role",
        )


def _refuse_giving_roles(event: Event, role: Role, *, now_is: Role, by: Person | None) -> None:
    """Refuse role changes by anyone but organizers."""
    if role is now_is or by is None or by.is_administrator:
        return
    if people_list.roles_of(by).get(event.id) is not Role.ORGANIZER:
        raise NotYours(
            message("Only organizers can change roles. Please leave the role unchanged or ask an organizer.")
        )


def _refuse_more_power(person: Person, by: Person | None) -> None:
    """Refuse access, by link or address, to people with more rights on this server."""
    if by is None or by.id == person.id or by.is_administrator:
        return
    mine, theirs = people_list.roles_of(by), people_list.roles_of(person)
    does_more = any(not mine.get(event, Role.ATTENDEE).includes(role) for event, role in theirs.items())
    if person.is_administrator or (person.creates_events and not by.creates_events) or does_more:
        raise NotYours(
            message(
                "%(person)s has more rights on this server than you, so only they or the server's "
                "administrator can change how they sign in.",
                person=person.name,
            )
        )


def _refuse_address_of_others(person: Person, by: Person | None) -> None:
    """Refuse changing an address that the person uses at another organizer's event."""
    if by is None or by.id == person.id or person.email is None or by.is_administrator:
        return
    mine = {event for event, role in people_list.roles_of(by).items() if role.includes(Role.HELPER)}
    if people_list.roles_of(person).keys() - mine:
        raise NotYours(
            message(
                "%(person)s also attends an event that you don't organize, with this email address. "
                "Ask them or the server's administrator to change it.",
                person=person.name,
            )
        )


def _set_email(person: Person, email: str | None, *, event: Event, by: Person | None, now: datetime) -> None:
    if email == person.email:
        return
    if person.id is not None:
        addresses.refuse_claim(event=event, by=by)
        _refuse_more_power(person, by)
        _refuse_address_of_others(person, by)
    addresses.become(person=person, email=email, event=event, by=by, now=now)


def _name_handles(person: Person, names: tuple[str, ...]) -> None:
    wanted = {normalize(name): name.strip() for name in names}
    for handle in list(person.handles):
        if handle.name_key in wanted:
            handle.name = wanted.pop(handle.name_key)
        else:
            person.handles.remove(handle)
            db.session.delete(handle)
    for owned in db.session.scalars(select(Handle).where(Handle.name_key.in_(wanted))):
        if owned.person is not person:
            raise BadEntry(
                message(
                    "“%(owned)s” is the handle of %(person)s. If that is the same person, merge the two "
                    "under “Merge duplicate people”; otherwise leave it out.",
                    owned=owned.name,
                    person=owned.person.name,
                ),
                at="handles",
            )
    person.handles += [Handle(name=name) for name in wanted.values()]


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise BadEntry(
            message(
                "Someone else was given that email address or handle just now. Please check the list again."
            )
        ) from error
