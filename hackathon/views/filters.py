"""The words that templates have for times, texts and numbers."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

from hackathon.domain import addresses, markdown
from hackathon.views import access


def day(value: date) -> str:
    """Return "Thu 16 May"."""
    return f"{value:%a} {value.day} {value:%b}"


def days(first: date, last: date) -> str:
    """Return "16-17 May 2013" with an en dash, in full where month or year differ."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"  # noqa: RUF001 -- an en dash is what is printed
    start = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    return f"{start} – {last.day} {last:%B %Y}"  # noqa: RUF001 -- an en dash is what is printed


def clock(value: datetime | time, zone: str | None = None) -> str:
    """Return "10:00", on the clocks of a zone where one is given."""
    if isinstance(value, datetime) and zone:
        value = value.astimezone(ZoneInfo(zone))
    return f"{value:%H:%M}"


def moment(value: datetime, zone: str) -> str:
    """Return "Thu 16 May, 10:00" on the clocks of a zone."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local)}, {clock(local)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return "1 topic" or "2 topics"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def rich(text: str) -> Markup:
    """Return Markdown as HTML that is safe to show."""
    return Markup(markdown.render(text))  # noqa: S704 -- nh3 has cleaned it


def register(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.filters.update(
        day=day,
        clock=clock,
        moment=moment,
        count=count,
        rich=rich,
        plain=markdown.plain,
        public=addresses.without_addresses,
    )
    app.jinja_env.globals.update(days=days, opens=access.opens)
    app.context_processor(_speaker)


def _speaker() -> dict[str, object]:
    """Every template knows who is speaking, and at which event, if at one."""
    return {"speaker": access.speaker(), "here": access.here_if_any()}
