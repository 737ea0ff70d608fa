"""Template filters for times, texts and numbers."""

from datetime import date, datetime, time
from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal
from flask import Flask, get_flashed_messages, request
from markupsafe import Markup

from hackathon.core.domain import clocks
from hackathon.core.text import addresses, markdown
from hackathon.core.text.column_meanings import column_meaning
from hackathon.core.translation import current_locale, is_english, language_page, list_in_words
from hackathon.core.web import access
from hackathon.core.web.clock import current_time, seconds_ahead
from hackathon.core.web.read_only import without_refused_buttons
from hackathon.core.web.requests import is_opened_by_reader


def day(value: date) -> str:
    """Return "Thu 16 May"."""
    if is_english():
        return f"{value:%a} {value.day} {value:%b}"
    return format_skeleton("MMMEd", value, locale=current_locale())


def short_day(value: date) -> str:
    """Return "Thu 16", for several days side by side."""
    if is_english():
        return f"{value:%a} {value.day}"
    return format_skeleton("Ed", value, locale=current_locale())


def day_of_week(value: datetime, zone: str) -> str:
    """Return "Thursday", in the time zone."""
    return format_date(value.astimezone(ZoneInfo(zone)).date(), "EEEE", locale=current_locale())


def long_day(value: date) -> str:
    """Return "Thursday 16 May"."""
    if is_english():
        return f"{value:%A} {value.day} {value:%B}"
    return format_skeleton("MMMMEEEEd", value, locale=current_locale())


def days(first: date, last: date) -> str:
    """Return "16-17 May 2013" with an en dash, with both dates in full if month or year differ."""
    if not is_english():
        return format_interval(first, last, "yMMMMd", locale=current_locale())
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"  # noqa: RUF001 -- an en dash is what is printed
    start = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    return f"{start} – {last.day} {last:%B %Y}"  # noqa: RUF001 -- an en dash is what is printed


def clock(value: datetime | time, zone: str | None = None) -> str:
    """Return "10:00", in the time zone if one is given."""
    if isinstance(value, datetime) and zone:
        value = value.astimezone(ZoneInfo(zone))
    return f"{value:%H:%M}"


def ending(ends: datetime | time, starts: datetime | time, zone: str | None = None) -> str:
    """Return an end: "17:00", "24:00" for midnight, "02:00 (+1)" on the next day."""
    if isinstance(ends, datetime) and isinstance(starts, datetime):
        return clocks.ending_at(starts, ends, zone or "UTC")
    if isinstance(ends, datetime) or isinstance(starts, datetime):
        raise TypeError(f"{starts} and {ends} are not of one kind")
    return clocks.ending(starts, ends)


def moment(value: datetime, zone: str) -> str:
    """Return "Thu 16 May, 10:00" in the time zone."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local)}, {clock(local)}"


def number(value: int) -> str:
    """Return "1,234" in English, "1.234" in German."""
    return format_decimal(value, locale=current_locale())


def capitalized(text: str) -> str:
    """Return a text with its first letter capitalized; unlike `capitalize`, this leaves the others alone."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 topic" or "2 topics"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def rich(text: str) -> Markup:
    """Return Markdown as HTML that is safe to show."""
    return Markup(markdown.render(text))  # noqa: S704 -- nh3 has cleaned it


def current_page(address: str, *, below: bool = True) -> str:
    """Return `aria-current` of a link: "page" on that page, "true" on one `below` it, else ""."""
    if request.path == address:
        return "page"
    return "true" if below and request.path.startswith(address.rstrip("/") + "/") else ""


def register(app: Flask) -> None:
    """Register the filters, functions and globals of templates."""
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        long_day=long_day,
        day_of_week=day_of_week,
        clock=clock,
        ending=ending,
        moment=moment,
        number=number,
        capitalized=capitalized,
        column_meaning=column_meaning,
        count=count,
        rich=rich,
        plain=markdown.plain,
        public=addresses.without_addresses,
        without_refused_buttons=without_refused_buttons,
    )
    app.jinja_env.globals.update(
        days=days,
        opens=access.opens,
        current_page=current_page,
        language_page=language_page,
        list_in_words=list_in_words,
        news_for_reader=news_for_reader,
    )
    app.context_processor(_speaker)


def news_for_reader() -> list[tuple[str, str]]:
    """Return the messages about the reader's last action, as kind and text; each is shown once.

    A page fetched by a script, such as a copy for offline use, leaves them for the next page the reader
    opens.
    """
    if not is_opened_by_reader():
        return []
    return cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))


def _speaker() -> dict[str, object]:
    """Return what every template knows: the current person, the event if any, and its phase."""
    here, now = access.here_if_any(), current_time()
    return {
        "speaker": access.speaker(),
        "here": here,
        "phase": here.event.phase(now) if here else None,
        "is_on_its_days": here is not None and here.event.is_on_its_days(now),
        "seconds_ahead": seconds_ahead(),
    }
