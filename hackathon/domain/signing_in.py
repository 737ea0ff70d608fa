"""How somebody proves that they read an address: by a link or a code, once, within a quarter of an hour."""

from datetime import timedelta
from math import ceil

GOOD_FOR = timedelta(minutes=15)
DIGITS = 6
GUESSES = 5
"""How often a code may be guessed; what is left after that is the link of the same mail."""

MAILS = 5
WITHIN = timedelta(hours=1)
"""So many mails go to one address in that time, whoever asks for them."""


def spoken(code: str) -> str:
    """Return a code as it is read from one screen and typed into another: "123 456"."""
    half = DIGITS // 2
    return f"{code[:half]} {code[half:]}"


def digits_of(text: str) -> str:
    """Return the digits that were typed, however they were parted; one of any script counts as its value."""
    return "".join(str(int(each)) for each in text if each.isdecimal())


def in_words(wait: timedelta) -> str:
    """Return how long somebody has to wait: "a minute", "12 minutes", never too short."""
    minutes = ceil(wait / timedelta(minutes=1))
    return "a minute" if minutes <= 1 else f"{minutes} minutes"
