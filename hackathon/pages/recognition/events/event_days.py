"""Finds the days of an event in a sentence, in many notations and languages."""

import re
from datetime import date

from hackathon.pages.recognition.events.dates import find_days, month_number

_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?:\s*(?:-|\N{EN DASH}|to|until"
    r"|bis)\s*(\d{1,2})[./](\d{1,2})[./](\d{4}))?(?!\d)"
)
_SHORT_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})\.\s?(?:-|\N{EN DASH}|bis"
    r"|und)\s?(\d{1,2})\.\s?(\d{1,2})\.(\d{4})(?!\d)"
)
_RANGE_ACROSS = re.compile(
    r"\b(?P<d1>\d{1,2})(?:st|nd|rd|th"
    r"|\.)?\s+(?P<m1>[A-Za-z\u00c0-\u024f]{3,10})\.?,?(?:\s+(?P<y1>\d{4}))?\s*(?:-|\N{EN DASH}"
    r"|\N{EM DASH}|to|until|bis|au|al)\s*"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th"
    r"|\.)?\s+(?P<m2>[A-Za-z\u00c0-\u024f]{3,10})\.?,?\s+(?P<y2>\d{4})",
    re.IGNORECASE,
)
_FOREIGN_MONTHS = (
    ("januar", "jänner", "janvier", "enero", "janeiro", "gennaio", "januari"),
    ("februar", "février", "febrero", "fevereiro", "febbraio", "februari"),
    ("märz", "mars", "marzo", "março", "maart"),
    ("avril", "abril", "aprile"),
    ("mai", "mayo", "maio", "maggio", "mei"),
    ("juni", "juin", "junio", "junho", "giugno"),
    ("juli", "juillet", "julio", "julho", "luglio"),
    ("août", "agosto", "augustus"),
    ("septembre", "septiembre", "setembro", "settembre"),
    ("oktober", "octobre", "octubre", "outubro", "ottobre"),
    ("novembre", "noviembre", "novembro"),
    ("dezember", "décembre", "diciembre", "dezembro", "dicembre"),
)
_FOREIGN = re.compile(
    r"\b(?:(?P<d1>\d{1,2})\.?(?:er)?\s*(?:-|\N{EN DASH}|/|bis|und|et|au|y|al|e|to"
    r"|and)\s*)?(?P<d2>\d{1,2})\.?\s*(?:de\s+)?(?P<m>[a-z\u00c0-\u024f]{3,10})\.?\s+(?:de\s+)?(?P<y>\d{4})",
    re.IGNORECASE,
)
_WEEKDAYS = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b,?\s*(?:(?:-|\N{EN DASH}|to"
    r"|and)\s*)?",
    re.IGNORECASE,
)


def find_event_days(text: str, year: int | None) -> tuple[date, date, int] | None:
    """Return the first and last day of an event in a text, and where they stand; `year` where it has none.

    Two numbers that could both be the month are left open.
    """
    plain = text
    for pattern in (_NUMERIC, _SHORT_NUMERIC, _RANGE_ACROSS):
        match = pattern.search(plain)
        if match and (days := _from_match(pattern, match)):
            return (*days, match.start())
    found = find_days(_WEEKDAYS.sub("", plain))
    known_year = (found.year or year) if found else None
    span = found.in_year(known_year) if found and known_year else None
    if span is None and found and found.year is None and (match := re.search(r"\b(20\d\d)\b", plain)):
        span = found.in_year(int(match[1]))
    if span and found:
        start = re.search(r"\d", plain)
        return (*span, start.start() if start else 0)
    for match in _FOREIGN.finditer(plain):
        if days := _foreign(match):
            return (*days, match.start())
    return None


def _from_match(pattern: re.Pattern[str], match: re.Match[str]) -> tuple[date, date] | None:
    try:
        if pattern is _NUMERIC:
            first = _day_first(match[1], match[2], match[3])
            last = _day_first(match[4], match[5], match[6]) if match[4] else first
        elif pattern is _SHORT_NUMERIC:
            first = date(int(match[4]), int(match[3]), int(match[1]))
            last = date(int(match[4]), int(match[3]), int(match[2]))
        else:
            m1, m2 = _month(match["m1"]), _month(match["m2"])
            if not m1 or not m2:
                return None
            year = int(match["y2"])
            first = date(int(match["y1"] or year), m1, int(match["d1"]))
            last = date(year, m2, int(match["d2"]))
    except (ValueError, TypeError):
        return None
    return (first, last) if first and last and first <= last else None


def _day_first(day: str, month: str, year: str) -> date:
    """Return the day; two numbers that may both be months are left open by raising ValueError."""
    if int(month) > 12 and int(day) <= 12:
        return date(int(year), int(day), int(month))
    if int(day) <= 12 and int(day) != int(month):
        raise ValueError("either number may be the month")
    return date(int(year), int(month), int(day))


def _foreign(match: re.Match[str]) -> tuple[date, date] | None:
    month = _month(match["m"])
    try:
        last = date(int(match["y"]), month or 0, int(match["d2"]))
        first = last.replace(day=int(match["d1"])) if match["d1"] else last
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _month(name: str) -> int | None:
    word = name.casefold()
    foreign = next((n for n, names in enumerate(_FOREIGN_MONTHS, start=1) if word in names), None)
    return foreign or month_number(word)
