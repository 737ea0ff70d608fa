"""Telling people that a session which they want or run is elsewhere now: one mail each for one revision."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select

from hackathon.domain.attendance import Status
from hackathon.domain.changes import Change
from hackathon.domain.mail import MailKind
from hackathon.extensions import db, settings
from hackathon.models import Attendance, Contact, Event, Person, Topic, Vote
from hackathon.services import outbox
from hackathon.services.transactions import transaction

GONE = [status for status in Status if status.is_gone]


@transaction
def write(*, event: Event, changes: Iterable[Change], note: str, now: datetime) -> int:
    """Write to everybody whom the changes affect and whose address is known; return how many that are.

    Who has said that they do not come is left alone.
    """
    moved = {change.session.topic: change for change in changes if change.affects}
    concerned = people(event, moved)
    for person, topics in concerned.items():
        outbox.write(
            kind=MailKind.NOTICE,
            to=person.email or "",
            name=person.name,
            words={
                "changes": [moved[topic].words for topic in sorted(topics)],
                "note": note,
                "link": f"{settings().url}/{event.slug}/agenda/",
            },
            event=event,
            person=person,
            now=now,
        )
    return len(concerned)


def people(event: Event, topics: Iterable[int]) -> dict[Person, set[int]]:
    """Return who wants or runs topics of these numbers and can be written to, and which of them."""
    found: dict[Person, set[int]] = {}
    for person, number in _followers(event, list(topics)):
        found.setdefault(person, set()).add(number)
    return found


def _followers(event: Event, numbers: list[int]) -> Iterator[tuple[Person, int]]:
    gone = select(Attendance.person_id).where(Attendance.event_id == event.id, Attendance.status.in_(GONE))
    for part in (Vote, Contact):
        rows = db.session.execute(
            select(Person, Topic.number)
            .join(part, part.person_id == Person.id)
            .join(Topic, Topic.id == part.topic_id)
            .where(
                Topic.event_id == event.id,
                Topic.number.in_(numbers),
                Person.email.is_not(None),
                Person.id.not_in(gone),
            )
            .order_by(Person.id)
        )
        yield from ((person, number) for person, number in rows)
