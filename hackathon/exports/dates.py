"""The named dates of an event as an iCalendar file of whole days."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event, vDuration

from hackathon.domain.milestones import DatedEntry
from hackathon.exports.ical import REFRESH
from hackathon.exports.text import one_line


def calendar_of_dates(entries: Iterable[DatedEntry], *, name: str, url: str) -> bytes:
    """Return the dates as an iCalendar file; the same dates are the same bytes."""
    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//Hackathon//Dates//EN")
    feed.add("name", one_line(name))
    feed.add("x-wr-calname", one_line(name))
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", vDuration(REFRESH))
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.changed_at.astimezone(UTC))
        event.add("last-modified", entry.changed_at.astimezone(UTC))
        event.add("sequence", entry.sequence)
        event.add("dtstart", entry.starts)
        # A calendar means the day after the last.
        event.add("dtend", (entry.ends or entry.starts) + timedelta(days=1))
        event.add("summary", one_line(entry.name))
        event.add("transp", "TRANSPARENT")
        event.add("url", url)
        feed.add_component(event)
    return bytes(feed.to_ical(sorted=False))
