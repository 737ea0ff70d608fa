"""Finding the people to remind, and their sessions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.agenda import queries as agendas
from hackathon.agenda.my_agenda import queries as wishes
from hackathon.agenda.my_agenda.domain import own_agenda
from hackathon.agenda.reminders.models import Reminder, SentReminder
from hackathon.attendance.registration.queries import hours
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

LONGEST = timedelta(minutes=60)
"""The longest time before a session at which people may be reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A person to remind now, with the sessions of the agenda."""

    person: Person
    agenda: Agenda
    sessions: tuple[AgendaSession, ...]


def reminder_of(event: Event, person: Person) -> Reminder | None:
    """Return the person's choice of reminders at an event, or None."""
    return db.session.get(Reminder, (event.id, person.id))


def events_with_reminders() -> Sequence[Event]:
    """Return the events with anyone who wants to be reminded by email."""
    asked = select(Reminder.event_id).where(Reminder.mail_minutes.is_not(None))
    return db.session.scalars(select(Event).where(Event.id.in_(asked)).order_by(Event.id)).all()


def due_at(event: Event, now: datetime) -> Iterator[Due]:
    """Yield the people to remind by email at this time, once for each session."""
    agenda = agendas.latest(event) if event.is_on_its_days(now) else None
    near = [each for each in agenda.running if now < each.starts <= now + LONGEST] if agenda else []
    if agenda is None or not near:
        return
    told = {
        (sent.person_id, sent.topic, sent.occurrence, sent.starts_at)
        for sent in db.session.scalars(
            select(SentReminder).where(SentReminder.event_id == event.id, SentReminder.starts_at > now)
        )
    }
    numbers = {session.topic for session in near}
    for reminder in _reminders(event, numbers):
        due = {
            session.key
            for session in near
            if session.starts - timedelta(minutes=reminder.mail_minutes or 0) <= now
            and (reminder.person_id, *session.key, session.starts) not in told
        }
        person = db.session.get_one(Person, reminder.person_id) if due else None
        sessions = _attended(event, agenda, person, due) if person and person.email else ()
        if person and sessions:
            yield Due(person=person, agenda=agenda, sessions=sessions)


def _reminders(event: Event, numbers: Iterable[int]) -> list[Reminder]:
    """Return the reminder choices of those who voted for one of the topics or run it."""
    people: dict[int, bool] = defaultdict(bool)
    for part in (Vote, Contact):
        followers = (
            select(part.person_id)
            .join(Topic, Topic.id == part.topic_id)
            .where(Topic.event_id == event.id, Topic.number.in_(numbers))
        )
        people |= dict.fromkeys(db.session.scalars(followers), True)
    asked = select(Reminder).where(Reminder.event_id == event.id, Reminder.mail_minutes.is_not(None))
    found = db.session.scalars(asked.order_by(Reminder.person_id))
    return [reminder for reminder in found if reminder.person_id in people]


def _attended(
    event: Event, agenda: Agenda, person: Person, due: set[tuple[int, int]]
) -> tuple[AgendaSession, ...]:
    """Return the sessions in a person's own agenda: if two overlap, the one they attend."""
    attendance = db.session.scalar(
        select(Attendance).where(Attendance.event_id == event.id, Attendance.person_id == person.id)
    )
    if attendance is not None and attendance.status.is_gone:
        return ()
    mine = own_agenda(
        agenda,
        wishes.preferences_of(event, person),
        weights=event.weights,
        hours=hours.availability_of(attendance),
    )
    return tuple(each.session for each in mine.kept if each.session.key in due)
