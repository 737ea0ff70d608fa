"""Who has come: checked in at the door by an organizer, or by themselves with the door's own address."""

import hmac
import secrets
from datetime import datetime

from hackathon.domain.attendance import at_the_door
from hackathon.domain.errors import BadEntry, LinkSpent, NotInvited
from hackathon.models import Attendance, Event, Person
from hackathon.queries import capacity, people
from hackathon.services import activity, standing, waiting
from hackathon.services.transactions import take_turns, transaction


@transaction
def check_in(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Keep that the person has come, and when; who is here already came when they first did.

    Whoever had said something else comes after all. Raises BadEntry where there is no place for them.
    """
    event = attendance.event
    take_turns(event)
    waiting.move_up(event=event, now=now)
    if attendance.checked_in_at is not None:
        return
    status = at_the_door(attendance.standing, places=capacity.of(event))
    standing.become(attendance=attendance, status=status, now=now)
    attendance.checked_in_at, attendance.is_remote = now, False
    activity.did(f"checked in {attendance.person.name}", event=event, by=by, now=now)


@transaction
def undo(*, attendance: Attendance, by: Person | None, now: datetime) -> None:
    """Take back that the person has come; what they answered stays as it is. Twice changes nothing."""
    if attendance.checked_in_at is None:
        return
    attendance.checked_in_at = None
    activity.did(f"undid the check-in of {attendance.person.name}", event=attendance.event, by=by, now=now)


@transaction
def arrive(*, event: Event, secret: str, person: Person, now: datetime) -> None:
    """Check somebody in who opened the door's address.

    Raises LinkSpent for an address that is not the door's, or not any more, BadEntry on any day that is none
    of the event's, and NotInvited for somebody who is not on the list.
    """
    check_door(event=event, secret=secret, now=now)
    attendance = people.attendance_of(person, event_id=event.id)
    if attendance is None:
        raise NotInvited("You are not on the list. Ask an organizer at the door.")
    check_in(attendance=attendance, by=person, now=now)


def check_door(*, event: Event, secret: str, now: datetime) -> None:
    """Raise what `arrive` raises for an address and a day."""
    if event.door_secret is None or not hmac.compare_digest(event.door_secret.encode(), secret.encode()):
        raise LinkSpent("This is not the code at the door, or not any more. Scan it once more, or ask there.")
    today = now.astimezone(event.timezone).date()
    if event.is_over(now):
        raise BadEntry(f"{event.title} is over, and its door is closed.")
    if today < event.first_day:
        raise BadEntry(
            f"The door opens on {event.first_day.day} {event.first_day:%B %Y}. Scan the code then."
        )


@transaction
def renew_door(*, event: Event, by: Person | None, now: datetime) -> None:
    """Give the door another address; the one before, and every photograph of it, ends at once."""
    event.door_secret = secrets.token_urlsafe(16)
    activity.did("gave the door a new code", event=event, by=by, now=now)
