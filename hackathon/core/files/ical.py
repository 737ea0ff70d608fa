"""Properties that every iCalendar file has: its name and refresh interval."""

from datetime import timedelta
from typing import TYPE_CHECKING

from hackathon.core.text.files import one_line

if TYPE_CHECKING:
    from icalendar import Calendar

REFRESH = timedelta(hours=1)


def add_name(feed: "Calendar", name: str) -> None:
    """Set the calendar's name, in both properties that programs use for it."""
    from icalendar import vText  # noqa: PLC0415 -- slow import

    for each in ("name", "x-wr-calname"):
        # As vText, the value is escaped; the library doesn't know these two properties.
        feed.add(each, vText(one_line(name)))
