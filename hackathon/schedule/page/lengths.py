"""Possible lengths of a session in its place: one slot, or several consecutive ones."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise, takewhile

from hackathon.core.domain.timetable import follows
from hackathon.planning.timetable.models import Slot

MOST_SLOTS = 4
"""How many slots a session is offered at most."""


def possible_lengths(slots: Sequence[Slot]) -> tuple[int, ...]:
    """Return in minutes how long a session in the first of these slots can be, the shortest first.

    It ends at the latest with its day, and where a break or a pause begins.
    """
    following = takewhile(lambda pair: _goes_on(*pair), pairwise(slots[:MOST_SLOTS]))
    ends = [slots[0].ends_at, *(later.ends_at for _, later in following)]
    return tuple((end - slots[0].starts_at) // timedelta(minutes=1) for end in ends)


def _goes_on(slot: Slot, later: Slot) -> bool:
    return not later.is_break and later.day == slot.day and follows(slot.span, later.span)
