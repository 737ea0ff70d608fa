"""Change notifications: one email per revision to everyone whose agenda is new or changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.agenda.domain.changes import AgendaChange, affecting
from hackathon.core.database.transactions import transaction
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.attendance import Status
from hackathon.core.extensions import db, settings
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.exports.rendering import Letter
from hackathon.mail.services import outbox
from hackathon.publication.domain import FollowedTopics, Notice, change_notice, first_notice
from hackathon.topics.merge.models import TopicMerge
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

NOT_ATTENDING = [status for status in Status if status.is_gone]

Concerned = dict[Person, Notice]
"""The people whose own agenda changes, by name, each with their notice."""


@transaction
def write(*, event: Event, concerned: Concerned, note: str, now: datetime) -> int:
    """Email everyone concerned who has an address; return how many."""
    reached = {person: notice for person, notice in concerned.items() if person.email}
    for person, notice in reached.items():
        outbox.write(
            kind=MailKind.NOTICE,
            to=person.email or "",
            name=person.name,
            words=_words(event, notice, note),
            event=event,
            person=person,
            now=now,
        )
    return len(reached)


def draw(*, event: Event, person: Person, notice: Notice, note: str) -> Letter:
    """Return the email for one person, in their language; nothing is saved."""
    language = outbox.language_of(event=event, person=person)
    words = _words(event, notice, note)
    return outbox.draw(kind=MailKind.NOTICE, words=words, event=event, language=language, name=person.name)


def _words(event: Event, notice: Notice, note: str) -> dict[str, Any]:
    return {
        "matter": "first" if notice.is_first else "changes",
        "lines": notice.lines,
        "note": note,
        "link": f"{settings().url}/{event.slug}/agenda/",
    }


def concerned(
    event: Event, changes: Iterable[AgendaChange], *, agenda: Agenda, previous: Agenda | None
) -> Concerned:
    """Return the people whose own agenda these changes affect: those who want or run a changed session.

    Withdrawn and merged topics count like any other, because people must hear of removed sessions. People who
    are not coming are left out. The first agenda is announced to everyone who hosts or wants a session in it,
    or has confirmed.
    """
    if previous is None:
        return _of_first(event, agenda)
    of_topic: dict[int, list[AgendaChange]] = {}
    for change in affecting(changes):
        of_topic.setdefault(change.session.topic, []).append(change)
    if not of_topic:
        return {}
    follows = follows_of(event)
    for person, number in _followers_of_merged(event, list(of_topic)):
        known = follows.get(person, FollowedTopics())
        follows[person] = FollowedTopics(hosts=known.hosts, wants=known.wants | {number})
    return {
        person: change_notice(
            agenda,
            previous,
            [each for topic in sorted(follows[person.id].all & of_topic.keys()) for each in of_topic[topic]],
            follows[person.id],
        )
        for person in _coming(event, [key for key, each in follows.items() if each.all & of_topic.keys()])
    }


def _of_first(event: Event, agenda: Agenda) -> Concerned:
    follows, scheduled = follows_of(event), {session.topic for session in agenda.running}
    has_confirmed = select(Attendance.person_id).where(
        Attendance.event_id == event.id, Attendance.status == Status.CONFIRMED
    )
    told = {key for key, each in follows.items() if each.all & scheduled}
    told |= set(db.session.scalars(has_confirmed))
    return {
        person: first_notice(agenda, follows.get(person.id, FollowedTopics()))
        for person in _coming(event, told)
    }


def follows_of(event: Event) -> dict[int, FollowedTopics]:
    """Return the topics each person hosts and wants, by the person's key."""
    hosts: dict[int, set[int]] = {}
    wants: dict[int, set[int]] = {}
    for person, number, is_host in _followers(event):
        (hosts if is_host else wants).setdefault(person, set()).add(number)
    return {
        person: FollowedTopics(hosts=frozenset(hosts.get(person, ())), wants=frozenset(wants.get(person, ())))
        for person in hosts.keys() | wants.keys()
    }


def _coming(event: Event, keys: Iterable[int]) -> list[Person]:
    gone = select(Attendance.person_id).where(
        Attendance.event_id == event.id, Attendance.status.in_(NOT_ATTENDING)
    )
    found = select(Person).where(Person.id.in_(list(keys)), Person.id.not_in(gone))
    return list(db.session.scalars(found.order_by(Person.sort_key, Person.id)))


def _followers(event: Event) -> Iterator[tuple[int, int, bool]]:
    """Yield each person who wants or hosts a topic, with its number and whether they host it."""
    for part, is_host in ((Vote, False), (Contact, True)):
        rows = select(part.person_id, Topic.number).join(Topic, Topic.id == part.topic_id)
        found = rows.where(Topic.event_id == event.id).distinct()
        yield from ((person, number, is_host) for person, number in db.session.execute(found))


def _followers_of_merged(event: Event, numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield those who followed a topic before it was merged, because their votes have moved."""
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
