"""Sign-in links and codes, valid once and for 15 minutes, which prove that someone reads an address."""

from datetime import timedelta

GOOD_FOR = timedelta(minutes=15)
DIGITS = 6
GUESSES = 5
"""How many guesses a code allows; after that only the link in the same email works."""

WRONG_CODES = 10
A_DAY = timedelta(days=1)
"""Wrong codes allowed per address and day, from all browsers together; then only the link works."""
MANY_WRONG_CODES = 50
"""This many wrong codes from one network in a day cause a warning in the log, as does each multiple."""

MAILS = 5
WITHIN = timedelta(hours=1)
"""Emails sent to one address within `WITHIN`, per network and per browser."""
MOST_MAILS = 20
"""Emails sent to one address from all networks together, and from a browser that signed in with it before."""


def spoken(code: str) -> str:
    """Return a code with a space, which is easier to read on one screen and type on another: "123 456"."""
    half = DIGITS // 2
    return f"{code[:half]} {code[half:]}"


def digits_of(text: str) -> str:
    """Return the typed digits without anything between them; digits of any script count by their value."""
    return "".join(str(int(each)) for each in text if each.isdecimal())
