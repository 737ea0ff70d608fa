"""The date a topic was added. Formats differ, so the rest of the page decides ambiguous dates."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hackathon.pages.model.page import Confidence, InsertDate
from hackathon.pages.recognition.events.dates import find_days

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_ENOUGH = 2  # dates on the page that must speak for one order before it decides another date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEvidence:
    """What else is known about a topic's date: its author, and a day by which the topic existed."""

    author: str | None
    not_after: date | None


def read_insert_date(raw: str) -> InsertDate:
    """Interpret the text alone. If day and month could be swapped, `day` stays None."""
    iso = _ISO.fullmatch(raw)
    if iso:
        return _certain(raw, _day(iso[1], iso[2], iso[3]), "YYYY-MM-DD")
    slashed = _SLASHED.fullmatch(raw)
    if slashed:
        return _slashed(raw, *slashed.groups())
    days = find_days(raw)
    spelt = days.in_year(days.year) if days and days.year else None
    if days and spelt and days.span == (0, len(raw)):
        return _certain(raw, spelt[0], "spelt out")
    return InsertDate(raw=raw, day=None, confidence=Confidence.UNKNOWN)


def _slashed(raw: str, first: str, second: str, year: str) -> InsertDate:
    full_year = year if len(year) == 4 else f"20{year}"
    letters = "Y" * len(year)
    day_first, month_first = _day(full_year, second, first), _day(full_year, first, second)
    if day_first and month_first and day_first != month_first:
        return InsertDate(
            raw=raw, day=None, confidence=Confidence.UNKNOWN, format=f"??/??/{letters}",
            is_ambiguous=True, alternatives=(day_first, month_first),
        )  # fmt: skip
    if day_first and month_first:
        return replace(_certain(raw, day_first, f"??/??/{letters}"), why="day and month are the same number")
    return _certain(raw, day_first or month_first, f"{'DD/MM' if day_first else 'MM/DD'}/{letters}")


def _certain(raw: str, day: date | None, written_as: str) -> InsertDate:
    if day is None:
        return InsertDate(raw=raw, day=None, confidence=Confidence.UNKNOWN)
    return InsertDate(raw=raw, day=day, confidence=Confidence.CERTAIN, format=written_as)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def resolve_dates(
    dates: Sequence[InsertDate | None], evidence: Sequence[DateEvidence]
) -> list[InsertDate | None]:
    """Resolve ambiguous dates by the topic, its author or the whole page; leave the others open.

    A topic existed before its first vote and before the end of the event. Otherwise the author's other
    dates decide, or those of the page if they all use one order.
    """
    on_page: Counter[str] = Counter()
    by_author: dict[str, Counter[str]] = defaultdict(Counter)
    for insert_date, known in zip(dates, evidence, strict=True):
        if insert_date and (order := _order(insert_date)):
            on_page[order] += 1
            by_author[known.author or ""][order] += 1
    settled: list[InsertDate | None] = []
    for insert_date, known in zip(dates, evidence, strict=True):
        if insert_date and insert_date.is_ambiguous:
            author = by_author.get(known.author, Counter()) if known.author else Counter[str]()
            settled.append(_settled(insert_date, known, author, on_page))
        else:
            settled.append(insert_date)
    return settled


def _settled(
    insert_date: InsertDate, known: DateEvidence, by_author: Counter[str], on_page: Counter[str]
) -> InsertDate:
    day_first, month_first = insert_date.alternatives
    possible = [day for day in insert_date.alternatives if known.not_after is None or day <= known.not_after]
    if len(possible) == 1:
        return _inferred(insert_date, possible[0], f"the topic was there by {known.not_after}")
    choice = {"DD/MM": day_first, "MM/DD": month_first}
    if len(by_author) == 1:
        (order,) = by_author
        return _inferred(insert_date, choice[order], f"the same contact writes {order} elsewhere on the page")
    if len(on_page) == 1 and on_page.total() >= _ENOUGH:
        (order,) = on_page
        why = f"{on_page.total()} other dates on the page can only be {order}"
        return _inferred(insert_date, choice[order], why)
    return replace(insert_date, why=f"{on_page['DD/MM']} D/M and {on_page['MM/DD']} M/D dates on the page")


def _order(insert_date: InsertDate) -> str | None:
    order = (insert_date.format or "")[:5]
    return order if order in ("DD/MM", "MM/DD") else None


def _inferred(insert_date: InsertDate, day: date, why: str) -> InsertDate:
    return replace(insert_date, day=day, confidence=Confidence.INFERRED, why=why)
