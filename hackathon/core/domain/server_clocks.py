"""What happens when server clocks differ, or one that was ahead is set back."""

from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=5)
"""So much may the clocks of two servers differ, and nobody notices."""
WORTH_A_WORD = timedelta(seconds=10)
"""A difference that whoever runs the servers ought to put right."""

_ONE = timedelta(seconds=1)
"""The smallest step that calendars tell apart."""


def rising(now: datetime, *, after: datetime | None) -> datetime:
    """Return the moment, or the next one later than what calendars have been told."""
    return now if after is None else max(now, after + _ONE)
