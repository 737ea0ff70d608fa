"""Recording a person's own answer, availability and needs."""

from collections.abc import Iterable
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.invitations.services import invitation_mails
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.registration.domain import Details, NeedsFields, deleted_on
from hackathon.attendance.registration.services import attendance_status, availability
from hackathon.attendance.waitlist import queries as capacity
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.domain.attendance import Status, after_answer
from hackathon.core.domain.hours import Hours
from hackathon.core.errors import EventEnded, NotInvited
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Needs

ANSWER_LOG_KINDS = {
    Status.CONFIRMED: LogKind.IS_COMING,
    Status.MAYBE: LogKind.MIGHT_COME,
    Status.DECLINED: LogKind.IS_NOT_COMING,
    Status.WAITLISTED: LogKind.JOINED_WAITLIST,
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
    """Record the person's answer and availability; return the attendance.

    Empty hours mean throughout; None for hours or details keeps the current ones. People who decline keep
    their hours in case they change their mind. After the event, only details can change. The resulting
    status is decided by `after_answer`. Raises EventEnded, StaleForm, NotInvited for someone who is not on
    the list, and BadEntry for hours outside the event.
    """
    waiting.move_up(event=event, now=now)  # an offer that has just expired no longer counts
    attendance = _invited(person, event)
    refuse_stale(seen, attendance.version)
    if not event.lifecycle.takes_answers(now):
        _keep_details_only(attendance, status, details, now)
        return attendance
    is_remote = details.is_remote if details else attendance.is_remote
    before, was_answered = attendance.standing, attendance.answered_at is not None
    becomes = after_answer(status, before=before, is_remote=is_remote, places=capacity.capacity_of(event))

    attendance_status.change(attendance=attendance, status=becomes, now=now)
    attendance.answered_at, attendance.is_remote = now, is_remote
    if details:
        _keep(attendance, details, now)
    if hours is not None and not becomes.is_gone:
        availability.replace(attendance=attendance, hours=hours)
    waiting.move_up(event=event, now=now)
    if attendance.status is not before.status or not was_answered:
        invitation_mails.confirm(attendance=attendance, now=now)
    activity.record(ANSWER_LOG_KINDS[becomes], event=event, by=person, now=now)
    return attendance


def _invited(person: Person, event: Event) -> Attendance:
    attendance = people_list.attendance_of(person, event_id=event.id)
    if attendance is None:
        words = message(
            "You are not on the list for %(event)s yet. Please ask an organizer to invite you.",
            event=event.title,
        )
        raise NotInvited(words)
    return attendance


def _keep_details_only(
    attendance: Attendance, status: Status, details: Details | None, now: datetime
) -> None:
    """Update details after the event, such as hiding the name; the answer stays."""
    if details is None or status is not attendance.status:
        raise EventEnded(
            message(
                "%(event)s has ended, so you can no longer change your answer.", event=attendance.event.title
            )
        )
    _keep(attendance, details, now)


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
