"""The date on which a topic was put on its page: formats differ, so the page itself must decide."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from hackathon.domain.wiki.dates import find_days
from hackathon.domain.wiki.page import Confidence, InsertDate

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")
_ENOUGH = 2  # dates on the page that must speak for one order before it decides another date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What else is known of one topic's date: who wrote it, and a day by which the topic was there."""

    author: str | None
    not_after: date | None


def read_insert_date(raw: str) -> InsertDate:
    """Return what the text alone says; where day and month could change places, `day` stays None."""
    iso = _ISO.fullmatch(raw)
    if iso:
        return _certain(raw, _day(iso[1], iso[2], iso[3]), "YYYY-MM-DD")
    slashed = _SLASHED.fullmatch(raw)
    if slashed:
        return _slashed(raw, *slashed.groups())
    days = find_days(raw)
    spelt = days.in_year(days.year) if days and days.year else None
    if days and spelt and days.at == (0, len(raw)):
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


def settle(dates: Sequence[InsertDate | None], evidence: Sequence[Evidence]) -> list[InsertDate | None]:
    """Decide ambiguous dates where the topic, its author or the whole page does; leave the others open.

    A topic was there before it was voted on and before the event was over. Else its author's other dates
    decide, else those of the page, if they are all in one order.
    """
    on_page: Counter[str] = Counter()
    by_author: dict[str, Counter[str]] = defaultdict(Counter)
    for found, known in zip(dates, evidence, strict=True):
        if found and (order := _order(found)):
            on_page[order] += 1
            by_author[known.author or ""][order] += 1
    settled: list[InsertDate | None] = []
    for found, known in zip(dates, evidence, strict=True):
        if found and found.is_ambiguous:
            author = by_author.get(known.author, Counter()) if known.author else Counter[str]()
            settled.append(_settled(found, known, author, on_page))
        else:
            settled.append(found)
    return settled


def _settled(
    found: InsertDate, known: Evidence, by_author: Counter[str], on_page: Counter[str]
) -> InsertDate:
    day_first, month_first = found.alternatives
    possible = [day for day in found.alternatives if known.not_after is None or day <= known.not_after]
    if len(possible) == 1:
        return _inferred(found, possible[0], f"the topic was there by {known.not_after}")
    choice = {"DD/MM": day_first, "MM/DD": month_first}
    if len(by_author) == 1:
        (order,) = by_author
        return _inferred(found, choice[order], f"the same contact writes {order} elsewhere on the page")
    if len(on_page) == 1 and on_page.total() >= _ENOUGH:
        (order,) = on_page
        why = f"{on_page.total()} other dates on the page can only be {order}"
        return _inferred(found, choice[order], why)
    return replace(found, why=f"{on_page['DD/MM']} D/M and {on_page['MM/DD']} M/D dates on the page")


def _order(found: InsertDate) -> str | None:
    order = (found.format or "")[:5]
    return order if order in ("DD/MM", "MM/DD") else None


def _inferred(found: InsertDate, day: date, why: str) -> InsertDate:
    return replace(found, day=day, confidence=Confidence.INFERRED, why=why)
