"""What has to be done as time passes, whether or not anybody asks for a page."""

from datetime import datetime

from sqlalchemy import exists, select

from hackathon.domain.details import deleted_on
from hackathon.extensions import db
from hackathon.models import Attendance, Event, Needs
from hackathon.services import activity, waiting
from hackathon.services.transactions import transaction


def move_waiting_lists_up(*, now: datetime) -> None:
    """End the offers that ran out, everywhere, and offer each place to the next."""
    lapsed = exists().where(Attendance.event_id == Event.id, Attendance.offer_ends_at <= now)
    for event in db.session.scalars(select(Event).where(lapsed).order_by(Event.id)).all():
        waiting.move_up(event=event, now=now)


@transaction
def delete_needs(*, now: datetime) -> int:
    """Delete what people needed at events that are long over, on the day that their pages stated.

    Return how many people had said something.
    """
    needy = exists().where(Attendance.event_id == Event.id, Needs.attendance_id == Attendance.id)
    deleted = 0
    for event in db.session.scalars(select(Event).where(needy).order_by(Event.id)).all():
        if now.astimezone(event.timezone).date() < deleted_on(event.last_day):
            continue
        mine = select(Attendance.id).where(Attendance.event_id == event.id)
        rows = db.session.scalars(select(Needs).where(Needs.attendance_id.in_(mine))).all()
        for row in rows:
            db.session.delete(row)
        deleted += len(rows)
        activity.note(
            f"The needs of {len(rows)} people were deleted, as stated", event=event, by=None, now=now
        )
    return deleted
