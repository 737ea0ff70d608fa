"""What happens when server clocks differ, or one that was ahead is set back."""

from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)
"""How far the clocks of two servers may differ without any effect."""
WORTH_A_WORD = timedelta(seconds=10)
"""A difference that administrators should fix."""

_ONE = timedelta(seconds=1)
"""The smallest interval that calendars distinguish."""


def rising(now: datetime, *, after: datetime | None) -> datetime:
    """Return the moment, or the earliest one after what calendars have already been sent."""
    return now if after is None else max(now, after + _ONE)
