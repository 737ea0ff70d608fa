"""Answering an invitation from its link, which also signs the person in."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.attendance.invitations.services import invitation_links
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.registration.domain import Details
from hackathon.attendance.registration.services import attendances
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


@transaction
def answer(*, event: Event, secret: str, status: Status, is_remote: bool, now: datetime) -> Attendance:
    """Record the answer and return the attendance.

    Of two simultaneous answers the later counts. Raises LinkSpent like `invitation_links.look_up`.
    """
    invitation = invitation_links.look_up(event=event, secret=secret, now=now)
    attendance = invitation.attendance
    details = _with_place(attendance, is_remote=is_remote)
    attendances.answer(
        event=event, person=attendance.person, status=status, hours=None, details=details, now=now
    )
    invitation.answered_at = now
    return attendance


def may_sign_in(person: Person) -> bool:
    """Whether an invitation, which works for weeks and is easily forwarded, may sign the person in.

    People with a role on this server, or who may create events, need a sign-in link.
    """
    has_role = any(role is not Role.ATTENDEE for role in people_list.roles_of(person).values())
    return not (has_role or person.creates_events or person.is_administrator)


def _with_place(attendance: Attendance, *, is_remote: bool) -> Details | None:
    """Return the current details, updated with those of the answer."""
    if attendance.is_remote == is_remote:
        return None
    return Details(
        affiliation=attendance.person.affiliation, is_remote=is_remote, is_shown=attendance.is_shown
    )
