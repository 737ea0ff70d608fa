"""Loading attendance over time."""

from sqlalchemy import select

from hackathon.attendance.turnout import domain as turnout
from hackathon.attendance.turnout.domain import Turnout
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, StatusChange


def by_day(event: Event) -> list[Turnout]:
    """Return the numbers for each day with a change, in the event's time zone."""
    rows = db.session.execute(
        select(StatusChange.attendance_id, StatusChange.status, StatusChange.at)
        .join(Attendance, Attendance.id == StatusChange.attendance_id)
        .where(Attendance.event_id == event.id)
        .order_by(StatusChange.at, StatusChange.id)
    )
    zone = event.timezone
    return turnout.by_day((key, status, at.astimezone(zone).date()) for key, status, at in rows)
