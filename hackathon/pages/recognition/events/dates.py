"""Dates, days and hours as people write them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from hackathon.core.domain.clocks import MIDNIGHT

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DASH = "-|\N{EN DASH}|\N{EM DASH}"
_TO = rf"\s*(?:{_DASH}|/|&|to|and|until|through)\s*"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>\d{4}))?"
_DAYS = (
    re.compile(rf"(?P<start>\d{{4}}-\d{{2}}-\d{{2}})(?:{_TO}(?P<end>\d{{4}}-\d{{2}}-\d{{2}}))?"),
    re.compile(
        rf"\b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:{_TO}(?:(?P<m2>{_MONTH})\s+)?(?P<d2>{_DAY})(?!\d))?(?!\d){_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<d1>{_DAY})(?:{_TO}(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<m1>{_MONTH}){_YEAR}", re.IGNORECASE
    ),
)
_LONGEST = 500  # a sentence with a date is shorter; what is longer is not searched
_HOURS = re.compile(
    r"(?<!\d)(?P<h1>\d{1,2})(?:[:.h](?P<m1>\d{2}))?\s*(?P<p1>[ap]\.?m\b\.?)?"
    rf"\s*(?:{_DASH}|to|until|till)\s*"
    r"(?P<h2>\d{1,2})(?:[:.h](?P<m2>\d{2}))?\s*(?P<p2>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?P<at>\d{1,2}:\d{2}), (?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4}) "
    r"\((?P<zone>[A-Z]{3,5})\)"
)
_DATE_ONLY = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>\d{4})(?=:| |$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDays:
    """A day or range of days in a text, and its position; the year may be missing."""

    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    span: tuple[int, int]

    def in_year(self, year: int) -> tuple[date, date] | None:
        """Return first and last day in that year; None where the calendar has no such day."""
        try:
            first, last = date(year, *self.first), date(year, *self.last)
        except ValueError:
            return None
        return (first, last) if first <= last else None

    def from_year(self, year: int) -> tuple[date, date] | None:
        """Return first and last day where the first is in that year; the last may be in the next one."""
        try:
            first, last = date(year, *self.first), date(year + (self.last < self.first), *self.last)
        except ValueError:
            return None
        return first, last


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureTime:
    """The time of a signature: as written, as an instant if known, or as a day."""

    raw: str
    instant: datetime | None
    day: date | None
    span: tuple[int, int]


def month_number(name: str) -> int | None:
    """Return 1 to 12 for a month's English name or its beginning of three letters or more."""
    start = name.rstrip(".").casefold()
    start = "sep" if start == "sept" else start
    matches = [n for n, month in enumerate(_MONTHS, start=1) if len(start) >= 3 and month.startswith(start)]
    return matches[0] if matches else None


def find_days(text: str) -> WrittenDays | None:
    """Return the first day or span of days of a sentence, such as "May 16-17, 2013" or "16 May"."""
    candidates = [days for pattern in _DAYS for days in _days(pattern, text[:_LONGEST])]
    return min(candidates, key=lambda days: days.span[0], default=None)


def _days(pattern: re.Pattern[str], text: str) -> list[WrittenDays]:
    return [days for match in pattern.finditer(text) if (days := _written_days(match)) is not None]


def _written_days(match: re.Match[str]) -> WrittenDays | None:
    part = match.groupdict()
    if part.get("start"):
        first, last = (_iso(part["start"]), _iso(part["end"] or part["start"]))
        if not first or not last or first.year != last.year:
            return None
        return WrittenDays(
            first=(first.month, first.day), last=(last.month, last.day), year=first.year, span=match.span()
        )
    month = month_number(part["m1"])
    month_2 = month_number(part.get("m2") or part["m1"])
    if month is None or month_2 is None:
        return None
    day, day_2 = (int(re.sub(r"\D", "", text)) for text in (part["d1"], part["d2"] or part["d1"]))
    year = int(part["year"]) if part["year"] else None
    return WrittenDays(first=(month, day), last=(month_2, day_2), year=year, span=match.span())


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_hours(text: str) -> tuple[time, time] | None:
    """Return opening and closing hour of "9AM to 5PM" or "18:00-02:00"; None for anything else.

    A closing hour at or before the opening one is on the next day; 24:00 is midnight.
    """
    match = _HOURS.search(text[:_LONGEST])
    if not match:
        return None
    part = match.groupdict()
    is_midnight = part["h2"] == "24" and not int(part["m2"] or 0) and not part["p2"]
    closes = time(0) if is_midnight else _hour(part["h2"], part["m2"], part["p2"])
    # "1 to 5PM" is an afternoon, "9 to 5PM" a day: a first hour that is the later number keeps no mark.
    mark = part["p1"] or (part["p2"] if int(part["h1"]) < int(part["h2"]) else None)
    opens = _hour(part["h1"], part["m1"], mark)
    if opens is None or closes is None or opens == closes:
        return None
    # Two bare numbers, "5 to 3", are rather anything else than a night.
    is_night_in_words = (part["p1"] and part["p2"]) or (part["m1"] and part["m2"])
    return (opens, closes) if opens < closes or is_midnight or is_night_in_words else None


def _hour(hour: str, minute: str | None, mark: str | None) -> time | None:
    value = int(hour)
    if mark and value > 12:
        return None
    if mark:
        value = value % 12 + (12 if mark.casefold().startswith("p") else 0)
    try:
        return time(value, int(minute or 0))
    except ValueError:
        return None


def find_signature_time(text: str) -> SignatureTime | None:
    """Return the first signature time of a text, such as "18:02, 29 April 2013 (UTC)"."""
    for match in _STAMP.finditer(text):
        day = _day(match)
        if day is not None:
            return SignatureTime(raw=match.group(), instant=_instant(match, day), day=None, span=match.span())
    return None


def find_signed_date(text: str) -> SignatureTime | None:
    """Return a date without a time, as in the signature of "Ijc 8 February 2013: ..."."""
    match = _DATE_ONLY.search(text[:100])
    day = _day(match) if match else None
    return (
        SignatureTime(raw=match.group(), instant=None, day=day, span=match.span()) if match and day else None
    )


def _day(match: re.Match[str]) -> date | None:
    month = month_number(match["month"])
    try:
        return date(int(match["year"]), month, int(match["day"])) if month else None
    except ValueError:
        return None


def _instant(match: re.Match[str], day: date) -> datetime | None:
    # Other zones' short names are ambiguous (IST is three of them), so their instant stays open.
    if match["zone"] not in ("UTC", "GMT"):
        return None
    hour, minute = map(int, match["at"].split(":"))
    try:
        return datetime.combine(day, time(hour, minute), tzinfo=UTC)
    except ValueError:
        return None


def format_signature_time(moment: datetime) -> str:
    """Return a time as wikis write it in signatures: "22:15, 27 April 2013 (UTC)"."""
    utc = moment.astimezone(UTC)
    return f"{utc:%H:%M}, {utc.day} {utc:%B %Y} (UTC)"


def format_hours(opens: time, closes: time) -> str:
    """Return opening hours as they are compared: "09:00-17:00"."""
    return f"{opens:%H:%M}-{'24:00' if closes == MIDNIGHT else f'{closes:%H:%M}'}"


def parse_hours(hours: str) -> tuple[time, time]:
    """Return the opening hours that `format_hours` wrote."""
    opens, _, closes = hours.partition("-")
    return time.fromisoformat(opens), MIDNIGHT if closes == "24:00" else time.fromisoformat(closes)
