"""An event's milestones as an iCalendar file with all-day entries."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from hackathon.core.files.ical import REFRESH, add_name
from hackathon.core.text.files import one_line
from hackathon.events.milestones.domain import DatedEntry


def calendar_of_dates(entries: Iterable[DatedEntry], *, name: str, url: str) -> bytes:
    """Return the dates as an iCalendar file; equal dates give identical bytes."""
    from icalendar import Calendar, Event, vDuration  # noqa: PLC0415 -- slow import

    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//Hackathon//Dates//EN")
    add_name(feed, name)
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.changed_at.astimezone(UTC))
        event.add("last-modified", entry.changed_at.astimezone(UTC))
        event.add("sequence", entry.sequence)
        event.add("dtstart", entry.starts)
        # In iCalendar, the end is the day after the last one.
        event.add("dtend", (entry.ends or entry.starts) + timedelta(days=1))
        event.add("summary", one_line(entry.name))
        event.add("transp", "TRANSPARENT")
        event.add("url", url)
        feed.add_component(event)
    return bytes(feed.to_ical(sorted=False))
