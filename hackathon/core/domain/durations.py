"""Durations in words."""

from datetime import timedelta
from math import ceil


def in_words(wait: timedelta) -> str:
    """Return how long someone has to wait: "a minute", "12 minutes", never too short."""
    minutes = ceil(wait / timedelta(minutes=1))
    return "a minute" if minutes <= 1 else f"{minutes} minutes"
