"""How many places an event has left, and who waits for one."""

from collections.abc import Sequence

from sqlalchemy import func, select

from hackathon.domain.attendance import Places, Status
from hackathon.domain.waiting import Waiter
from hackathon.extensions import db
from hackathon.models import Attendance, Event


def of(event: Event) -> Places:
    """Count the places that are taken, or held by an offer; an event without a limit need not count."""
    if event.capacity is None:
        return Places(capacity=None, taken=0)
    holds_one = ((Attendance.status == Status.CONFIRMED) & ~Attendance.is_remote) | (
        Attendance.offer_ends_at.is_not(None)
    )
    taken = select(func.count()).where(Attendance.event_id == event.id, holds_one)
    return Places(capacity=event.capacity, taken=db.session.scalars(taken).one())


def waiting(event: Event) -> Sequence[Attendance]:
    """Return who is on the waiting list, in the order of their turns."""
    return db.session.scalars(
        select(Attendance)
        .where(Attendance.event_id == event.id, Attendance.status == Status.WAITLISTED)
        .order_by(Attendance.waits_since, Attendance.id)
    ).all()


def as_waiter(attendance: Attendance) -> Waiter:
    """Return somebody on the waiting list as its rules know them."""
    return Waiter(
        key=attendance.id,
        # Who was put on the list before turns were kept comes before who got one.
        since=attendance.waits_since or attendance.event.made_at,
        is_approved=attendance.is_approved,
        offer_ends=attendance.offer_ends_at,
        lapses=attendance.offers_lapsed,
    )
