"""Sign-in links and codes, valid once and for 15 minutes, which prove that someone reads an address."""

from datetime import timedelta

GOOD_FOR = timedelta(minutes=15)
DIGITS = 6
GUESSES = 5
"""How often a code may be guessed; what is left after that is the link of the same mail."""

WRONG_CODES = 10
A_DAY = timedelta(days=1)
"""So many wrong codes are taken for one address in a day, from all browsers; then only the link works."""
MANY_WRONG_CODES = 50
"""So many wrong codes from one network in a day are worth a line in the log, and every so many again."""

MAILS = 5
WITHIN = timedelta(hours=1)
"""So many emails go to one address in that time from one network, and from one browser."""
MOST_MAILS = 20
"""So many go to one address from all networks together, and from a browser that was signed in by it."""


def spoken(code: str) -> str:
    """Return a code as it is read from one screen and typed into another: "123 456"."""
    half = DIGITS // 2
    return f"{code[:half]} {code[half:]}"


def digits_of(text: str) -> str:
    """Return the digits that were typed, however they were parted; one of any script counts as its value."""
    return "".join(str(int(each)) for each in text if each.isdecimal())
