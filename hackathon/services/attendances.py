"""A person's own answer to an invitation: whether they come, and when they are there."""

from collections.abc import Iterable
from datetime import datetime

from hackathon.domain.attendance import Status
from hackathon.domain.errors import NotInvited
from hackathon.domain.hours import Hours
from hackathon.models import Attendance, Event, Person
from hackathon.queries import people
from hackathon.services import activity, presences
from hackathon.services.transactions import refuse_stale, transaction

SAID = {
    Status.CONFIRMED: "says that they come",
    Status.MAYBE: "says that they may come",
    Status.DECLINED: "says that they do not come",
}


@transaction
def answer(
    *,
    event: Event,
    person: Person,
    status: Status,
    hours: Iterable[Hours],
    now: datetime,
    seen: int | None = None,
) -> None:
    """Record whether the person comes, and the hours for which they are there; none mean throughout.

    Who declines is there at no time, and keeps the hours that they gave before for when they
    change their mind. Raises NotInvited for somebody whom no organizer has put on the list, who
    waits for a place or whose place was cancelled, and BadEntry for hours outside the event.
    """
    if status not in SAID:
        raise ValueError(f"'{status}' is no answer that a person gives")
    attendance = people.attendance_of(person, event_id=event.id)
    if attendance is None:
        raise NotInvited(
            f"You are not on the list of {event.title} yet. Ask an organizer to invite you, then answer here."
        )
    _refuse_without_place(attendance, status)
    refuse_stale(seen, attendance.version)

    attendance.status, attendance.answered_at = status, now
    if not status.is_gone:
        presences.replace(attendance=attendance, hours=hours)
    activity.did(SAID[status], event=event, by=person, now=now)


def _refuse_without_place(attendance: Attendance, status: Status) -> None:
    if status.is_gone:
        return
    if attendance.status is Status.WAITLISTED:
        raise NotInvited("You are on the waiting list. An organizer will tell you when there is a place.")
    if attendance.status is Status.CANCELLED:
        raise NotInvited("Your place was cancelled. Ask an organizer whether there is one for you again.")
