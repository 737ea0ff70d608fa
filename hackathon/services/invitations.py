"""Answering an invitation from its link, which signs in where it is answered."""

from datetime import datetime

from hackathon.domain.attendance import Status
from hackathon.domain.details import Details
from hackathon.domain.roles import Role
from hackathon.models import Attendance, Event, Person
from hackathon.queries import people
from hackathon.services import attendances, invitation_links
from hackathon.services.transactions import take_turns, transaction


@transaction
def answer(*, event: Event, secret: str, status: Status, is_remote: bool, now: datetime) -> Attendance:
    """Record what the invited person answers, and return their part in the event as it is then.

    Of two answers at one instant the later counts. Raises LinkSpent like `invitation_links.look_up`.
    """
    take_turns(event)
    invitation = invitation_links.look_up(event=event, secret=secret, now=now)
    attendance = invitation.attendance
    details = _with_place(attendance, is_remote=is_remote)
    attendances.answer(
        event=event, person=attendance.person, status=status, hours=None, details=details, now=now
    )
    invitation.answered_at = now
    return attendance


def may_sign_in(person: Person) -> bool:
    """Whether an invitation, which works for weeks and is forwarded easily, may sign the person in.

    Who has a role anywhere on this server, or may create events, signs in by a link of their own.
    """
    has_role = any(role is not Role.ATTENDEE for role in people.roles_of(person).values())
    return not (has_role or person.creates_events or person.is_administrator)


def _with_place(attendance: Attendance, *, is_remote: bool) -> Details | None:
    """Return the details as they are, with the one that an answer may bring along."""
    if attendance.is_remote == is_remote:
        return None
    return Details(
        affiliation=attendance.person.affiliation, is_remote=is_remote, is_shown=attendance.is_shown
    )
