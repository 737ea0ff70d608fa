"""A person's own answer to an invitation: whether they come, when they are there, and what they need."""

from collections.abc import Iterable
from datetime import datetime

from hackathon.domain.attendance import Status, after_answer
from hackathon.domain.details import Details, NeedsFields, deleted_on
from hackathon.domain.errors import NotInvited
from hackathon.domain.hours import Hours
from hackathon.models import Attendance, Event, Needs, Person
from hackathon.queries import capacity, people
from hackathon.services import activity, invitation_mails, presences, standing, waiting
from hackathon.services.transactions import refuse_stale, take_turns, transaction

SAID = {
    Status.CONFIRMED: "says that they come",
    Status.MAYBE: "says that they may come",
    Status.DECLINED: "says that they do not come",
    Status.WAITLISTED: "waits for a place",
}


@transaction
def answer(
    *,
    event: Event,
    person: Person,
    status: Status,
    hours: Iterable[Hours] | None,
    now: datetime,
    details: Details | None = None,
    seen: int | None = None,
) -> Attendance:
    """Record whether the person comes and the hours for which they are there; return their part in the event.

    No hours mean throughout; None for hours or details leaves what is known. Who declines is there at no
    time, and keeps the hours that they gave before for when they change their mind. Raises StaleForm; and
    NotInvited for somebody whom no organizer has put on the list, and BadEntry for hours outside the event;
    beyond that, `after_answer` says what an answer comes to.
    """
    take_turns(event)
    waiting.move_up(event=event, now=now)  # an offer that ran out just now is no offer any more
    attendance = people.attendance_of(person, event_id=event.id)
    if attendance is None:
        raise NotInvited(
            f"You are not on the list of {event.title} yet. Ask an organizer to invite you, then answer here."
        )
    refuse_stale(seen, attendance.version)
    is_remote = details.is_remote if details else attendance.is_remote
    before, was_answered = attendance.standing, attendance.answered_at is not None
    becomes = after_answer(status, before=before, is_remote=is_remote, places=capacity.of(event))

    standing.become(attendance=attendance, status=becomes, now=now)
    attendance.answered_at, attendance.is_remote = now, is_remote
    if details:
        _keep(attendance, details, now)
    if hours is not None and not becomes.is_gone:
        presences.replace(attendance=attendance, hours=hours)
    waiting.move_up(event=event, now=now)
    if attendance.status is not before.status or not was_answered:
        invitation_mails.confirm(attendance=attendance, now=now)
    activity.did(SAID[becomes], event=event, by=person, now=now)
    return attendance


def _keep(attendance: Attendance, details: Details, now: datetime) -> None:
    event = attendance.event
    attendance.person.affiliation = details.affiliation
    attendance.is_shown = details.is_shown
    is_too_late = now.astimezone(event.timezone).date() >= deleted_on(event.last_day)
    if details.needs is None or is_too_late:
        return
    attendance.needs = (
        None if details.needs.are_none else _written(attendance.needs or Needs(), details.needs)
    )


def _written(row: Needs, needs: NeedsFields) -> Needs:
    row.diet, row.access, row.wants_visa_letter = needs.diet, needs.access, needs.wants_visa_letter
    return row
