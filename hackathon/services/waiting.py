"""Moving the waiting list up: whoever's turn it is is offered the place that became free."""

from datetime import datetime, timedelta

from hackathon.domain import waiting
from hackathon.domain.attendance import Status
from hackathon.domain.mail import MailKind
from hackathon.models import Attendance, Event
from hackathon.queries import capacity
from hackathon.services import activity, invitation_links, outbox, standing
from hackathon.services.transactions import take_turns, transaction


@transaction
def move_up(*, event: Event, now: datetime) -> None:
    """End the offers that ran out, and offer each free place to whoever's turn it is.

    Every service that may have freed a place calls this, and so does background work as time passes;
    doing it twice changes nothing. Once the event is over nobody is moved.
    """
    take_turns(event)
    waiters = {each.id: each for each in capacity.waiting(event)}
    if not waiters or event.is_over(now):
        return
    moves = waiting.moves(map(capacity.as_waiter, waiters.values()), places=capacity.of(event), now=now)
    for key in moves.left:
        _lapse(waiters[key], now)
        standing.become(attendance=waiters[key], status=Status.DECLINED, now=now)
    for number, key in enumerate(moves.sent_back):
        _lapse(waiters[key], now)
        # Two offers that ran out at one sweep keep their order behind everybody else.
        waiters[key].waits_since = now + timedelta(microseconds=number)
    for key in moves.offered:
        _offer(waiters[key], now)


def _lapse(attendance: Attendance, now: datetime) -> None:
    attendance.offer_ends_at = None
    attendance.offers_lapsed += 1
    activity.note(
        f"The place that was held for {attendance.person.name} went to the next who waits",
        event=attendance.event,
        by=None,
        now=now,
    )


def _offer(attendance: Attendance, now: datetime) -> None:
    event = attendance.event
    attendance.offer_ends_at = now + timedelta(hours=event.offer_hours)
    words = f"A place is held for {attendance.person.name} for {event.offer_hours} hours"
    activity.note(words, event=event, by=None, now=now)
    tell(attendance=attendance, now=now)


@transaction
def tell(*, attendance: Attendance, now: datetime) -> None:
    """Tell somebody by mail of the place that is theirs, or held for them, with a link to answer on."""
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
