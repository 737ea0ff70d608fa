"""Loading the published agenda at a given time, and a person's part of it."""

from dataclasses import dataclass
from datetime import datetime

from hackathon.agenda.my_agenda import queries as wishes
from hackathon.agenda.my_agenda.domain import AttendedSession, own_agenda
from hackathon.agenda.now.domain import NowAndNext, OwnSessions, is_on_its_days, now_and_next, own_sessions
from hackathon.attendance.registration.queries import hours
from hackathon.core.domain.agenda import Agenda
from hackathon.core.web.access import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """An agenda at a moment as seen by one person; `own` is empty for a visitor."""

    agenda: Agenda
    at: NowAndNext
    own: OwnSessions


def whereabouts(place: Here, agenda: Agenda | None, now: datetime) -> Whereabouts | None:
    """Return the current sessions and where the person needs to be, or None outside the agenda's days."""
    if agenda is None or not is_on_its_days(agenda, now):
        return None
    return whereabouts_of(agenda, kept_sessions(place, agenda), now)


def whereabouts_of(agenda: Agenda, kept: tuple[AttendedSession, ...], now: datetime) -> Whereabouts:
    """Return the agenda at a moment for a person who attends these sessions."""
    return Whereabouts(agenda=agenda, at=now_and_next(agenda, now), own=own_sessions(kept, now))


def kept_sessions(place: Here, agenda: Agenda) -> tuple[AttendedSession, ...]:
    """Return the sessions that the signed-in person attends or runs."""
    if place.person is None:
        return ()
    wanted = wishes.preferences_of(place.event, place.person)
    there = hours.availability_of(place.attendance)
    return own_agenda(agenda, wanted, weights=place.event.weights, hours=there).kept
