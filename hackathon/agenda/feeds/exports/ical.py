"""An agenda as an iCalendar file."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.files.ical import REFRESH, add_name
from hackathon.core.text.files import one_line, plain
from hackathon.core.text.messages import message
from hackathon.core.translation import shown, translated

if TYPE_CHECKING:
    from icalendar import Alarm, Event

Link = Callable[[AgendaSession], str]
"""Returns the URL of a session's topic."""


def calendar(
    agenda: Agenda, *, name: str, link: Link, marks_overlaps: bool = False, alarm_minutes: int | None = None
) -> bytes:
    """Return the sessions of the agenda as an iCalendar file.

    Times go out in UTC, which every client reads alike (Dublin's winter is its
    daylight saving time, and breaks some). Nothing but the sessions themselves
    goes in, no revision and no clock: the same sessions are the same bytes. A
    cancelled session stays, as cancelled. With `marks_overlaps`, for a person's
    own calendar, a session names in its description those at the same time,
    and when else its topic runs. With `alarm_minutes`, calendar apps are asked to give notice so long
    before each session.
    """
    from icalendar import Calendar, vDuration  # noqa: PLC0415 -- slow import

    feed = Calendar()
    feed.add("version", "2.0")
    feed.add("prodid", "-//Hackathon//Agenda//EN")
    add_name(feed, name)
    feed.add("x-wr-timezone", agenda.zone)
    # RFC 7986 requires the value type here; Outlook rejects it in the other place.
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", vDuration(REFRESH))
    for session in agenda.sessions:
        overlaps = _overlaps(session, agenda) if marks_overlaps else ()
        again = _again(session, agenda) if marks_overlaps else ()
        event = _event(session, agenda, link(session), overlaps, again)
        if alarm_minutes is not None and not session.cancelled:
            event.add_component(_alarm(session, alarm_minutes))
        feed.add_component(event)
    return bytes(feed.to_ical(sorted=False))


def _event(
    session: AgendaSession, agenda: Agenda, url: str, overlaps: tuple[str, ...], again: tuple[str, ...]
) -> "Event":
    from icalendar import Event  # noqa: PLC0415 -- slow import

    event = Event()
    event.add("uid", session.uid)
    event.add("dtstamp", _utc(session.last_modified))
    event.add("last-modified", _utc(session.last_modified))
    event.add("sequence", session.sequence)
    event.add("status", "CANCELLED" if session.cancelled else "CONFIRMED")
    event.add("dtstart", _utc(session.starts))
    event.add("dtend", _utc(session.ends))
    event.add("summary", one_line(session.name))
    event.add("url", url)
    # The text of a cancelled session never changes, so it contains no room or area name that may change.
    if not session.cancelled:
        place = (agenda.room(session.room).name, agenda.place or "")
        event.add("location", ", ".join(filter(None, map(one_line, place))))
        if area := agenda.area(session.area):
            event.add("categories", [one_line(area.name)])
    if description := _description(session, overlaps, again):
        event.add("description", description)
    return event


def _alarm(session: AgendaSession, minutes: int) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415 -- slow import

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-minutes))
    alarm.add("description", one_line(session.name))
    return alarm


def _description(session: AgendaSession, overlaps: tuple[str, ...], again: tuple[str, ...]) -> str:
    contacts = ", ".join(map(one_line, session.contacts))
    paragraphs = (
        translated(message("At the same time as: %(sessions)s.", sessions="; ".join(overlaps)))
        if overlaps
        else "",
        translated(message("Also at: %(times)s.", times="; ".join(again))) if again else "",
        plain(session.summary).strip(),
        translated(message("Contact: %(names)s", names=contacts)) if contacts else "",
    )
    return "\n\n".join(filter(None, paragraphs))


def _overlaps(session: AgendaSession, agenda: Agenda) -> tuple[str, ...]:
    if session.cancelled:
        return ()
    return tuple(
        one_line(other.name)
        for other in agenda.running
        if other.key != session.key and other.starts < session.ends and session.starts < other.ends
    )


def _again(session: AgendaSession, agenda: Agenda) -> tuple[str, ...]:
    """Return the topic's other times in local time; attending one is enough."""
    if session.cancelled:
        return ()
    return tuple(
        f"{shown(agenda.local(other.starts))}, {one_line(agenda.room(other.room).name)}"
        for other in agenda.running
        if other.topic == session.topic and other.key != session.key
    )


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)
