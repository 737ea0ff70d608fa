"""How many people came to be what, over time."""

from sqlalchemy import select

from hackathon.domain import turnout
from hackathon.domain.turnout import Turnout
from hackathon.extensions import db
from hackathon.models import Attendance, Event, StatusChange


def by_day(event: Event) -> list[Turnout]:
    """Return the numbers of each day on which something changed, on the clocks of the place."""
    rows = db.session.execute(
        select(StatusChange.attendance_id, StatusChange.status, StatusChange.at)
        .join(Attendance, Attendance.id == StatusChange.attendance_id)
        .where(Attendance.event_id == event.id)
        .order_by(StatusChange.at, StatusChange.id)
    )
    zone = event.timezone
    return turnout.by_day((key, status, at.astimezone(zone).date()) for key, status, at in rows)
