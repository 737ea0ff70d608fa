"""Properties that every iCalendar file has: its name and refresh interval."""

from datetime import timedelta
from typing import TYPE_CHECKING

from hackathon.core.text.files import one_line

if TYPE_CHECKING:
    from icalendar import Calendar

REFRESH = timedelta(hours=1)


def add_name(feed: "Calendar", name: str) -> None:
    """Give the calendar a name, under each of the two properties that programs look for."""
    from icalendar import vText  # noqa: PLC0415 -- slow import

    for each in ("name", "x-wr-calname"):
        # Told that it is a text, the library escapes it; it does not know these two.
        feed.add(each, vText(one_line(name)))
