"""When somebody is at an event, and when it is open."""

from datetime import time, timedelta

from sqlalchemy import select

from hackathon.domain.hours import Hours
from hackathon.extensions import db
from hackathon.models import Attendance, Event, OpeningHours, Presence


def of(attendance: Attendance | None) -> tuple[Hours, ...]:
    """Return the hours for which somebody is there, by day; none mean throughout."""
    if attendance is None:
        return ()
    found = select(Presence).where(Presence.attendance_id == attendance.id).order_by(Presence.day)
    return tuple(
        Hours(day=each.day, arrives=each.arrives, leaves=each.leaves) for each in db.session.scalars(found)
    )


def opening(event: Event) -> tuple[Hours, ...]:
    """Return when the event is open, by day; its whole days where no hours were said."""
    found = select(OpeningHours).where(OpeningHours.event_id == event.id).order_by(OpeningHours.day)
    said = tuple(
        Hours(day=each.day, arrives=each.opens, leaves=each.closes) for each in db.session.scalars(found)
    )
    days = (event.last_day - event.first_day).days + 1
    return said or tuple(
        Hours(day=event.first_day + timedelta(days=day), arrives=time(0), leaves=time(23, 59))
        for day in range(days)
    )
