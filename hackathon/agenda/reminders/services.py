"""Saving people's choice of reminders, and sending reminders."""

from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.agenda.reminders import queries as reminders
from hackathon.agenda.reminders.models import Reminder, SentReminder
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.database.upsert import insert_if_new, upsert
from hackathon.core.domain.agenda import AgendaSession
from hackathon.core.extensions import settings
from hackathon.events.models import Event
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox


@transaction(takes=Lock.SHARED)
def choose(*, event: Event, person: Person, alarm_minutes: int | None, mail_minutes: int | None) -> None:
    """Save how many minutes before a session to remind the person, for each way; None means not at all."""
    upsert(
        Reminder,
        key={"event_id": event.id, "person_id": person.id},
        values={"alarm_minutes": alarm_minutes, "mail_minutes": mail_minutes},
    )


def send_due(*, now: datetime) -> int:
    """Email everyone who is due a reminder at this time; return the number of emails."""
    return sum(_send_at(event=event, now=now) for event in reminders.events_with_reminders())


@transaction
def _send_at(*, event: Event, now: datetime) -> int:
    number = 0
    for due in list(reminders.due_at(event, now)):
        sessions = [session for session in due.sessions if _is_new(event, due.person, session)]
        if not sessions:
            continue
        mail = outbox.write(
            kind=MailKind.SESSION_REMINDER,
            to=due.person.email or "",
            name=due.person.name,
            words={
                "sessions": sessions,
                "agenda": due.agenda,
                "link": f"{settings().url}/{event.slug}/mine",
            },
            event=event,
            person=due.person,
            now=now,
        )
        # Nobody needs a reminder of a session that has begun.
        mail.good_until = max(session.starts for session in sessions)
        number += 1
    return number


def _is_new(event: Event, person: Person, session: AgendaSession) -> bool:
    """Record that someone is reminded of a session; return whether they were not reminded yet."""
    return insert_if_new(
        SentReminder,
        key=("event_id", "person_id", "topic", "occurrence", "starts_at"),
        values={
            "event_id": event.id,
            "person_id": person.id,
            "topic": session.topic,
            "occurrence": session.occurrence,
            "starts_at": session.starts,
        },
    )
