"""The state of the day: current and next sessions in each room, and contacts who have checked in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, select

from hackathon.accounts.models import Person
from hackathon.agenda.head_counts.queries import head_counts
from hackathon.agenda.now.domain import NowAndNext, now_and_next
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.extensions import db
from hackathon.core.text.collation import sort_key
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic

SOON = timedelta(minutes=20)
"""If a session starts within this time, its host should have arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSession:
    """A current or next session with its contacts: their names, and whether each has checked in.

    `counted` is the latest head count, if there is one.
    """

    session: AgendaSession
    seats: int
    contacts: tuple[tuple[str, bool], ...]
    counted: int | None = None

    @property
    def has_no_host(self) -> bool:
        """Whether none of its contacts has checked in."""
        return not any(is_here for _, is_here in self.contacts)

    @property
    def is_overfull(self) -> bool:
        """Whether more people want to attend than there are seats."""
        return self.session.expected > self.seats

    @property
    def is_full(self) -> bool:
        """Whether the head count has reached the number of seats."""
        return self.counted is not None and self.counted >= self.seats


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The state of the day at a moment; `needs` are the sessions that need attention, most urgent first."""

    at: NowAndNext
    agenda: Agenda
    current: tuple[RunningSession, ...]
    upcoming: tuple[RunningSession, ...]

    @property
    def needs(self) -> tuple[RunningSession, ...]:
        """Sessions that are on or about to start and have no host, or more people than seats, or are full."""
        is_soon = self.at.next_at is not None and self.at.next_at - self.at.now <= SOON
        near = (*self.current, *self.upcoming) if is_soon else self.current
        return tuple(each for each in near if each.has_no_host or each.is_full or each.is_overfull)


def today(event: Event, agenda: Agenda, now: datetime) -> Today:
    """Return the state of the day."""
    at = now_and_next(agenda, now)
    counted = head_counts(event)
    contacts = _contacts(event, {session.topic for session in (*at.current, *at.upcoming)})

    def running(session: AgendaSession) -> RunningSession:
        return RunningSession(
            session=session,
            seats=agenda.room(session.room).capacity,
            contacts=contacts.get(session.topic, ()),
            counted=counted.get(session.key),
        )

    return Today(
        at=at,
        agenda=agenda,
        current=tuple(running(session) for session in at.current),
        upcoming=tuple(running(session) for session in at.upcoming),
    )


def _contacts(event: Event, topics: set[int]) -> dict[int, tuple[tuple[str, bool], ...]]:
    attendance = and_(Attendance.person_id == Contact.person_id, Attendance.event_id == event.id)
    rows = db.session.execute(
        select(Topic.number, Person.name, Attendance.checked_in_at)
        .join(Contact, Contact.topic_id == Topic.id)
        .join(Person, Person.id == Contact.person_id)
        .outerjoin(Attendance, attendance)
        .where(Topic.event_id == event.id, Topic.number.in_(topics))
    )
    found: dict[int, tuple[tuple[str, bool], ...]] = {}
    for number, name, checked_in_at in sorted(rows, key=lambda row: sort_key(row.name)):
        found[number] = (*found.get(number, ()), (name, checked_in_at is not None))
    return found
