"""Moving an event and its dates to other days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.domain.server_clocks import rising
from hackathon.core.extensions import db
from hackathon.event_settings import queries as settings
from hackathon.event_settings.domain import moved_day, moved_fields
from hackathon.event_settings.services import events
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Availability
from hackathon.planning.timetable import services as timetable

_OUT_OF_THE_WAY = timedelta(days=200 * 366)
"""Days further away than any event lasts, so that rows parked there can't collide with rows not moved yet."""


class OnADay(Protocol):
    """A row that belongs to one day."""

    day: date


@transaction
def move(*, event: Event, first_day: date, seen: int | None, by: Person | None, now: datetime) -> None:
    """Move the event to begin on this day, shifting all its other dates by the same number of days.

    Opening hours, slots with the sessions of drafts, milestones, deadlines and people's availability move
    too; times of day don't change. The published agenda stays until the next revision. Raises StaleForm, and
    BadEntry for an invalid year or a time that the clocks skip on its new day.
    """
    refuse_stale(seen, event.version)
    days = first_day - event.first_day
    if not days:
        return
    hours, slots = list(event.hours), list(event.slots)
    events.write_fields(event, moved_fields(settings.fields_of(event), first_day=first_day))
    _move_days((*hours, *slots, *_availability(event)), days)
    for milestone in event.milestones:
        if milestone.starts or milestone.ends:
            milestone.starts = milestone.starts and moved_day(milestone.starts, days)
            milestone.ends = milestone.ends and moved_day(milestone.ends, days)
            milestone.sequence += 1
            milestone.changed_at = rising(now, after=milestone.changed_at)
    timetable.refuse_other_clocks(event)
    db.session.flush()
    db.session.refresh(event)  # The last day may close at another hour now.
    waiting.move_up(event=event, now=now)
    activity.record(LogKind.MOVED_EVENT, event=event, by=by, now=now, day=first_day)


def _availability(event: Event) -> Sequence[Availability]:
    return db.session.scalars(
        select(Availability).join(Attendance).where(Attendance.event_id == event.id)
    ).all()


def _move_days(rows: Sequence[OnADay], days: timedelta) -> None:
    """Move the rows in two steps, because two rows may not share a day even for a moment."""
    for row in rows:
        row.day += _OUT_OF_THE_WAY
    db.session.flush()
    for row in rows:
        row.day += days - _OUT_OF_THE_WAY
