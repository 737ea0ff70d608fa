"""Offering free places to the people on the waitlist."""

from datetime import datetime, timedelta

from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.attendance.invitations.services import invitation_links
from hackathon.attendance.registration.services import attendance_status
from hackathon.attendance.waitlist import domain as waiting
from hackathon.attendance.waitlist import queries as capacity
from hackathon.core.database import restored
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox


@transaction
def move_up(*, event: Event, now: datetime) -> None:
    """Expire offers, and offer each free place to the next person.

    Called by every service that may free a place, and regularly in the background; calling it twice changes
    nothing. Does nothing after the event, or while a restored backup is on hold.
    """
    _shorten(event, now)
    waiters = {each.id: each for each in capacity.waiting(event)}
    if not waiters or event.is_over(now) or restored.current():
        return
    moves = waiting.moves(
        map(capacity.as_waiter, waiters.values()), places=capacity.capacity_of(event), now=now
    )
    for key in moves.left:
        _lapse(waiters[key], now)
        attendance_status.change(attendance=waiters[key], status=Status.DECLINED, now=now)
    for number, key in enumerate(moves.sent_back):
        _lapse(waiters[key], now)
        # Offers that expired at the same time keep their order at the end.
        waiters[key].waits_since = now + timedelta(microseconds=number)
    for key in moves.offered:
        _offer(waiters[key], now)


def _lapse(attendance: Attendance, now: datetime) -> None:
    attendance.offer_ends_at = None
    attendance.offers_lapsed += 1
    activity.record_automatic(
        LogKind.PLACE_PASSED_ON, event=attendance.event, by=None, now=now, person=attendance.person.name
    )


def _shorten(event: Event, now: datetime) -> None:
    """Shorten offers that would expire too late for the event's current days."""
    ends, latest = event.lifecycle.ends, waiting.latest(event.lifecycle.ends)
    for attendance in capacity.waiting(event) if now < ends else ():
        if attendance.offer_ends_at is not None and attendance.offer_ends_at > latest:
            attendance.offer_ends_at = max(latest, now)
            if now < latest:
                tell(attendance=attendance, now=now)


def _offer(attendance: Attendance, now: datetime) -> None:
    event, lifecycle = attendance.event, attendance.event.lifecycle
    until = waiting.held_until(now, hours=event.offer_hours, begins=lifecycle.begins, ends=lifecycle.ends)
    if until is None:
        return
    attendance.offer_ends_at = until
    hours = round((until - now).total_seconds() / 3600, 1)
    activity.record_automatic(
        LogKind.PLACE_HELD,
        event=event,
        by=None,
        now=now,
        person=attendance.person.name,
        hours=f"{hours:g}",
    )
    tell(attendance=attendance, now=now)


@transaction
def tell(*, attendance: Attendance, now: datetime) -> None:
    """Email someone about their place or offer, with a link for answering."""
    event, person = attendance.event, attendance.person
    if person.email is None:
        return
    secret = invitation_links.make(to=[attendance], now=now)[attendance.id]
    words = {"link": invitation_links.address(event, secret), "held_until": attendance.offer_ends_at}
    outbox.write(
        kind=MailKind.PLACE,
        to=person.email,
        name=person.name,
        words=words,
        event=event,
        person=person,
        now=now,
    )
