"""Check-in by organizers, and by attendees with the self check-in code."""

import hmac
import secrets
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import queries as capacity
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import at_the_door
from hackathon.core.domain.phases import Phase
from hackathon.core.errors import BadEntry, LinkSpent, NotInvited
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


@transaction
def check_in(*, attendance: Attendance, by: Person | None, now: datetime) -> bool:
    """Check the person in and return whether they were not before; a second check-in keeps the first time.

    This also confirms their attendance. Raises BadEntry if there is no place left.
    """
    event = attendance.event
    waiting.move_up(event=event, now=now)
    if attendance.checked_in_at is not None:
        return False
    status = at_the_door(attendance.standing, places=capacity.capacity_of(event))
    attendance_status.change(attendance=attendance, status=status, now=now)
    attendance.checked_in_at, attendance.is_remote = now, False
    activity.record(LogKind.CHECKED_IN, event=event, by=by, now=now, person=attendance.person.name)
    return True


@transaction
def undo(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Undo a check-in; the person's answer stays. Undoing twice changes nothing."""
    if attendance.checked_in_at is None:
        return
    attendance.checked_in_at = None
    activity.record(
        LogKind.UNDID_CHECK_IN, event=attendance.event, by=by, now=now, person=attendance.person.name
    )


@transaction
def arrive(*, event: Event, secret: str, person: Person, now: datetime) -> None:
    """Check a person in with the self check-in code.

    Raises LinkSpent for a wrong or replaced code, BadEntry outside the event's days, and NotInvited for
    someone who is not on the list.
    """
    check_door(event=event, secret=secret, now=now)
    attendance = people_list.attendance_of(person, event_id=event.id)
    if attendance is None:
        raise NotInvited(message("You are not on the list. Please ask an organizer at the entrance."))
    check_in(attendance=attendance, by=person, now=now)


def check_door(*, event: Event, secret: str, now: datetime) -> None:
    """Raise what `arrive` raises for this code and day."""
    if event.door_secret is None or not hmac.compare_digest(event.door_secret.encode(), secret.encode()):
        raise LinkSpent(
            message("This check-in code isn't valid any more. Scan it again, or ask at the entrance.")
        )
    if event.is_over(now):
        raise BadEntry(message("%(event)s has ended. Check-in is closed.", event=event.title))
    if now < event.lifecycle.begins and event.held_phase is not Phase.RUNNING:
        raise BadEntry(message("Check-in opens on %(day)s. Please scan the code then.", day=event.first_day))


@transaction
def renew_door(*, event: Event, by: Person | None, now: datetime) -> None:
    """Create a new self check-in code; the previous one stops working at once."""
    event.door_secret = secrets.token_urlsafe(16)
    activity.record(LogKind.RENEWED_CHECK_IN_CODE, event=event, by=by, now=now)
