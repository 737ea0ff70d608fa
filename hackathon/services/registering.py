"""Putting oneself on an event's list, where the event lets people, and an organizer's word on it."""

from datetime import datetime

from hackathon.domain.attendance import Registration, Standing, Status, after_answer
from hackathon.domain.errors import NotInvited
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Person
from hackathon.queries import capacity, people
from hackathon.services import activity, attendances, invitation_mails, standing, waiting
from hackathon.services.transactions import take_turns, transaction


@transaction
def register(*, event: Event, person: Person, affiliation: str | None, now: datetime) -> Attendance:
    """Put the person on the list as coming: at once, behind those who wait, or until an organizer says yes.

    Who is on the list already gives the same answer there. Raises NotInvited where nobody may register.
    """
    take_turns(event)
    waiting.move_up(event=event, now=now)
    person.affiliation = affiliation or person.affiliation
    if people.attendance_of(person, event_id=event.id) is not None:
        return attendances.answer(event=event, person=person, status=Status.CONFIRMED, hours=None, now=now)
    if not event.takes_registrations(now):
        raise NotInvited(f"{event.title} takes no registrations now. Ask an organizer to invite you.")
    is_approved = event.registration is Registration.OPEN
    status = after_answer(
        Status.CONFIRMED,
        before=Standing(status=Status.INVITED, is_approved=is_approved),
        is_remote=False,
        places=capacity.of(event),
    )
    attendance = Attendance(event=event, person=person, is_approved=is_approved, answered_at=now)
    db.session.add(attendance)
    standing.become(attendance=attendance, status=status, now=now)
    db.session.flush()  # the mail's link needs its key
    invitation_mails.confirm(attendance=attendance, now=now)
    activity.did("registered", event=event, by=person, now=now)
    return attendance


@transaction
def approve(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Say yes to somebody who registered: they come if there is a place, and wait for one otherwise.

    Approving twice changes nothing.
    """
    event = attendance.event
    take_turns(event)
    if attendance.is_approved:
        return
    attendance.is_approved = True
    if attendance.status is Status.WAITLISTED and not capacity.of(event).is_full:
        standing.become(attendance=attendance, status=Status.CONFIRMED, now=now)
        waiting.tell(attendance=attendance, now=now)
    waiting.move_up(event=event, now=now)
    activity.did(f"approved {attendance.person.name}", event=event, by=by, now=now)
