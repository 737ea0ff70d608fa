"""Durations in words."""

from datetime import timedelta
from math import ceil


def in_words(wait: timedelta) -> str:
    """Return a waiting time in words, rounded up: "a minute", "12 minutes"."""
    minutes = ceil(wait / timedelta(minutes=1))
    return "a minute" if minutes <= 1 else f"{minutes} minutes"
