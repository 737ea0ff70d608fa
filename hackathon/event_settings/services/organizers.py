"""Making someone an organizer from the command line: of one event, of new events, or of all events."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import queries as capacity
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status, as_named
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.core.text.emails import email_as_written
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


@transaction(takes=Lock.ROLL)
def appoint(*, who: str, person: Person | None, event: Event | None, now: datetime) -> Person:
    """Let a person organize the event or, without an event, create events; return them.

    Someone unknown is added, with the email address or name in `who`.
    """
    person = person or _add(who)
    if event is None:
        person.creates_events = True
        return person

    attendance = people_list.attendance_of(person, event_id=event.id)
    if attendance is None:
        attendance = Attendance(event=event, person=person)
        db.session.add(attendance)
        status = as_named(Status.CONFIRMED, places=capacity.capacity_of(event))
        attendance_status.change(attendance=attendance, status=status, now=now)
    if not attendance.is_organizer:
        attendance.role = Role.ORGANIZER
        activity.record(LogKind.MADE_ORGANIZER, event=event, by=None, now=now, person=person.name)
    return person


@transaction(takes=Lock.ROLL)
def make_administrator(*, who: str, person: Person | None) -> Person:
    """Let a person organize every event on the server; someone unknown is added as in `appoint`."""
    person = person or _add(who)
    person.is_administrator = True
    return person


def _add(who: str) -> Person:
    email = email_as_written(who) if "@" in who else None
    person = Person(name=who.partition("@")[0] if email else who.strip(), email=email)
    db.session.add(person)
    db.session.flush()
    return person
