"""Loading availability and opening hours."""

from datetime import timedelta

from sqlalchemy import select

from hackathon.core.domain.clocks import MIDNIGHT
from hackathon.core.domain.hours import Hours
from hackathon.core.extensions import db
from hackathon.events.models import Event, OpeningHours
from hackathon.events.participation.models import Attendance, Availability


def availability_of(attendance: Attendance | None) -> tuple[Hours, ...]:
    """Return a person's availability by day; empty means throughout."""
    if attendance is None:
        return ()
    found = select(Availability).where(Availability.attendance_id == attendance.id).order_by(Availability.day)
    return tuple(each.hours for each in db.session.scalars(found))


def opening(event: Event) -> tuple[Hours, ...]:
    """Return the opening hours by day, or whole days if none are set."""
    found = select(OpeningHours).where(OpeningHours.event_id == event.id).order_by(OpeningHours.day)
    said = tuple(each.hours for each in db.session.scalars(found))
    days = (event.last_day - event.first_day).days + 1
    return said or tuple(
        Hours(day=event.first_day + timedelta(days=day), arrives=MIDNIGHT, leaves=MIDNIGHT)
        for day in range(days)
    )
