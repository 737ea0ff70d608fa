"""The waiting list: who is offered a place that becomes free, and what happens to an offer nobody takes.

Whoever has waited longest is offered the place, and it is held for them until a stated time. Who lets an
offer run out goes to the end of the list, once; who lets a second one run out leaves it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hackathon.domain.attendance import Places

OFFERS = 2
"""How many offers somebody may let run out before they leave the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """Somebody who waits since a moment; `offer_ends` is until when a place is held for them."""

    key: int
    since: datetime
    is_approved: bool = True
    offer_ends: datetime | None = None
    lapses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What changes on the list, by key, in this order; whoever is in none of them stays where they are."""

    left: tuple[int, ...] = ()
    """Let their last offer run out."""
    sent_back: tuple[int, ...] = ()
    """Let an offer run out, and are at the end of the list now."""
    offered: tuple[int, ...] = ()
    """Are offered a place."""


def moves(waiters: Iterable[Waiter], *, places: Places, now: datetime) -> Moves:
    """Return what changes at this moment.

    Who has waited longest comes first; whom no organizer has approved yet is passed over, and keeps their
    place in the list. Where fewer places are left than were promised, what was promised is kept.
    """
    in_order = sorted(waiters, key=lambda each: (each.since, each.key))
    lapsed = [each for each in in_order if each.offer_ends is not None and each.offer_ends <= now]
    left = [each for each in lapsed if each.lapses + 1 >= OFFERS]
    sent_back = [each for each in lapsed if each not in left]
    # A place whose offer ran out is free again, for those who waited behind.
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
    """Return somebody's place in the list, from 1; those whom a place is held for stand first."""
    in_order = sorted(waiters, key=lambda each: (each.offer_ends is None, each.since, each.key))
    return [each.key for each in in_order].index(key) + 1
