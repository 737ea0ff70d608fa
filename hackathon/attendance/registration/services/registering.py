"""Registering for an event, and approving registrations."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.invitations.services import invitation_mails
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.people.services import lookalikes
from hackathon.attendance.registration.services import attendance_status, attendances
from hackathon.attendance.waitlist import queries as capacity
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import AttendanceSituation, Registration, Status, after_answer
from hackathon.core.errors import EventEnded, NotInvited
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


@transaction
def register(*, event: Event, person: Person, affiliation: str | None, now: datetime) -> Attendance:
    """Register the person: confirmed, on the waitlist, or awaiting approval.

    For someone already on the list, this is an ordinary answer. Raises NotInvited if registration is closed.
    """
    waiting.move_up(event=event, now=now)
    person.affiliation = affiliation or person.affiliation
    if people_list.attendance_of(person, event_id=event.id) is not None:
        return attendances.answer(event=event, person=person, status=Status.CONFIRMED, hours=None, now=now)
    if not event.takes_registrations(now):
        raise NotInvited(
            message(
                "Registration for %(event)s is closed. Please ask an organizer to invite you.",
                event=event.title,
            )
        )
    is_approved = event.registration is Registration.OPEN
    status = after_answer(
        Status.CONFIRMED,
        before=AttendanceSituation(status=Status.INVITED, is_approved=is_approved),
        is_remote=False,
        places=capacity.capacity_of(event),
    )
    attendance = Attendance(event=event, person=person, is_approved=is_approved, answered_at=now)
    db.session.add(attendance)
    attendance_status.change(attendance=attendance, status=status, now=now)
    db.session.flush()  # the email's link needs its id
    lookalikes.propose(event, [person])
    invitation_mails.confirm(attendance=attendance, now=now)
    activity.record(LogKind.REGISTERED, event=event, by=person, now=now)
    return attendance


@transaction
def approve(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Approve a registration: confirmed if there is a place, otherwise waitlisted.

    Approving twice changes nothing. Raises EventEnded.
    """
    event = attendance.event
    if attendance.is_approved:
        return
    if not event.lifecycle.takes_answers(now):
        raise EventEnded(message("%(event)s has ended, so nobody can be added.", event=event.title))
    attendance.is_approved = True
    if attendance.status is Status.WAITLISTED and not capacity.capacity_of(event).is_full:
        attendance_status.change(attendance=attendance, status=Status.CONFIRMED, now=now)
        waiting.tell(attendance=attendance, now=now)
    waiting.move_up(event=event, now=now)
    activity.record(LogKind.APPROVED, event=event, by=by, now=now, person=attendance.person.name)
