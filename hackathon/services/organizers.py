"""Making somebody an organizer from the shell: of one event, of events to come, or of all there are."""

from datetime import datetime

from hackathon.domain.attendance import Status, as_named
from hackathon.domain.people import normal_email
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person
from hackathon.queries import capacity, people
from hackathon.services import activity, standing
from hackathon.services.transactions import transaction


@transaction
def appoint(*, who: str, person: Person | None, event: Event | None, now: datetime) -> Person:
    """Let a person organize the event, or, without an event, create events; return them.

    Somebody unknown is added, by the e-mail address or the name in `who`.
    """
    person = person or _add(who)
    if event is None:
        person.creates_events = True
        return person

    attendance = people.attendance_of(person, event_id=event.id)
    if attendance is None:
        attendance = Attendance(event=event, person=person)
        db.session.add(attendance)
        status = as_named(Status.CONFIRMED, places=capacity.of(event))
        standing.become(attendance=attendance, status=status, now=now)
    if not attendance.is_organizer:
        attendance.role = Role.ORGANIZER
        activity.did(f"made {person.name} an organizer", event=event, by=None, now=now)
    return person


@transaction
def make_administrator(*, who: str, person: Person | None) -> Person:
    """Let a person organize every event of the server; add somebody unknown as `appoint` does."""
    person = person or _add(who)
    person.is_administrator = True
    return person


def _add(who: str) -> Person:
    email = normal_email(who) if "@" in who else None
    person = Person(name=who.partition("@")[0] if email else who.strip(), email=email)
    db.session.add(person)
    db.session.flush()
    return person
