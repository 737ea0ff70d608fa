"""Periodic tasks, independent of requests."""

from datetime import datetime

from sqlalchemy import exists, select

from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.registration.domain import deleted_on
from hackathon.attendance.waitlist import services as waiting
from hackathon.core.database.transactions import transaction
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Needs


def move_waiting_lists_up(*, now: datetime) -> None:
    """End all expired offers of places, and offer each place to the next person."""
    lapsed = exists().where(Attendance.event_id == Event.id, Attendance.offer_ends_at <= now)
    for event in db.session.scalars(select(Event).where(lapsed).order_by(Event.id)).all():
        waiting.move_up(event=event, now=now)


def delete_needs(*, now: datetime) -> int:
    """Delete people's needs at past events, on the day that was announced to them.

    Return the number of people concerned.
    """
    needy = exists().where(Attendance.event_id == Event.id, Needs.attendance_id == Attendance.id)
    events = db.session.scalars(select(Event).where(needy).order_by(Event.id)).all()
    return sum(_delete_needs_at(event=event, now=now) for event in events)


@transaction
def _delete_needs_at(*, event: Event, now: datetime) -> int:
    if now.astimezone(event.timezone).date() < deleted_on(event.last_day):
        return 0
    mine = select(Attendance.id).where(Attendance.event_id == event.id)
    rows = db.session.scalars(select(Needs).where(Needs.attendance_id.in_(mine))).all()
    for row in rows:
        db.session.delete(row)
    activity.record_automatic(LogKind.DELETED_NEEDS, event=event, by=None, now=now, number=len(rows))
    return len(rows)
