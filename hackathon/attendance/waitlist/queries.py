"""Loading an event's capacity and waitlist."""

from collections.abc import Sequence

from sqlalchemy import func, select

from hackathon.attendance.waitlist.domain import Waiter
from hackathon.core.domain.attendance import Capacity, Status
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance


def capacity_of(event: Event) -> Capacity:
    """Return the event's places; those taken or on offer are counted only if there is a limit."""
    if event.capacity is None:
        return Capacity(capacity=None, taken=0)
    holds_one = ((Attendance.status == Status.CONFIRMED) & ~Attendance.is_remote) | (
        Attendance.offer_ends_at.is_not(None)
    )
    taken = select(func.count()).where(Attendance.event_id == event.id, holds_one)
    return Capacity(capacity=event.capacity, taken=db.session.scalars(taken).one())


def waiting(event: Event) -> Sequence[Attendance]:
    """Return the waitlist in order."""
    return db.session.scalars(
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.status == Status.WAITLISTED)
        .order_by(Attendance.waits_since, Attendance.id)
    ).all()


def as_waiter(attendance: Attendance) -> Waiter:
    """Return a waitlisted person as a value for the rules."""
    return Waiter(
        key=attendance.id,
        # People added before turns were recorded come first.
        since=attendance.waits_since or attendance.event.made_at,
        is_approved=attendance.is_approved,
        offer_ends=attendance.offer_ends_at,
        lapses=attendance.offers_lapsed,
    )
