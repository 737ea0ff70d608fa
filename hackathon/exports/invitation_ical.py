"""The date of an event, sent to one person's calendar, and taken out of it again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from hackathon.domain.mail import Invite
from hackathon.exports.text import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What one person's calendar is told of an event."""

    uid: str
    """Minted once for the invitation; it never changes."""
    sequence: int
    """Rises with every mail about the same invitation that says something else."""
    title: str
    place: str | None
    first_day: date
    last_day: date
    url: str
    """The person's own page, to answer on."""
    organizer: str
    """The address that the mails come from."""
    attendee: str
    attendee_name: str
    now: datetime
    is_coming: bool = False
    """Whether the person said so already."""


def request(occasion: Occasion) -> Invite:
    """Ask the person's calendar to take the event in, as whole days, which are those of the place."""
    return _invite("REQUEST", "CONFIRMED", occasion)


def cancel(occasion: Occasion) -> Invite:
    """Ask the person's calendar to take the event out again."""
    return _invite("CANCEL", "CANCELLED", occasion)


def _invite(method: str, status: str, occasion: Occasion) -> Invite:
    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//Hackathon//Invitation//EN")
    feed.add("method", method)
    feed.add_component(_event(status, occasion))
    return Invite(method=method, content=bytes(feed.to_ical(sorted=False)))


def _event(status: str, occasion: Occasion) -> Event:
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", occasion.now.astimezone(UTC))
    event.add("sequence", occasion.sequence)
    event.add("status", status)
    event.add("dtstart", occasion.first_day)
    # The end of whole days is the first that is none of them.
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
    attendee.params["RSVP"] = "FALSE"  # the answer is given on the page, where the hours are asked for too
    event.add("attendee", attendee)
    return event


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{one_line(email)}")
    # A parameter may hold no double quote, in no spelling that all readers know.
    address.params["CN"] = one_line(name).replace('"', "'") or one_line(email)
    return address
