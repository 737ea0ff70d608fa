"""When and where: the sentence, the opening hours and the milestones of a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from hackathon.domain.wiki.dates import WrittenDays, find_days, find_hours
from hackathon.domain.wiki.places import read_place
from hackathon.domain.wiki.source import Line

_GATHERING = re.compile(
    r"\b(?:hackathon|hackfest|summit|sprint|workshop|developer meeting|meet-?up)s?\b", re.IGNORECASE
)
_IN_PLACE = re.compile(r"\bin (?:the )?([A-Z][^.;:()!?]{1,80})")
_MORE_OF_SENTENCE = re.compile(r"\s+(?:on|from|for|at|during|between|with|and)\b.*|,?\s*$")
_LONGEST_DAY_LINE = 120
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """A day of the event with its opening hours, in the event's own time."""

    day: date
    opens: time
    closes: time
    raw: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStatement:
    """The sentence that says when and where, and what it says.

    `slug` and `zone` are known of pages that a site of ours wrote.
    """

    raw: str
    line: int
    name: str | None
    starts: date
    ends: date
    place: str | None
    city: str | None
    country: str | None
    days: tuple[OpenDay, ...] = ()
    slug: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMilestone:
    """A named date or period."""

    line: int
    raw: str
    what: str
    starts: date
    ends: date | None
    year_inferred_from: str | None


def is_about_gathering(text: str) -> bool:
    """Whether people are to meet, by the words of the text."""
    return _GATHERING.search(text[:500]) is not None


def read_statement(line: Line) -> EventStatement | None:
    """Return what a sentence says of an event; None where it names no gathering or no day with its year."""
    written = find_days(line.words)
    span = written.in_year(written.year) if written and written.year else None
    if written is None or span is None or not is_about_gathering(line.words):
        return None
    place_text = _place(line.words, written)
    place = read_place(place_text) if place_text else None
    return EventStatement(
        raw=line.words,
        line=line.number,
        name=_name(line.words),
        starts=span[0],
        ends=span[1],
        place=place_text,
        city=place.city if place else None,
        country=place.country if place else None,
    )


def _place(sentence: str, written: WrittenDays) -> str | None:
    start, end = written.at
    found = _IN_PLACE.search(sentence, end) or _IN_PLACE.search(sentence[:start])
    return (_MORE_OF_SENTENCE.sub("", found[1], count=1).strip(" ,") or None) if found else None


def _name(sentence: str) -> str | None:
    """Return the gathering's name: its noun and the capitalised words before it."""
    noun = _GATHERING.search(sentence)
    if noun is None or not noun.group()[0].isupper():
        return None
    before = sentence[: noun.start()].split()
    first = len(before)
    while (
        first and before[first - 1][0].isupper() and before[first - 1].casefold() not in ("the", "our", "a")
    ):
        first -= 1
    return " ".join([*before[first:], noun.group()])


def read_open_day(line: Line, words: str, statement: EventStatement) -> OpenDay | None:
    """Return a day of the event with its hours, such as "May 16th: 9AM to 5PM"; None for any other line."""
    written = find_days(words) if len(words) <= _LONGEST_DAY_LINE else None
    hours = find_hours(words[written.at[1] :]) if written else None
    span = written.in_year(written.year or statement.starts.year) if written else None
    if hours is None or span is None or span[0] != span[1]:
        return None
    if not statement.starts <= span[0] <= statement.ends + timedelta(days=1):
        return None
    return OpenDay(day=span[0], opens=hours[0], closes=hours[1], raw=words, line=line.number)


def read_milestone(line: Line, words: str, year: int | None, year_from: str | None) -> PageMilestone | None:
    """Return a named date such as "May 3: deadline"; None where there is no date, or no year for it."""
    written = find_days(words)
    in_year = (written.year or year) if written else None
    span = written.from_year(in_year) if written and in_year else None
    if written is None or span is None:
        return None
    start, end = written.at
    what = f"{words[:start]} {words[end:]}".strip(" :-\N{EN DASH}\N{EM DASH},.()")
    return PageMilestone(
        line=line.number, raw=words, what=" ".join(what.split()) or words, starts=span[0],
        ends=span[1] if span[1] != span[0] else None, year_inferred_from=None if written.year else year_from,
    )  # fmt: skip


def year_named(texts: Sequence[str]) -> tuple[int, str] | None:
    """Return the first year that one of the texts names, and that text."""
    for text in texts:
        if found := _YEAR.search(text[:500]):
            return int(found.group()), text
    return None
