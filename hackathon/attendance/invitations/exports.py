"""Calendar invitations and cancellations for one person."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hackathon.core.text.files import one_line
from hackathon.mail.domain import Invite

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCalendarEntry:
    """An event as one person's calendar entry."""

    uid: str
    """Created with the invitation; it never changes."""
    sequence: int
    """Increases with every changed calendar entry for the same invitation."""
    title: str
    place: str | None
    first_day: date
    last_day: date
    url: str
    """The person's own page for answering."""
    organizer: str
    """The sender address of the emails."""
    attendee: str
    attendee_name: str
    now: datetime
    is_coming: bool = False
    """Whether the person has confirmed."""


def request(occasion: EventCalendarEntry) -> Invite:
    """Return a calendar request for the event as whole days in its own time zone."""
    return _invite("REQUEST", "CONFIRMED", occasion)


def cancel(occasion: EventCalendarEntry) -> Invite:
    """Return a cancellation of the event."""
    return _invite("CANCEL", "CANCELLED", occasion)


def _invite(method: str, status: str, occasion: EventCalendarEntry) -> Invite:
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//Hackathon//Invitation//EN")
    feed.add("method", method)
    feed.add_component(_event(status, occasion))
    return Invite(method=method, content=bytes(feed.to_ical(sorted=False)))


def _event(status: str, occasion: EventCalendarEntry) -> "Event":
    from icalendar import Event  # noqa: PLC0415 -- slow import

    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", occasion.now.astimezone(UTC))
    event.add("sequence", occasion.sequence)
    event.add("status", status)
    event.add("dtstart", occasion.first_day)
    # The end of whole days is exclusive.
    event.add("dtend", occasion.last_day + timedelta(days=1))
    event.add("summary", one_line(occasion.title))
    if occasion.place:
        event.add("location", one_line(occasion.place))
    event.add("url", occasion.url)
    event.add("transp", "TRANSPARENT")
    event.add("organizer", _address(occasion.organizer, occasion.title))
    attendee = _address(occasion.attendee, occasion.attendee_name)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "ACCEPTED" if occasion.is_coming else "NEEDS-ACTION"
    attendee.params["RSVP"] = "FALSE"  # people answer on the page, which also asks for availability
    event.add("attendee", attendee)
    return event


def _address(email: str, name: str) -> "vCalAddress":
    from icalendar import vCalAddress  # noqa: PLC0415 -- slow import

    address = vCalAddress(f"mailto:{one_line(email)}")
    # Parameters can't contain double quotes, and not all readers know an escape.
    address.params["CN"] = one_line(name).replace('"', "'") or one_line(email)
    return address
