"""The rules of the waitlist: who is offered a free place, and what happens when an offer expires.

The person who has waited longest is offered the place, which is held for a limited time. After a first
expired offer people move to the end of the list; after a second one they leave it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hackathon.core.domain.attendance import Capacity

OFFERS = 2
"""The number of expired offers after which people leave the list."""


SHORTEST = timedelta(hours=1)
"""The shortest offer before the event, the longest after its start, and the least remaining event.

The last one is how much of the event must be left for someone who accepts at the last moment.
"""
WORTHWHILE = timedelta(minutes=15)
"""No offer is made if it could be held for less than this."""


def held_until(now: datetime, *, hours: int, begins: datetime, ends: datetime) -> datetime | None:
    """Return when an offer made now expires, or None if it is too late to be useful.

    It is held for at most the configured hours and half of the time until the event starts, and expires while
    enough of the event is left. A reopened event has no such limits.
    """
    if ends <= now:
        return now + timedelta(hours=hours)
    share = max((begins - now) / 2, SHORTEST)
    until = min(now + min(timedelta(hours=hours), share), latest(ends))
    return until if until - now >= WORTHWHILE else None


def latest(ends: datetime) -> datetime:
    """Return the latest time at which an offer is still useful."""
    return ends - SHORTEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A person on the waitlist; `offer_ends` is when their current offer expires."""

    key: int
    since: datetime
    is_approved: bool = True
    offer_ends: datetime | None = None
    lapses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """The changes to the list, by id, in this order."""

    left: tuple[int, ...] = ()
    """Leave the list after their last offer expired."""
    sent_back: tuple[int, ...] = ()
    """Move to the end after an offer expired."""
    offered: tuple[int, ...] = ()
    """Get an offer."""


def moves(waiters: Iterable[Waiter], *, places: Capacity, now: datetime) -> Moves:
    """Return the changes that are due now.

    The longest waiting come first; people not yet approved are skipped but keep their position. If there are
    fewer places than current offers, the offers still stand.
    """
    in_order = sorted(waiters, key=lambda each: (each.since, each.key))
    lapsed = [each for each in in_order if each.offer_ends is not None and each.offer_ends <= now]
    left = [each for each in lapsed if each.lapses + 1 >= OFFERS]
    sent_back = [each for each in lapsed if each not in left]
    # Places of expired offers are free for the people behind.
    waiting = [each for each in in_order if each.offer_ends is None and each.is_approved]
    queue = [*waiting, *sent_back]
    if places.capacity is not None:
        queue = queue[: max(places.capacity - places.taken + len(lapsed), 0)]
    return Moves(
        left=tuple(each.key for each in left),
        sent_back=tuple(each.key for each in sent_back),
        offered=tuple(each.key for each in queue),
    )


def position(waiters: Iterable[Waiter], key: int) -> int:
    """Return a person's position, from 1; people with offers come first."""
    in_order = sorted(waiters, key=lambda each: (each.offer_ends is None, each.since, each.key))
    return [each.key for each in in_order].index(key) + 1
