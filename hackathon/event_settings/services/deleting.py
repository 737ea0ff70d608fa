"""Deleting an event and everything in it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete as delete_rows
from sqlalchemy import or_, select

from hackathon.accounts.models import Handle, Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda.feeds.services import feeds
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import refuse_stale, transaction
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import Base, db
from hackathon.core.text.messages import message
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.topics.comments.models import Comment
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


@transaction(takes=Lock.ROLL)
def delete(*, event: Event, typed: str, seen: int | None, by: Person | None, now: datetime) -> None:
    """Delete the event with everything in it, and people who are part of no other event.

    From now on its calendar feeds answer 410 Gone. Accounts stay, and so does one line in the server's log.
    Raises StaleForm, and BadEntry unless its title was typed.
    """
    refuse_stale(seen, event.version)
    if " ".join(typed.split()).casefold() != " ".join(event.title.split()).casefold():
        raise BadEntry(
            message("Please type the title exactly as shown: %(title)s", title=event.title), at="typed"
        )
    people = _people(event)
    title, address = event.title, f"/{event.slug}/"
    feeds.retire_event(event=event, now=now)
    # Dependent rows are deleted by the foreign keys of their tables.
    db.session.execute(delete_rows(Event).where(Event.id == event.id))
    db.session.expire_all()
    _forget(people)
    activity.record(LogKind.DELETED_EVENT, event=None, by=by, now=now, title=title, address=address)


def _people(event: Event) -> Sequence[int]:
    """Return the keys of people without an account who took part in the event."""
    topics = select(Topic.id).where(Topic.event_id == event.id)
    took_part = or_(
        Person.id.in_(select(Attendance.person_id).where(Attendance.event_id == event.id)),
        *(
            Person.id.in_(select(table.person_id).where(table.topic_id.in_(topics)))
            for table in (Vote, Contact, Comment)
        ),
    )
    return db.session.scalars(select(Person.id).where(Person.email.is_(None), took_part)).all()


def _forget(people: Sequence[int]) -> None:
    """Delete those people who are referred to by nothing but their own names."""
    refers = [
        ~select(table).where(key.parent == Person.id).exists()
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is Person.__table__.c.id and table is not Handle.__table__
    ]
    db.session.execute(
        delete_rows(Person)
        .where(Person.id.in_(people), ~Person.is_administrator, ~Person.creates_events, *refers)
        .execution_options(synchronize_session=False)
    )
