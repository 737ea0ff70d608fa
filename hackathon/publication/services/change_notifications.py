"""Change notifications: one email per revision to everyone whose own agenda changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.agenda.domain.changes import AgendaChange, affecting
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db, settings
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.services import outbox
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

GONE = [status for status in Status if status.is_gone]

Concerned = dict[Person, tuple[AgendaChange, ...]]
"""The people whose own agenda changes, by name, each with what changes of it."""


@transaction
def write(*, event: Event, concerned: Concerned, note: str, now: datetime) -> int:
    """Write to everyone concerned whose address is known; return how many that are."""
    reached = {person: changes for person, changes in concerned.items() if person.email}
    for person, changes in reached.items():
        outbox.write(
            kind=MailKind.NOTICE,
            to=person.email or "",
            name=person.name,
            words={
                "changes": [change.words for change in changes],
                "note": note,
                "link": f"{settings().url}/{event.slug}/agenda/",
            },
            event=event,
            person=person,
            now=now,
        )
    return len(reached)


def concerned(event: Event, changes: Iterable[AgendaChange]) -> Concerned:
    """Return the people whose own agenda these changes touch: those who want or run what changes.

    Topics that were withdrawn or merged count like any other, since what is removed is what people must
    hear of. People who have said that they will not come are left out.
    """
    of_topic: dict[int, list[AgendaChange]] = {}
    for change in affecting(changes):
        of_topic.setdefault(change.session.topic, []).append(change)
    if not of_topic:
        return {}
    topics: dict[int, set[int]] = {}
    for person_id, number in _followers(event, list(of_topic)):
        topics.setdefault(person_id, set()).add(number)
    return {
        person: tuple(change for number in sorted(topics[person.id]) for change in of_topic[number])
        for person in _coming(event, topics)
    }


def _coming(event: Event, keys: Iterable[int]) -> list[Person]:
    gone = select(Attendance.person_id).where(Attendance.event_id == event.id, Attendance.status.in_(GONE))
    found = select(Person).where(Person.id.in_(list(keys)), Person.id.not_in(gone))
    return list(db.session.scalars(found.order_by(Person.sort_key, Person.id)))


def _followers(event: Event, numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each person who wants or runs one of the topics, with the topic's number."""
    for part in (Vote, Contact):
        rows = select(part.person_id, Topic.number).join(Topic, Topic.id == part.topic_id)
        found = rows.where(Topic.event_id == event.id, Topic.number.in_(numbers)).distinct()
        yield from ((person, number) for person, number in db.session.execute(found))
    yield from _followers_of_merged(event, numbers)


def _followers_of_merged(event: Event, numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield those who followed a topic before it was merged, since their votes have moved with it."""
    merged = select(Topic.number, TopicMerge.gone_id, TopicMerge.written).join(
        Topic, Topic.id == TopicMerge.gone_id
    )
    here = Topic.event_id == event.id, Topic.number.in_(numbers), TopicMerge.undone_at.is_(None)
    for number, topic, written in db.session.execute(merged.where(*here)):
        for entry in written or ():
            if entry["table"] == Vote.__tablename__ and entry["key"][0] == topic:
                yield entry["key"][1], number
            elif entry["table"] == Contact.__tablename__ and (entry["before"] or {}).get("topic_id") == topic:
                yield entry["before"]["person_id"], number
