"""Possible lengths of a session in its place: one slot, or several consecutive ones."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise, takewhile

from hackathon.core.domain.timetable import follows
from hackathon.planning.timetable.models import Slot

MOST_SLOTS = 4
"""The most slots offered for a session."""


def possible_lengths(slots: Sequence[Slot]) -> tuple[int, ...]:
    """Return the possible lengths, in minutes and ascending, of a session in the first of these slots.

    It ends with its day at the latest, and before a break.
    """
    following = takewhile(lambda pair: _goes_on(*pair), pairwise(slots[:MOST_SLOTS]))
    ends = [slots[0].ends_at, *(later.ends_at for _, later in following)]
    return tuple((end - slots[0].starts_at) // timedelta(minutes=1) for end in ends)


def _goes_on(slot: Slot, later: Slot) -> bool:
    return not later.is_break and later.day == slot.day and follows(slot.span, later.span)
